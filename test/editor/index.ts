import { globSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import RecordingReporter from '../../scripts/test/reporter.mjs';

// What VS Code's extension host calls in place of a user: mocha over every test file beside this one.
// The environment tells where a MongoDB runs (QLSQL_TEST_URI), what to pass to mocha (QLSQL_TEST_MOCHA), and which files
// to run where it is not all of them (QLSQL_TEST_FILES).

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
  const mocha = new Mocha({ timeout: 120_000, reporter: RecordingReporter, ...optionsOf(args) });
  const all = globSync('**/*.test.cjs', { cwd: __dirname }).sort();
  const files: string[] = JSON.parse(process.env['QLSQL_TEST_FILES'] ?? 'null') ?? all;
  for (const file of files) mocha.addFile(resolvePath(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
