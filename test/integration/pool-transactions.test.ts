import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import { startReplicaSet, type RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { Workbench } from './bench.ts';

describe('a transaction that ends through no fault of its statements', () => {
  let mongo: RunningMongo;
  let bench: Workbench;
  let other: Workbench;
  let side: MongoClient;

  before(async function () {
    this.timeout(120_000);
    // The server's own means to close connections in the midst of a command.
    mongo = await startReplicaSet({ members: 1, args: ['--setParameter', 'enableTestCommands=1'] });
    side = await new MongoClient(mongo.uri).connect();
    bench = new Workbench(mongo, 'kept');
    other = new Workbench(mongo, 'kept');
    for (const each of [bench, other]) await each.done('CREATE CONNECTION_POOL p WITH (minPoolSize = 2)');
    for (const each of [bench, other]) await each.done('USE CONNECTION_POOL p');
    await bench.done("INSERT INTO things (_id, by) VALUES (1, 'nobody')");
  });

  after(async () => {
    await bench.close();
    await other.close();
    await side.close();
    await mongo.stop();
  });

  /** Has the server close the connection of so many of these commands. */
  async function closes(command: string, times: number): Promise<void> {
    const data = { failCommands: [command], closeConnection: true };
    await side.db('admin').command({ configureFailPoint: 'failCommand', mode: { times }, data });
  }

  const codes = async (sql: string, on = bench): Promise<readonly string[]> =>
    (await on.run(sql)).problems.map(({ code, severity }) => `${code} ${severity}`);
  const kept = async () => (await other.done('SELECT _id, by FROM things ORDER BY _id')).rows;

  it('says that all of it may be tried again where its connection breaks', async function () {
    this.timeout(60_000);
    await bench.done('BEGIN');
    await bench.done("INSERT INTO things (_id, by) VALUES (2, 'cut')");
    await closes('insert', 1);
    const [broke, again] = (await bench.run("INSERT INTO things (_id, by) VALUES (3, 'cut')")).problems;
    assert.match(broke?.message ?? '', /^The connection to .* broke .*\. The transaction ends with it\.$/);
    assert.equal(again?.code, 'QL5034');
    assert.match(again.message, /write ROLLBACK, then run it again from BEGIN on\.$/);
    await bench.done('ROLLBACK');
    assert.deepEqual(await kept(), [[1, 'nobody']]);
    for (const sql of ['BEGIN', "INSERT INTO things (_id, by) VALUES (2, 'again')", 'COMMIT'])
      await bench.done(sql);
    assert.deepEqual(await kept(), [
      [1, 'nobody'],
      [2, 'again'],
    ]);
  });

  it('says so where another one wrote to the same document first', async () => {
    for (const each of [bench, other]) await each.done('BEGIN');
    for (const each of [bench, other]) await each.done('SELECT COUNT(*) FROM things');
    await other.done("UPDATE things SET by = 'other' WHERE _id = 1");
    assert.deepEqual(await codes("UPDATE things SET by = 'bench' WHERE _id = 1"), [
      'QL5024 error',
      'QL5034 warning',
    ]);
    await bench.done('ROLLBACK');
    await other.done('COMMIT');
  });

  it('does not say so where its own statement is why', async () => {
    await bench.done('BEGIN');
    assert.deepEqual(await codes('INSERT INTO things (_id) VALUES (1)'), ['QL5021 error']);
    await bench.done('ROLLBACK');
  });

  it('says that nobody knows where COMMIT is not answered', async function () {
    this.timeout(60_000);
    await bench.done('BEGIN');
    await bench.done("INSERT INTO things (_id, by) VALUES (9, 'unknown')");
    await closes('commitTransaction', 2);
    const [failure, unknown] = await codes('COMMIT');
    assert.match(failure ?? '', /^QL5010 error$/);
    assert.equal(unknown, 'QL5035 warning');
  });
});
