import type { Command } from '../../../dialect/src/index.ts';
import { PoolError } from '../pools/pool-error.ts';
import { effectsOf, type Effect } from './command-effects.ts';
import type { ExecuteRun } from './execute-run.ts';
import { leased } from './leased.ts';
import { operationText } from './operation-text.ts';
import { previewSteps } from './run-steps.ts';
import { permitBenchmark } from './permit-benchmark.ts';
import type { SessionState, WriteQuestion } from './session-state.ts';
import { Cancelled } from './stoppable.ts';

/** Documents that a question shows of each change. */
const samples = 3;

/**
 * Lets a compiled command through, or not, by the role of the connection that it would run on: *read-only* refuses all that writes, or stops what runs (QL5060),
 * *confirm* asks somebody first and refuses where nobody can be asked (QL5061). A run that may only read refuses on any connection, and refuses what changes pools, groups and alerts too (QL5062).
 * A benchmark is asked about as well where it only reads.
 * Throws Cancelled where the answer is no.
 */
export async function permit(command: Command, session: SessionState, run: ExecuteRun): Promise<void> {
  const { onServer: effects, shared } = effectsOf(command);
  if (run.readsOnly) {
    const all = [...effects, ...shared];
    if (all.length > 0) throw new PoolError('QL5062', [words(all)]);
  }
  if (command.kind === 'benchmark') return await permitBenchmark(command, session, run);
  const connection = () => connectionOf(command, session);
  const changes = () => changesOf(command, session, run);
  await permitWrite({ effects, connection, changes }, session, run);
}

/** Something that writes, and where. */
export interface PlannedEffects {
  readonly effects: readonly Effect[];
  /** The connection that it would reach now. */
  readonly connection: () => string | undefined;
  /** What would be written, for a question. */
  readonly changes: () => Promise<WriteQuestion['changes']>;
}

/** Lets a write through, or not, by the role of its connection: see {@link permit}. */
export async function permitWrite(
  { effects, connection: place, changes }: PlannedEffects,
  session: Pick<SessionState, 'connections'>,
  { confirm }: Pick<ExecuteRun, 'confirm'>,
): Promise<void> {
  if (effects.length === 0) return;
  const connection = place();
  const role = connection === undefined ? 'dev' : session.connections.role?.(connection);
  if (connection === undefined || role === undefined || role === 'dev') return;
  if (role === 'read-only') throw new PoolError('QL5060', [connection, words(effects)]);
  if (!confirm) throw new PoolError('QL5061', [connection, words(effects)]);
  const isMeant = await confirm({ connection, effects, changes: await changes() });
  // While somebody thought about it, the session may have gone to another connection.
  if (!isMeant || place() !== connection) throw new Cancelled();
}

/** Where a command would do what it does: KILL on the connection of the pool that it reaches into, all others on the session's. */
function connectionOf(command: Command, session: SessionState): string | undefined {
  if (command.kind !== 'killConnection') return session.connection;
  const { manager } = session;
  const held = manager.held().find(({ id }) => id === command.connection);
  return held && manager.description(held.pool)?.connection;
}

/** What would be written, read as the statement itself would read it. */
async function changesOf(
  command: Command,
  session: SessionState,
  run: ExecuteRun,
): Promise<WriteQuestion['changes']> {
  if (command.kind === 'explain') return await changesOf(command.target, session, run);
  if (command.kind !== 'steps') return [];
  const previews = await leased(session, run, (channel) => previewSteps(command, channel, samples));
  return previews.map(({ step, count, samples: operations }) => ({
    collection: step.collection,
    count,
    samples: operations.map(operationText),
  }));
}

/** `UPDATE of orders and DELETE of events` */
function words(effects: readonly Effect[]): string {
  const texts = [...new Set(effects.map(({ verb, place }) => `${verb} of ${place}`))];
  return texts.join(' and ');
}
