import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import { failureText, Workload, type Ended, type Operation } from './workload.ts';

/** What ALTER did to operations in flight. */
export interface Altered {
  readonly operations: number;
  readonly failed: number;
  readonly failures: string;
  /** Milliseconds that the slowest operation took before the first ALTER, and from then on. */
  readonly longestBeforeMs: number;
  readonly longestDuringMs: number;
}

const size = (maxPoolSize: number) => ({ maxPoolSize, minPoolSize: Math.min(10, maxPoolSize) });

/** Work of 100 ms that takes no processor: two cores that are full would say more of themselves than of ALTER. */
const held: Operation = ({ client, run }) =>
  run({ command: 'find', database: 'faults', collection: 'held' }, () =>
    client.db('faults').collection('held').findOne({}),
  );

async function holdFinds(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  try {
    const data = { failCommands: ['find'], blockConnection: true, blockTimeMS: 100 };
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data });
  } finally {
    await client.close();
  }
}

/** Makes a pool of 10 larger and small again while operations are in flight. */
export async function alterUnderLoad(inFlight: number): Promise<Altered> {
  const mongo = await startSingle({ args: ['--setParameter', 'enableTestCommands=1'] });
  const pools = new PoolManager();
  try {
    const options = { ...size(10), waitQueueTimeoutMS: 60_000, drainTimeoutMS: 60_000 };
    await pools.create({ name: 'altered', uri: mongo.uri, options });
    await holdFinds(mongo.uri);
    const workload = new Workload(pools, 'altered', held);
    workload.start(inFlight);
    // At a hundred a second each waits for ten.
    await sleep(16_000);
    const from = performance.now();
    for (const maxPoolSize of [100, 10]) {
      await pools.alter('altered', size(maxPoolSize));
      await sleep(14_000);
    }
    await workload.stop();
    // In the first wave most have not waited for a whole one.
    const settled = from - 5000;
    const before = workload.ended.filter(({ endedAt }) => endedAt >= settled && endedAt < from);
    const during = workload.ended.filter(({ endedAt }) => endedAt >= from);
    return {
      operations: during.length,
      failed: during.filter(({ failed }) => failed !== undefined).length,
      failures: failureText(during),
      longestBeforeMs: longest(before),
      longestDuringMs: longest(during),
    };
  } finally {
    await pools.close();
    await mongo.stop();
  }
}

function longest(ended: readonly Ended[]): number {
  return ended.reduce((most, { startedAt, endedAt }) => Math.max(most, endedAt - startedAt), 0);
}
