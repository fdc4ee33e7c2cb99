import { setTimeout as sleep } from 'node:timers/promises';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { startReplicaSet } from '../../scripts/parts/start-mongod.mjs';
import { failureText, Workload, type Ended } from './workload.ts';

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

/** Makes a pool of 10 larger and small again while operations are in flight. */
export async function alterUnderLoad(inFlight: number): Promise<Altered> {
  const mongo = await startReplicaSet();
  const pools = new PoolManager();
  try {
    const options = { ...size(10), waitQueueTimeoutMS: 60_000, drainTimeoutMS: 60_000 };
    await pools.create({ name: 'altered', uri: mongo.uri, options });
    const workload = new Workload(pools, 'altered');
    workload.start(inFlight);
    await sleep(6000);
    const from = performance.now();
    for (const maxPoolSize of [100, 10]) {
      await pools.alter('altered', size(maxPoolSize));
      await sleep(6000);
    }
    await workload.stop();
    // The first wave opens the pool's connections.
    const settled = from - 3000;
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
