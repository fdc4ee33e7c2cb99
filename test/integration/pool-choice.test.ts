import assert from 'node:assert/strict';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('what is chosen and named of pools', () => {
  let bench: Workbench;

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase());
    await bench.done('INSERT INTO things (n) VALUES (1), (2)');
  });

  after(() => bench.close());

  const pool = async (sql: string) => (await bench.done(sql)).pool;

  describe('a session whose pool was dropped', () => {
    const gone =
      /^QL5033 \d+-\d+ (a|g), which the session chose, was dropped: write USE CONNECTION_POOL .*, or USE DEFAULT .*\.$/;

    for (const [name, create, drop] of [
      ['a', 'CREATE CONNECTION_POOL a WITH (minPoolSize = 0)', 'DROP CONNECTION_POOL a'],
      ['g', 'CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE', 'DROP CONNECTION_POOL_GROUP g'],
    ] as const)
      for (const back of [
        'USE DEFAULT',
        'USE CONNECTION_POOL DEFAULT',
        'USE CONNECTION_POOL "default"',
        "SELECT USE_CONNECTION_POOL('default')",
      ])
        it(`is told so until it writes ${back}: ${name}`, async () => {
          await bench.done(create);
          await bench.done(`USE CONNECTION_POOL ${name}`);
          assert.match((await pool('SELECT COUNT(*) FROM things')) ?? '', new RegExp(`^${name}`));
          await bench.done(drop);
          for (const sql of [
            'SELECT COUNT(*) FROM things',
            'INSERT INTO things (n) VALUES (3)',
            'SHOW COLLECTIONS',
            'BEGIN',
          ])
            assert.match(await bench.tell(sql), gone);
          // What runs in this process needs no pool.
          await bench.done('SELECT pool_name FROM CONNECTION_POOLS()');
          assert.equal(await pool(back), 'default');
          assert.equal(await pool('SELECT COUNT(*) FROM things'), 'default');
          await bench.done('DROP CONNECTION_POOL DEFAULT');
          assert.equal(await pool('SELECT COUNT(*) FROM things'), 'default');
        });
  });

  it('DEFAULT names that pool wherever a pool is named', async () => {
    await bench.done('USE DEFAULT');
    await bench.done('SELECT COUNT(*) FROM things');
    assert.match(
      await bench.tell('ALTER CONNECTION_POOL default SET (maxPoolSize = 20)'),
      /^Pool default was altered/,
    );
    const { rows } = await bench.runNamed('SHOW CONNECTION_POOL default');
    assert.deepEqual(
      rows.map((row) => [row['pool_name'], row['max_connections']]),
      [['default', 20]],
    );
    const made = await bench.runNamed('SHOW CREATE CONNECTION_POOL default');
    assert.deepEqual(
      made.rows.map((row) => row['create_statement']),
      ['CREATE CONNECTION_POOL "default"\nWITH (\n  minPoolSize = 0,\n  maxPoolSize = 20\n);'],
    );
    const { rows: changes } = await bench.runNamed('SHOW CONNECTION_POOL CHANGES');
    assert.deepEqual(
      changes.filter((row) => row['name'] === 'default'),
      [],
    );
  });

  for (const [sql, told] of [
    ['SHOW CONNECTION_POOL nope', /^QL5006 21-25 /],
    ['DESCRIBE CONNECTION_POOL nope', /^QL5006 25-29 /],
    ['SHOW CREATE CONNECTION_POOL nope', /^QL5006 28-32 /],
    ['SHOW CONNECTION_POOL_GROUP nope', /^QL5100 27-31 /],
    ['DESCRIBE CONNECTION_POOL_GROUP nope', /^QL5100 31-35 /],
    ['SHOW CREATE CONNECTION_POOL_GROUP nope', /^QL5100 34-38 /],
  ] as const)
    it(`says of ${sql} that there is none`, async () => assert.match(await bench.tell(sql), told));

  it('shows a group, its members and how they are made', async () => {
    await bench.done('CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE');
    const counts = async (...all: readonly string[]) =>
      await Promise.all(all.map(async (sql) => (await bench.done(sql)).rows.length));
    assert.deepEqual(
      await counts(
        'SHOW CONNECTION_POOL g.read',
        'SHOW CONNECTION_POOL_GROUP g',
        'SHOW CREATE CONNECTION_POOL_GROUP g',
      ),
      [1, 2, 1],
    );
    assert.match(
      await bench.tell('SHOW CONNECTION_POOL g'),
      /^QL5006 .* it is a group, so write CONNECTION_POOL_GROUP/,
    );
    await bench.done('DROP CONNECTION_POOL_GROUP g');
  });

  for (const [sql, told] of [
    ['KILL CONNECTION t', /^QL2017 16-17 t cannot stand here: KILL CONNECTION takes a number/],
    ["KILL CONNECTION 'x'", /^QL2017 16-19 'x' cannot/],
    ['KILL CONNECTION 1.5', /^QL2017 16-19 1\.5 cannot/],
    ['KILL CONNECTION -1', /^QL2017 16-18 /],
    ['KILL CONNECTION 99999', /^QL5070 16-21 .* numbered 99999:/],
    ['KILL CONNECTION @none', /^QL5070 16-21 .* numbered NULL:/],
    ['KILL CONNECTION @word', /^QL5070 16-21 .* numbered abc:/],
  ] as const)
    it(`says of ${sql} what is wrong`, async () => {
      await bench.done("SET @word = 'abc'");
      assert.match(await bench.tell(sql), told);
    });

  for (const [sql, told] of [
    [
      "UPDATE CONNECTION_POOLS() SET maxPoolSize = 10 WHERE pool_name = 'a'",
      'CREATE, ALTER or DROP CONNECTION_POOL',
    ],
    ['UPDATE connection_pools SET maxPoolSize = 10', 'CREATE, ALTER or DROP CONNECTION_POOL'],
    ['DELETE FROM CONNECTION_POOL_CHECKOUTS()', 'KILL CONNECTION'],
    ["INSERT INTO CONNECTION_POOLS() (pool_name) VALUES ('a')", 'CREATE, ALTER or DROP CONNECTION_POOL'],
    [
      'MERGE INTO CONNECTION_POOL_GROUPS() g USING things t ON g.members = t.n WHEN MATCHED THEN DELETE',
      'CREATE, ALTER or DROP CONNECTION_POOL_GROUP',
    ],
    ['TRUNCATE CONNECTION_POOL_ALERTS()', 'CREATE, ALTER or DROP ALERT'],
  ] as const)
    it(`says once of ${sql} which statement does it`, async () => {
      const { problems } = await bench.run(sql);
      assert.deepEqual(
        problems.filter(({ severity }) => severity === 'error').map(({ code }) => code),
        ['QL2062'],
      );
      assert.ok(problems[0]?.message.endsWith(`: use ${told}.`), problems[0]?.message);
    });
});
