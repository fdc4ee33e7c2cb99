import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { Workbench } from './bench.ts';
import { freshDatabase } from './fixtures.ts';

const quick = 'serverSelectionTimeoutMS = 300, heartbeatFrequencyMS = 500, minPoolSize = 1';

/** Two servers that have nothing to do with one another, each with its own name in the collection `place`. */
let [east, west]: [RunningMongo, RunningMongo] = [undefined as never, undefined as never];
let database: string;
let bench: Workbench;

const at = (mongo: RunningMongo) => `JSON_BUILD_OBJECT('connection', '${mongo.uri}${database}')`;

/** One column of the group's members, in order. */
async function members(column: string): Promise<unknown[]> {
  const { rows } = await bench.run(`SELECT ${column} FROM CONNECTION_POOL_GROUP_MEMBERS()`);
  return rows.map(([value]) => value);
}

/** Asks where statements go until they go there. */
async function comesTo(place: string): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; await sleep(50))
    if ((await bench.tell('SELECT name FROM place')) === `[["${place}"]]`) return;
  assert.fail(`no statement came to ${place}: ${JSON.stringify(await members('circuit'))}`);
}

describe('a member of a group that fails', function () {
  this.timeout(60_000);

  beforeEach(async () => {
    [east, west] = await Promise.all([startSingle(), startSingle()]);
    database = freshDatabase();
    for (const [name, mongo] of [
      ['east', east],
      ['west', west],
    ] as const) {
      const own = new Workbench(mongo, database);
      await own.run(`CREATE TABLE place AS SELECT '${name}' AS name`);
      await own.close();
      // A server that is killed keeps what is on its disk.
      const client = new MongoClient(mongo.uri);
      await client.db('admin').command({ fsync: 1 });
      await client.close();
    }
    bench = new Workbench(east, database);
  });

  afterEach(async () => {
    await bench.close();
    await Promise.all([east.stop(), west.stop()]);
  });

  it('REGION: statements go to the next region, and back once the first answers again', async () => {
    await bench.run(`CREATE CONNECTION_POOL_GROUP world TYPE REGION WITH (${quick},
      regions = JSON_BUILD_OBJECT('east', ${at(east)}, 'west', ${at(west)}), routing = 'listed', retryAfterMS = 100)`);
    await bench.run('USE CONNECTION_POOL world');
    assert.equal(await bench.tell('SELECT name FROM place'), '[["east"]]');
    await east.kill(0);
    // Also the statement that meets the dead server is answered: it only reads, and runs again elsewhere.
    assert.equal(await bench.tell('SELECT name FROM place'), '[["west"]]');
    assert.equal(await bench.tell('SELECT name FROM place'), '[["west"]]');
    // Whether a statement or the driver's own look found it dead, the others were told to go on.
    assert.deepEqual(await members('failovers_to'), [0, 2]);
    await east.restart(0);
    await comesTo('east');
    assert.deepEqual(await members('circuit'), ['closed', 'closed']);
    assert.deepEqual(await members('last_failure'), [null, null]);
  });

  it('REGION: nearest changes over at once, and only back when the other is clearly better', async () => {
    await bench.run(`CREATE CONNECTION_POOL_GROUP world TYPE REGION WITH (${quick},
      regions = JSON_BUILD_OBJECT('east', ${at(east)}, 'west', ${at(west)}), retryAfterMS = 100, switchMargin = 60)`);
    await bench.run('USE CONNECTION_POOL world');
    const [[first]] = (await bench.run('SELECT name FROM place')).rows as [[string]];
    const [chosen, other] = first === 'east' ? [east, 'west'] : [west, 'east'];
    const [score] = await members('score');
    assert.ok(Number(score) > 90 && Number(score) <= 100, String(score));
    await chosen.kill(0);
    await comesTo(other);
    await chosen.restart(0);
    while ((await members('circuit')).includes('open') || (await members('circuit')).includes('half-open')) {
      assert.equal(await bench.tell('SELECT name FROM place'), `[["${other}"]]`);
      await sleep(20);
    }
    assert.equal(await bench.tell('SELECT name FROM place'), `[["${other}"]]`);
  });

  it('READ_WRITE: reads go to the writer while the reader is out; a write waits for nobody and fails', async () => {
    await bench.run(`CREATE CONNECTION_POOL_GROUP shop TYPE READ_WRITE WITH (${quick},
      read = ${at(west)}, write = ${at(east)}, retryAfterMS = 100, failureThreshold = 2)`);
    await bench.run('USE CONNECTION_POOL shop');
    assert.equal(await bench.tell('SELECT name FROM place'), '[["west"]]');
    await west.kill(0);
    await comesTo('east');
    await west.restart(0);
    await comesTo('west');
    await east.kill(0);
    assert.match(await bench.tell('DELETE FROM place'), /^QL5(001|010|106) /);
    assert.match(
      await bench.tell('DELETE FROM place'),
      /^QL5106 .*shop\.write is left alone as it does not answer, and nothing can take its place/,
    );
    assert.equal(await bench.tell('SELECT name FROM place'), '[["west"]]');
    await east.restart(0);
    for (const until = Date.now() + 20_000; Date.now() < until; await sleep(50))
      if ((await bench.run('DELETE FROM place')).ok) break;
    assert.deepEqual(await members('circuit'), ['closed', 'closed']);
  });
});
