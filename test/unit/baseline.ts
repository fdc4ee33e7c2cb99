import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', 'baselines');
const update = process.env['UPDATE_BASELINES'] === '1';

/**
 * One test for each `test/baselines/<folder>/*.sql`: `produce` turns its text into the text of the `.out` beside it.
 * `UPDATE_BASELINES=1 npm run test:unit` writes the `.out` files anew; read the difference before it is committed.
 */
export function baselines(folder: string, produce: (sql: string) => string | Promise<string>): void {
  const directory = join(root, folder);
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith('.sql')) continue;
    it(`${folder}/${file}`, async () => {
      const actual = `${(await produce(readFileSync(join(directory, file), 'utf8'))).trimEnd()}\n`;
      const outFile = join(directory, file.replace(/\.sql$/, '.out'));
      if (update) {
        writeFileSync(outFile, actual);
        return;
      }
      assert.ok(existsSync(outFile), `no ${outFile}: run again with UPDATE_BASELINES=1`);
      assert.equal(actual, readFileSync(outFile, 'utf8'));
    });
  }
}
