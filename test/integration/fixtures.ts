import { startReplicaSet, startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

// One real MongoDB of each kind for a whole run, started by the first test that asks and gone with the last.
// A test that stops members, or needs users, starts its own with `startReplicaSet` or `startSingle`.

const started = new Map<string, Promise<RunningMongo>>();
let databases = 0;

function shared(kind: string, start: () => Promise<RunningMongo>): Promise<RunningMongo> {
  const running = started.get(kind) ?? start();
  started.set(kind, running);
  return running;
}

/** One mongod by itself: no transactions, no secondaries. */
export const singleMongo = (): Promise<RunningMongo> => shared('single', () => startSingle());

/** A primary and two secondaries. */
export const replicaSetMongo = (): Promise<RunningMongo> => shared('replica set', () => startReplicaSet());

/** A name that no other test uses. */
export function freshDatabase(): string {
  databases += 1;
  return `test_${process.pid}_${databases}`;
}

/** For mocha, which is told to require this file. */
export async function mochaGlobalTeardown(): Promise<void> {
  await Promise.all([...started.values()].map(async (running) => (await running).stop()));
}
