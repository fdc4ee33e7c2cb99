import type {
  Command,
  Document,
  QueryCommand,
  ShowCommand,
  StepsCommand,
  UsePoolCommand,
} from '../../../dialect/src/index.ts';
import { runInProcess } from './in-process/run-in-process.ts';
import { runPoolCommand } from './run-pool-command.ts';
import { runSteps } from './run-steps.ts';
import { runShow } from './run-show.ts';
import type { RowSink, StatementOutcome } from './run-types.ts';
import type { RunOptions, SessionState } from './session-state.ts';
import type { StatementChannel } from './stoppable.ts';
import { Cancelled } from './stoppable.ts';
import { streamQuery } from './stream-query.ts';

/** What carrying out a command adds to the outcome of its statement. */
export type Executed = Partial<Pick<StatementOutcome, 'message' | 'pool' | 'host' | 'affected'>>;

export interface ExecuteRun extends RunOptions {
  readonly signal: AbortSignal;
  readonly statement: string;
}

/** Carries out a command. Rows go to the sink. Throws PoolError, Cancelled, or what the driver threw. */
export async function execute(
  command: Command,
  session: SessionState,
  sink: RowSink,
  run: ExecuteRun,
): Promise<Executed> {
  switch (command.kind) {
    case 'query':
      return await query(command, session, sink, run);
    case 'steps':
      return await steps(command, session, sink, run);
    case 'setVariable':
      return await setVariable(command.query, session, run);
    case 'usePool':
      return await usePool(command, session, sink);
    case 'show':
      return await show(command, session, sink, run);
    default: {
      const { manager, connections } = session;
      return { message: await runPoolCommand(command, { manager, connections, signal: run.signal }) };
    }
  }
}

async function query(
  command: QueryCommand,
  session: SessionState,
  sink: RowSink,
  run: ExecuteRun,
): Promise<Executed> {
  if (command.inProcess) {
    const { lastRow } = await runInProcess(command, sink);
    assign(command, lastRow, session);
    return {};
  }
  return await leased(session, run, async (channel) => {
    const { lastRow, host } = await streamQuery(command, channel, sink);
    assign(command, lastRow, session);
    return { pool: channel.lease.pool, ...(host === undefined ? {} : { host }) };
  });
}

async function steps(
  command: StepsCommand,
  session: SessionState,
  sink: RowSink,
  run: ExecuteRun,
): Promise<Executed> {
  return await leased(session, run, async (channel) => {
    try {
      const { affected, lastRow } = await runSteps(command, channel, sink);
      if (command.result) assign(command.result, lastRow, session);
      return { pool: channel.lease.pool, ...(affected === undefined ? {} : { affected }) };
    } finally {
      // What was written may have fields that no sample had.
      for (const step of command.steps)
        if (step.kind === 'write') session.catalog.forget(step.collection, session.currentPool);
    }
  });
}

function assign({ assigns }: QueryCommand, lastRow: Document | undefined, session: SessionState): void {
  for (const { variable, field } of assigns) session.setVariable(variable, lastRow?.[field] ?? null);
}

/** `SET @v = …`: the rows are not shown. */
async function setVariable(command: QueryCommand, session: SessionState, run: ExecuteRun): Promise<Executed> {
  const unseen: RowSink = { columns: () => undefined, rows: () => undefined };
  const executed = await query(command, session, unseen, run);
  const names = command.assigns.map(({ variable }) => `@${variable}`);
  return { ...executed, message: `${names.join(', ')} set.` };
}

async function usePool(
  { name, variable, column }: UsePoolCommand,
  session: SessionState,
  sink: RowSink,
): Promise<Executed> {
  session.usePool(name);
  if (variable !== undefined) session.setVariable(variable, name);
  if (column !== undefined) {
    await sink.columns([{ name: column, field: 'pool', type: { name: 'text' } }]);
    await sink.rows([[name]]);
  }
  return { pool: name, message: `Statements now run through pool ${name}.` };
}

async function show(
  command: ShowCommand,
  session: SessionState,
  sink: RowSink,
  run: ExecuteRun,
): Promise<Executed> {
  return await leased(session, run, async ({ lease, statement }) => {
    await runShow(command, {
      lease,
      sink,
      statement,
      describe: async (collection) => {
        await session.catalog.ensure([collection], session.currentPool, run.signal);
        const { collections } = session.catalog.catalog({ pool: session.currentPool });
        return collections.find(({ name }) => name === collection);
      },
    });
    return { pool: lease.pool };
  });
}

/**
 * Runs with a lease of the session's pool and a server session of the statement's own, and numbers what the driver
 * throws while the lease knows where it ran.
 */
async function leased<T>(
  session: SessionState,
  run: ExecuteRun,
  work: (channel: StatementChannel) => Promise<T>,
): Promise<T> {
  const lease = await session.lease(run.signal);
  const own = lease.client.startSession();
  const { signal, statement, source } = run;
  try {
    return await work({
      ...{ lease, session: own, signal, statement, giveUp: new AbortController() },
      source: source && `${source.file ?? 'statement'}:${source.line}`,
    });
  } catch (error) {
    throw error instanceof Cancelled ? error : lease.failure(error);
  } finally {
    await own.endSession().catch(() => undefined);
    lease.release();
  }
}
