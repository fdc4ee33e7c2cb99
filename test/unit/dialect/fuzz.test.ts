import assert from 'node:assert/strict';
import { seeded } from '../../editor-quality/sources.ts';
import { fault } from '../../fuzz/check.ts';
import { fuzz } from '../../fuzz/fuzz.ts';
import { shop } from './shop-catalog.ts';

describe('statements with random faults', () => {
  it('throw nowhere, take no long time, and say at a place of theirs what is wrong', () => {
    const faults = fuzz(4000, seeded(20_240_506));
    assert.deepEqual(
      faults.map(({ what, sql }) => `${what}: ${sql}`),
      [],
    );
  }).timeout(120_000);

  const once = [
    'SELECT JSON_BUILD_OBJECT(name) FROM customers',
    'SELECT 0b1011e5, 0o17123456789, 0b12',
    'SELECT SUM(total) OVER v FROM orders WINDOW w AS (w ORDER BY id), v AS (v ORDER BY total)',
    "SELECT 'Nit' & 's', 1 << 4611686018427387904, 1::long >> -1 FROM customers",
    'SELECT n FROM customers, GENERATE_SUBSCRIPTS(tags, 199999999999999999999999) AS n',
    `SELECT id FROM customers WHERE id${' > 94.15'.repeat(60)}`,
    'SELECT CAST(id AS decimal(3decimal, 1)), CAST(id AS decimal(2.5)) FROM customers',
    'SELECT ROUND(total, 1e400), TRUNC(total, -1e400) FROM orders',
    `SELECT JSONB_SET(j, '{${'a,1,'.repeat(24)}a}', '1') FROM (SELECT id::text::jsonb AS j FROM customers) t`,
    `SELECT DOCUMENT_SET(j, '${'a.'.repeat(24)}a', 1) FROM (SELECT id::text::jsonb AS j FROM customers) t`,
  ];
  for (const sql of once) it(`no more: ${sql.slice(0, 60)}`, () => assert.equal(fault(sql, shop), undefined));
});
