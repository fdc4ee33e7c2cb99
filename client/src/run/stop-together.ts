import { setTimeout as sleep } from 'node:timers/promises';
import { currentOperations } from '../pools/current-operations.ts';
import type { RunningWork } from '../pools/running-operation.ts';
import { Cancelled, type StatementChannel } from './stoppable.ts';

/** How long what runs gets to end by itself, and a server to stop what it was told to, before it is looked at again. */
const graceMs = 50;

interface Stopped {
  readonly channel: StatementChannel;
  readonly work: RunningWork;
  readonly ended: () => boolean;
  readonly settled: Promise<unknown>;
}

/**
 * Stops many operations of one statement at once, with a few commands for all of them on each server: who waits for a connection leaves the
 * queue before what is stopped would give it one.
 */
export class StopTogether {
  #all: Stopped[] = [];
  #stopping: Promise<void> | undefined;

  /** Settles once nothing runs any more of all that was to be stopped by then. */
  readonly stop = (
    channel: StatementChannel,
    work: RunningWork,
    ended: () => boolean,
    settled: Promise<unknown>,
  ): Promise<void> => {
    this.#all.push({ channel, work, ended, settled });
    this.#stopping ??= this.#stopAll().finally(() => (this.#stopping = undefined));
    return this.#stopping;
  };

  async #stopAll(): Promise<void> {
    for (let left = await this.#left(); left.length > 0; left = await this.#left()) {
      const byHost = Map.groupBy(left, ({ work }) => (work.outstanding > 0 ? work.host : undefined));
      await Promise.all(
        [...byHost].map(([host, some]) => (host === undefined ? giveUp(some) : stopOn(host, some))),
      );
    }
  }

  async #left(): Promise<readonly Stopped[]> {
    await Promise.race([Promise.all(this.#all.map(({ settled }) => settled)), sleep(graceMs)]);
    this.#all = this.#all.filter(({ ended }) => !ended());
    return this.#all;
  }
}

async function stopOn(host: string, some: readonly Stopped[]): Promise<void> {
  const [first] = some;
  if (!first) return;
  try {
    const admin = (await first.channel.lease.control(host)).db('admin');
    const running = await admin
      .aggregate<{ lsid: { id: SessionId } }>([
        currentOperations,
        { $match: { 'command.comment': first.channel.statement, active: true, lsid: { $exists: true } } },
        { $project: { 'lsid.id': 1 } },
      ])
      .toArray();
    const ids = new Set(running.map(({ lsid }) => lsid.id.toString('hex')));
    const isRunning = ({ channel }: Stopped) => ids.has(idOf(channel));
    // What the server does not know of waits in the pool's queue.
    giveUp(some.filter((each) => !isRunning(each)));
    const sessions = some.filter(isRunning).map(({ channel }) => channel.session.id);
    if (sessions.length > 0) await admin.command({ killSessions: sessions });
  } catch {
    // The server cannot be asked any more: the connections are given up with what runs on them.
    giveUp(some);
  }
}

interface SessionId {
  toString(encoding: 'hex'): string;
}

const idOf = ({ session }: StatementChannel): string =>
  (session.id?.['id'] as SessionId | undefined)?.toString('hex') ?? '';

function giveUp(some: readonly Stopped[]): void {
  for (const { channel } of some) channel.giveUp.abort(new Cancelled());
}
