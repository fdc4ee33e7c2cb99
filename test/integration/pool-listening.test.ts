import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { PoolHistory } from '../../client/src/history/pool-history.ts';
import { listen } from '../../client/src/pools/driver-events.ts';
import { PoolMonitor } from '../../client/src/pools/pool-monitor.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

/** The same client as one whose driver keeps its pools elsewhere. */
function withoutInternals(client: MongoClient): MongoClient {
  return new Proxy(client, {
    get: (target, name) => {
      const value: unknown = name === 'topology' ? undefined : Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

describe('listening to a driver', () => {
  let mongo: RunningMongo;

  before(async function () {
    this.timeout(120_000);
    mongo = await startSingle();
  });

  after(() => mongo.stop());

  /** Three slow operations at once through two connections: what is counted while they run, and when they have ended. */
  async function count(seenBy: (client: MongoClient) => MongoClient) {
    const history = new PoolHistory('counted');
    const monitor = new PoolMonitor(history);
    const client = new MongoClient(mongo.uri, { maxPoolSize: 2, minPoolSize: 2 });
    listen(seenBy(client), 0, {
      live: true,
      journal: monitor.journal,
      metric: (event) => monitor.metric(event),
      tell: (event) => monitor.tell(event),
    });
    try {
      const numbers = client.db('listening').collection('numbers');
      await numbers.insertOne({ n: 1 });
      while (monitor.figures().idle < 2) await nextTurn();
      const slow = () => numbers.find({ n: 1, $where: 'sleep(100) || true' }, { limit: 1 }).toArray();
      const all = Promise.all([slow(), slow(), slow()]);
      while (monitor.figures().waiting === 0) await nextTurn();
      const { active, waiting } = monitor.figures();
      await all;
      const { idle, operations, checkouts } = monitor.figures();
      const created = history.events().find(({ type }) => type === 'connectionPoolCreated');
      return { during: { active, waiting }, after: { idle, operations, checkouts }, told: created?.detail };
    } finally {
      await client.close();
    }
  }

  it('counts where the driver’s pool tells, or else at the client, and says which', async function () {
    this.timeout(30_000);
    const counted = { during: { active: 2, waiting: 1 }, after: { idle: 2, operations: 4, checkouts: 4 } };
    assert.deepEqual(await count((client) => client), {
      ...counted,
      told: 'checkouts are counted at the driver’s pool',
    });
    assert.deepEqual(await count(withoutInternals), {
      ...counted,
      told: 'checkouts are counted at the client',
    });
  });
});
