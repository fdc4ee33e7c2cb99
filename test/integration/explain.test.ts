import assert from 'node:assert/strict';
import type { ServerStep } from '../../client/src/run/explained.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('what EXPLAIN finds out', () => {
  let bench: Workbench;

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase());
    for (const sql of [
      'CREATE TABLE orders AS SELECT n AS id, n % 7 AS status, n % 100 AS customer, n * 3 % 1000 AS total FROM GENERATE_SERIES(1, 3000) AS s(n)',
      "CREATE TABLE customers AS SELECT n AS id, 'c' || n AS name FROM GENERATE_SERIES(0, 99) AS s(n)",
      'CREATE INDEX ON orders (customer)',
    ])
      assert.deepEqual((await bench.run(sql)).problems, []);
  });

  after(async () => {
    await bench.run('DROP TABLE orders, customers');
    await bench.close();
  });

  const stepsOf = async (sql: string): Promise<readonly ServerStep[]> => {
    const { plan, problems } = await bench.run(sql);
    assert.deepEqual(problems, []);
    return plan?.parts.at(-1)?.server?.steps ?? [];
  };
  const find = (steps: readonly ServerStep[], name: RegExp): ServerStep => {
    const found = steps.find((step) => name.test(step.name));
    assert.ok(found, `${String(name)} in ${steps.map((step) => step.name).join(', ')}`);
    return found;
  };
  /** The words of the statement that a step is warned of at, and what its fix writes. */
  const warned = (sql: string, { warning }: ServerStep): readonly (string | undefined)[] => [
    warning?.code,
    warning && sql.slice(warning.span.start, warning.span.end),
    warning?.fixes?.[0]?.changes[0]?.text.trim(),
  ];

  it('figures of each step, and the stages and the clause that it does the work of', async () => {
    const sql =
      'EXPLAIN ANALYZE SELECT status, COUNT(*) AS n FROM orders WHERE total > 900 GROUP BY status ORDER BY n';
    const steps = await stepsOf(sql);
    const scan = find(steps, /^COLLSCAN/);
    assert.deepEqual([scan.rowsIn, scan.stages], [3000, [0]]);
    assert.deepEqual(warned(sql, scan), ['QL5200', 'total > 900', 'CREATE INDEX ON orders (total);']);
    const group = find(steps, /GROUP|\$group/);
    assert.deepEqual([group.rowsIn, group.rowsOut, group.stages.includes(1)], [scan.rowsOut, 7, true]);
    assert.equal(group.warning, undefined);
    assert.ok(steps.every(({ ms = 0 }) => ms >= 0));
    const unmeasured = await stepsOf(sql.replace('ANALYZE ', ''));
    assert.equal(find(unmeasured, /^COLLSCAN/).rowsOut, undefined);
  });

  it('a sort that an index would spare, with keys in the order that serves', async () => {
    const sql =
      'EXPLAIN SELECT id FROM orders WHERE customer = 5 AND total > 500 ORDER BY total DESC LIMIT 10';
    assert.deepEqual(warned(sql, find(await stepsOf(sql), /^SORT/)), [
      'QL5201',
      'total DESC',
      'CREATE INDEX ON orders (customer, total DESC);',
    ]);
  });

  it('an index that finds much more than is wanted', async () => {
    const sql = 'EXPLAIN ANALYZE SELECT id FROM orders WHERE customer >= 0 AND total = 900';
    assert.deepEqual(warned(sql, find(await stepsOf(sql), /^FETCH/)), [
      'QL5203',
      'customer >= 0 AND total = 900',
      'CREATE INDEX ON orders (total, customer);',
    ]);
  });

  it('no warning where all is wanted, or an index serves', async () => {
    for (const sql of [
      'EXPLAIN ANALYZE SELECT id FROM orders',
      'EXPLAIN ANALYZE SELECT id FROM orders WHERE total >= 0',
      'EXPLAIN ANALYZE SELECT id FROM orders WHERE customer = 5',
      'EXPLAIN ANALYZE SELECT status, COUNT(*) FROM orders GROUP BY status ORDER BY 2',
    ])
      for (const { name, warning } of await stepsOf(sql)) assert.equal(warning, undefined, `${name}: ${sql}`);
  });

  it('what a write reads, at its own clause', async () => {
    const sql = 'EXPLAIN DELETE FROM orders WHERE total = 999';
    assert.deepEqual(warned(sql, find(await stepsOf(sql), /^COLLSCAN/)), [
      'QL5200',
      'total = 999',
      'CREATE INDEX ON orders (total);',
    ]);
  });

  it('branches of a plan lie below what brings them together', async () => {
    const steps = await stepsOf(
      'EXPLAIN ANALYZE SELECT id FROM orders WHERE customer = 5 OR customer = 7 AND total > 3',
    );
    const depths = steps.map(({ name, depth }) => `${depth} ${name.split(' ')[0]}`);
    assert.deepEqual(depths.slice(0, 5), ['1 IXSCAN', '1 FETCH', '1 IXSCAN', '1 FETCH', '0 OR']);
  });

  it('a plan without a server, and the words of FORMAT', async () => {
    const inProcess = await bench.run('EXPLAIN SELECT pool_name FROM CONNECTION_POOLS()');
    assert.equal(inProcess.plan?.parts[0]?.server, undefined);
    const pipeline = await bench.run('EXPLAIN (FORMAT PIPELINE) SELECT id FROM orders WHERE id = 1');
    assert.match(pipeline.plan?.parts[0]?.stages[0]?.text ?? '', /^\{ \$match: \{ id:/);
    assert.equal((await bench.run('EXPLAIN (FORMAT JSON) SELECT id FROM orders')).plan, undefined);
  });
});
