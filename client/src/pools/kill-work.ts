import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { currentOperations } from './current-operations.ts';
import { PoolError } from './pool-error.ts';
import type { HeldConnection } from './pool-types.ts';

/** How often the server is asked what a connection runs before that counts as nothing, and the pause between. */
const looks = 20;
const pauseMs = 50;

interface RunningOperation {
  readonly opid: number | string;
  readonly lsid?: { readonly id: unknown };
}

/**
 * Stops on the server what a connection runs; the connection itself stays in the pool. `control` is a client to that
 * server alone. Fails with QL5071 where the server runs nothing for it.
 */
export async function killWork(
  control: MongoClient,
  held: HeldConnection,
  holds: () => boolean,
): Promise<void> {
  const admin = control.db('admin');
  const mine = [
    ...(held.serverConnection === undefined ? [] : [{ connectionId: held.serverConnection }]),
    ...(held.comment === undefined ? [] : [{ 'command.comment': held.comment }]),
  ];
  let killed = false;
  for (let look = 0; look < looks && holds(); look++) {
    const [running] =
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
      await admin.command(
        running.lsid ? { killSessions: [{ id: running.lsid.id }] } : { killOp: 1, op: running.opid },
      );
      killed = true;
    } else if (killed) return;
    await sleep(pauseMs);
  }
  if (!killed && holds()) throw new PoolError('QL5071', [held.id]);
}
