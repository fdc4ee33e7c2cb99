import assert from 'node:assert/strict';
import { analyze, compile, parseStatement, plan } from '../../../dialect/src/index.ts';
import { shop } from './shop-catalog.ts';

/** The numbers of what is told of a statement, from its text to its pipeline. */
function told(sql: string): readonly string[] {
  const { statement, problems } = parseStatement(sql);
  assert.deepEqual(problems, []);
  const { bound, problems: found } = statement
    ? analyze(statement, shop)
    : { bound: undefined, problems: [] };
  const compiled = bound ? compile(plan(bound)).problems : [];
  return [...found, ...compiled].filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

const times = 20_000;
const chain = (part: string): string => part.repeat(times);

describe('statements too deep to be walked', () => {
  for (const [what, sql] of [
    ['tests', `SELECT total${chain(' IS NULL')} FROM orders`],
    ['sums', `SELECT total${chain(' + total')} FROM orders`],
    ['signs', `SET @a = ${chain('- ')}1`],
    ['conditions of a write', `UPDATE orders SET total = 1 WHERE total${chain(' IS NULL')}`],
    ['a partial index', `CREATE INDEX i ON orders (total) WHERE total${chain(' IS NULL')}`],
    ['what is measured', `BENCHMARK SELECT 1 FROM orders WHERE total${chain(' IS NULL')}`],
    ['what is explained', `EXPLAIN SELECT 1 FROM orders WHERE ${chain('NOT ')}TRUE`],
    ['a view', `CREATE VIEW v AS SELECT 1 FROM orders WHERE ${chain('NOT ')}TRUE`],
    ['unions', `SELECT 1${chain(' UNION SELECT 1')}`],
  ] as const)
    it(`are told of: ${what}`, () => {
      assert.deepEqual(told(sql), ['QL4007']);
    });

  it('are told of: queries of WITH that double one another', () => {
    const doubled = (times: number) => {
      const queries = Array.from(
        { length: times },
        (_, n) => `q${n + 1} AS (SELECT x.a FROM q${n} x JOIN q${n} y ON x.a = y.a)`,
      );
      return `WITH q0 AS (SELECT 1 AS a), ${queries.join(', ')} SELECT a FROM q${times}`;
    };
    assert.deepEqual(told(doubled(60)), ['QL4008']);
    assert.deepEqual(told(doubled(5)), []);
  });

  it('are not queries of WITH that each read the one before', () => {
    const queries = Array.from(
      { length: 250 },
      (_, n) => `q${n + 1} AS (SELECT id, name FROM q${n} WHERE id > ${n})`,
    );
    const sql = `WITH q0 AS (SELECT id, name FROM customers), ${queries.join(', ')} SELECT id FROM q250`;
    assert.deepEqual(told(sql), []);
    assert.deepEqual(told(sql.replace('id > 200', 'ids > 200')), ['QL2002']);
  });

  it('are not those with as many ANDs', () => {
    assert.deepEqual(told(`SELECT total FROM orders WHERE total > 0${chain(' AND total <> 5')}`), []);
  });
});
