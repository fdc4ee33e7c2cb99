import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { replicaSetMongo, freshDatabase } from './fixtures.ts';
import { Workbench } from './bench.ts';

describe('problems that only a run meets', function () {
  this.timeout(60_000);
  let bench: Workbench;

  before(async () => {
    bench = new Workbench(await replicaSetMongo(), freshDatabase());
    const made = await bench.run('INSERT INTO numbers (n, name) VALUES (1, $$a$$), (2, $$b$$), (13, $$c$$)');
    assert.deepEqual(made.problems, []);
  });
  after(() => bench.close());

  /** What the last of several statements is told. */
  async function told(...statements: readonly string[]): Promise<readonly string[]> {
    let problems: readonly { readonly code: string; readonly message: string }[] = [];
    for (const statement of statements) ({ problems } = await bench.run(statement));
    return problems.map(({ code, message }) => `${code} ${message}`);
  }

  it('a connection that nobody added', async () => {
    const [problem] = await told('CREATE CONNECTION_POOL far ON CONNECTION shpo');
    assert.match(problem ?? '', /^QL5019 There is no connection named shpo \(did you mean shop\?\)\.$/);
  });

  it('a value that a function is not defined for', async () => {
    const [problem] = await told('SELECT MAKE_DATE(2024, n, 1) FROM numbers WHERE n = 13');
    assert.match(problem ?? '', /^QL5029 There is no date .*: correct the value, or filter it out\.$/);
    const [length] = await told('SELECT SUBSTRING(name FROM 1 FOR -1) FROM numbers');
    assert.match(length ?? '', /^QL5029 -1 is not a length/);
  });

  it('a document that two rows would change', async () => {
    const [problem] = await told(
      "MERGE INTO numbers t USING (VALUES (1, 'x'), (1, 'y')) AS s(n, name) ON t.n = s.n WHEN MATCHED THEN UPDATE SET name = s.name",
    );
    assert.match(problem ?? '', /^QL5030 Two rows would change the same document/);
  });

  it('a transaction that has begun already', async () => {
    const [problem] = await told('BEGIN', 'BEGIN');
    assert.match(problem ?? '', /^QL5044 /);
    await told('ROLLBACK');
  });

  it('a turn in a group that did not come in time', async () => {
    await told(
      "CREATE CONNECTION_POOL_GROUP lanes TYPE PRIORITY WITH (low = JSON_BUILD_OBJECT('maxConcurrent', 1, 'waitQueueTimeoutMS', 200, 'maxPoolSize', 2, 'minPoolSize', 0))",
      'USE CONNECTION_POOL lanes.low',
    );
    const stop = new AbortController();
    const endless =
      'SELECT COUNT(*) FROM numbers, generate_series(1, 4000) AS a, generate_series(1, 4000) AS b';
    const running = bench.run(endless, { signal: stop.signal });
    const busy = "SELECT running_statements FROM CONNECTION_POOL_GROUP_MEMBERS('lanes') WHERE member = 'low'";
    while (Number((await bench.run(busy)).rows[0]?.[0]) === 0) await sleep(5);
    const [problem] = await told('SELECT n FROM numbers');
    stop.abort();
    assert.equal((await running).cancelled, true);
    assert.match(problem ?? '', /^QL5105 The statement waited 200 ms for its turn in lanes\.low/);
  });

  it('no database', async () => {
    const { uri } = await replicaSetMongo();
    const bare = uri.replace(/^(mongodb:\/\/[^/?]+)\/?[^?]*/, '$1/');
    const create = `CREATE CONNECTION_POOL bare ON '${bare}'`;
    const [problem] = await told(create, 'USE CONNECTION_POOL bare', 'SELECT n FROM numbers');
    assert.match(problem ?? '', /^QL5020 No database is chosen/);
  });
});
