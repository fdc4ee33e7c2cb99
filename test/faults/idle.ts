import { setTimeout as sleep } from 'node:timers/promises';
import { moodFaces, moodOf } from '../../client/src/messages/health.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import type { PoolSnapshot } from '../../client/src/pools/pool-types.ts';
import { createAlerts } from '../../client/src/run/create-alerts.ts';
import type { Fault } from './faults.ts';

/** What somebody who runs nothing is told of a fault: each with the seconds from the fault on. */
export interface Told {
  readonly fault: string;
  /** The face of the pool in the tree and in the status bar, and what is said to be wrong. */
  readonly faces: readonly string[];
  readonly alerts: readonly string[];
}

const lookMs = 250;

/** A pool as CREATE CONNECTION_POOL makes it, at which nothing runs: strikes, waits, mends, and notes what changes. */
export async function tellIdle(fault: Fault, lastsMs: number, settleMs: number): Promise<Told> {
  const pools = new PoolManager();
  const pool = 'idle';
  const stage = await fault.stage(pools, pool);
  const alerts = createAlerts(pools);
  const watching = alerts.onDidChange(() => undefined);
  try {
    await pools.create({ name: pool, uri: stage.uri, options: { ...fault.options } });
    await sleep(2000);
    const at = Date.now();
    const faces: string[] = [];
    let last = '';
    const look = async (forMs: number): Promise<void> => {
      for (const until = Date.now() + forMs; Date.now() < until; await sleep(lookMs)) {
        const face = faceOf(pools.snapshot(pool));
        if (face === last) continue;
        last = face;
        faces.push(`${seconds(Date.now() - at)} ${face}`);
      }
    };
    await look(lookMs);
    const striking = fault.strike(stage, lastsMs);
    await look(lastsMs);
    const undoing = striking.then((undo) => undo());
    await look(settleMs);
    await undoing;
    return {
      fault: fault.name,
      faces,
      alerts: alerts
        .all()
        .flatMap(({ name, raisedAt, endedAt }) =>
          raisedAt
            ? [`${name} ${seconds(+raisedAt - at)}${endedAt ? `, ended ${seconds(+endedAt - at)}` : ''}`]
            : [],
        ),
    };
  } finally {
    watching.dispose();
    await pools.close();
    await stage.close();
  }
}

function faceOf(pool: PoolSnapshot | undefined): string {
  if (!pool) return 'gone';
  const { issues, recommendation } = pool;
  return [moodFaces[moodOf(pool)].word, ...issues, recommendation].join(' · ');
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
