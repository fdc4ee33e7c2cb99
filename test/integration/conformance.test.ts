import { readFileSync, readdirSync } from 'node:fs';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as server from '../conformance/adapter.mjs';
import { difference, mutates } from '../conformance/compare.ts';
import type { Case } from '../conformance/compare.ts';
import * as inProcess from '../conformance/in-process-adapter.mjs';

interface Group {
  readonly group: string;
  readonly tables: Readonly<Record<string, object>>;
  readonly cases: readonly Case[];
}

const folder = join(import.meta.dirname, '..', 'conformance', 'cases');
const groups = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Group,
);

for (const [where, engine] of [
  ['of the server', server],
  ['in process', inProcess],
] as const)
  describe(`answers ${where} as PostgreSQL gives them`, function () {
    this.timeout(60_000);
    before(() => engine.open());
    after(() => engine.close());

    for (const { group, tables: known, cases } of groups) {
      describe(group, () => {
        for (const each of cases) {
          it([each.sql].flat().join('; '), async () => {
            const tables = each.tables.map((key) => ({ ...known[key], key: `${group} ${key}` }));
            const got = await engine.run({ id: each.tables.join('+'), tables }, each.sql, {
              mutates: mutates(each),
            });
            assert.equal(difference(each, got.rows), undefined);
          });
        }
      });
    }
  });
