import { setTimeout as sleep } from 'node:timers/promises';
import { MongoServerError, type Db, type MongoClient } from 'mongodb';
import { currentOperations } from './current-operations.ts';
import { PoolError } from './pool-error.ts';
import type { HeldConnection } from './pool-types.ts';
import type { RunningWork } from './running-operation.ts';

/** How often the server is asked what a connection runs before that counts as nothing, and the pause between. */
const looks = 20;
const pauseMs = 50;

interface RunningOperation {
  readonly opid: number | string;
  readonly lsid?: { readonly id: unknown };
}

/**
 * Stops on the server what a connection runs; the connection itself stays in the pool, unless the server's answer does not come. `control` is
 * a client to that server alone, and `work` what the connection is checked out for. Fails with QL5071 where the server runs nothing for it.
 */
export async function killWork(
  control: MongoClient,
  held: HeldConnection,
  holds: () => boolean,
  work: RunningWork | undefined,
): Promise<void> {
  const admin = control.db('admin');
  const mine = [
    ...(held.serverConnection === undefined ? [] : [{ connectionId: held.serverConnection }]),
    ...(held.comment === undefined ? [] : [{ 'command.comment': held.comment }]),
  ];
  let killed = false;
  let running: RunningOperation | undefined;
  for (let look = 0; look < looks && holds(); look++) {
    [running] =
      mine.length === 0
        ? []
        : await admin
            .aggregate<RunningOperation>([
              currentOperations,
              { $match: { active: true, $or: mine } },
              { $limit: 1 },
            ])
            .toArray();
    if (running) {
      await stop(admin, running, work);
      killed = true;
    }
    await sleep(pauseMs);
  }
  if (!holds()) return;
  if (!killed) throw new PoolError('QL5071', [held.id]);
  if (!running) work?.giveUp?.();
}

async function stop(
  admin: Db,
  { lsid, opid }: RunningOperation,
  work: RunningWork | undefined,
): Promise<void> {
  // Before the server knows: its answer may get lost on the way, to this as to what it stops.
  if (work) work.killed = true;
  try {
    await admin.command(lsid ? { killSessions: [{ id: lsid.id }] } : { killOp: 1, op: opid });
  } catch (error) {
    if (work && error instanceof MongoServerError) work.killed = false;
    throw error;
  }
}
