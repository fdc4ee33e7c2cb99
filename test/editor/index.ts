import { globSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import RecordingReporter from '../../scripts/test/reporter.mjs';

// What VS Code's extension host calls in place of a user: mocha over every test file beside this one.
// The environment tells where a MongoDB runs (QLSQL_TEST_URI) and what to pass to mocha (QLSQL_TEST_MOCHA).

// A mark on each line, by which the suite is told from the editor's own words on the same console.
Mocha.reporters.Base.consoleLog = (...args: unknown[]): void =>
  console.log(format(...args).replaceAll(/^/gm, '│ '));

const optionsOf = (args: string[]): { grep?: string } => {
  const at = args.findIndex((arg) => arg === '-g' || arg === '--grep');
  const grep = args[at + 1];
  return at >= 0 && grep !== undefined ? { grep } : {};
};

export async function run(): Promise<void> {
  const args: string[] = JSON.parse(process.env['QLSQL_TEST_MOCHA'] ?? '[]');
  const mocha = new Mocha({ timeout: 30_000, reporter: RecordingReporter, ...optionsOf(args) });
  for (const file of globSync('**/*.test.cjs', { cwd: __dirname }).sort())
    mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
