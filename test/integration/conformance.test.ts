import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { close, open, run } from '../conformance/adapter.mjs';
import { difference, mutates } from '../conformance/compare.ts';
import type { Case } from '../conformance/compare.ts';

interface Own {
  readonly tables: Readonly<Record<string, object>>;
  readonly cases: readonly Case[];
}

const own = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'conformance', 'cases', 'own.json'), 'utf8'),
) as Own;

describe('answers as PostgreSQL gives them', function () {
  this.timeout(60_000);
  before(() => open());
  after(() => close());

  for (const each of own.cases) {
    it([each.sql].flat().join('; '), async () => {
      const tables = each.tables.map((key) => ({ ...own.tables[key], key }));
      const got = await run({ id: each.tables.join('+'), tables }, each.sql, {
        mutates: mutates(each),
      });
      assert.equal(difference(each, got.rows), undefined);
    });
  }
});
