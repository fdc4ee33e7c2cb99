import { setTimeout as sleep } from 'node:timers/promises';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { createAlerts } from '../../client/src/run/create-alerts.ts';
import type { Fault } from './faults.ts';
import { failureText, recoverySeconds, Workload } from './workload.ts';

/** What a fault did to the workload. */
export interface Measured {
  readonly fault: string;
  readonly lastedSeconds: number;
  readonly acknowledged: number;
  /** Acknowledged, and not there afterwards. */
  readonly missing: number;
  readonly failures: string;
  /** From the fault on; undefined where the workload did not recover. */
  readonly recoveredSeconds: number | undefined;
  /** Alerts in the order in which they were raised, with the seconds from the fault on. */
  readonly alerts: readonly string[];
}

export interface RunOptions {
  readonly workers: number;
  readonly warmMs?: number;
  /** Shortens the waiting after the fault. */
  readonly settleMs?: number;
}

/** Times that let a pool see within seconds that a server is gone. */
const quick = {
  ...{ heartbeatFrequencyMS: 1000, connectTimeoutMS: 3000, socketTimeoutMS: 10_000 },
  ...{ serverSelectionTimeoutMS: 10_000, waitQueueTimeoutMS: 5000, maxPoolSize: 200, minPoolSize: 5 },
};

/** Runs the workload, strikes, waits, and counts. */
export async function measure(
  fault: Fault,
  { workers, warmMs = 4000, settleMs }: RunOptions,
): Promise<Measured> {
  const pools = new PoolManager();
  const pool = 'struck';
  const stage = await fault.stage(pools, pool);
  const alerts = createAlerts(pools, { everyMs: 250 });
  const watching = alerts.onDidChange(() => undefined);
  try {
    await pools.create({ name: pool, uri: stage.uri, options: { ...quick, ...fault.options } });
    const workload = new Workload(pools, pool);
    workload.start(workers);
    await sleep(warmMs);
    const [faultAt, at] = [performance.now(), Date.now()];
    const undo = await fault.strike(stage, fault.lastsMs);
    await sleep(fault.lastsMs);
    await undo();
    const lastedSeconds = (performance.now() - faultAt) / 1000;
    await sleep(settleMs ?? fault.settleMs);
    const until = performance.now();
    await workload.stop();
    const after = workload.ended.filter(({ endedAt }) => endedAt >= faultAt);
    return {
      fault: fault.name,
      lastedSeconds: fault.lastsMs === 0 ? 0 : lastedSeconds,
      acknowledged: workload.acknowledged,
      missing: await workload.missing(stage.mongo.uri),
      failures: failureText(after),
      recoveredSeconds: recoverySeconds(workload.ended, faultAt, until),
      alerts: alerts
        .all()
        .flatMap(({ name, raisedAt }) =>
          raisedAt && raisedAt.getTime() >= at
            ? [`${name} ${((raisedAt.getTime() - at) / 1000).toFixed(1)}`]
            : [],
        ),
    };
  } finally {
    watching.dispose();
    await pools.close();
    await stage.close();
  }
}
