import { deserialize, serialize } from 'bson';
import type {
  Command,
  Document,
  QueryCommand,
  ShowCommand,
  StepsCommand,
  UsePoolCommand,
} from '../../../dialect/src/index.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import type { CatalogueCommand, ExplainCommand } from '../../../dialect/src/pipeline/statement-command.ts';
import type { ExecuteRun, Executed } from './execute-run.ts';
import { applyChanges } from './apply-changes.ts';
import { runInProcess } from './in-process/run-in-process.ts';
import { leased } from './leased.ts';
import { effectsOf } from './command-effects.ts';
import { permit } from './permit-by-role.ts';
import { runBenchmark } from './run-benchmark.ts';
import { placesOf, runCatalogue } from './run-catalogue.ts';
import { asksServer, runExplain } from './run-explain.ts';
import { PoolError } from '../pools/pool-error.ts';
import { runAlertCommand } from './run-alert-command.ts';
import { runGroupCommand } from './run-group-command.ts';
import { known } from './plan-cache.ts';
import { prepare } from './prepare-statement.ts';
import { runPoolCommand } from './run-pool-command.ts';
import { runSteps } from './run-steps.ts';
import { RestartedSink } from './restarted-sink.ts';
import { runSession } from './run-session.ts';
import { runShow } from './run-show.ts';
import type { RowSink } from './run-types.ts';
import type { SessionState } from './session-state.ts';
import type { StatementChannel } from './stoppable.ts';
import { streamQuery } from './stream-query.ts';

/** Carries out a command. Rows go to the sink. What writes has to be permitted. Throws PoolError, Cancelled, or what the driver threw. */
export async function execute(
  command: Command,
  session: SessionState,
  sink: RowSink,
  given: ExecuteRun,
): Promise<Executed> {
  await permit(command, session, given);
  return await carryOut(command, session, sink, { ...given, writes: effectsOf(command).onServer.length > 0 });
}

async function carryOut(
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
    case 'createCollection':
    case 'createFrom':
    case 'createView':
    case 'createIndex':
    case 'drop':
    case 'truncate':
      return await catalogue(command, session, run);
    case 'prepare':
    case 'deallocate':
    case 'setSetting':
    case 'showSetting':
    case 'transaction':
      return await runSession(command, session, sink, run.signal);
    case 'createAlert':
    case 'alterAlert':
    case 'dropAlert':
      return { message: await runAlertCommand(command, session.alerts) };
    case 'createPoolGroup':
    case 'alterPoolGroup':
    case 'dropPoolGroup':
      return {
        message: await runGroupCommand(command, {
          groups: session.groups,
          connections: session.connections,
          signal: run.signal,
        }),
      };
    case 'applyPoolChanges': {
      const one = (text: string) => runOne(text, session, sink, run);
      return { message: await applyChanges(command, session.saved, one) };
    }
    case 'execute':
      throw new TypeError('EXECUTE was not replaced by what it executes.');
    case 'explain':
      return await explain(command, session, sink, run);
    case 'benchmark':
      return await runBenchmark(command, session, sink, run);
    default: {
      const { manager, groups, connections } = session;
      const parts = { manager, groups, connections, signal: run.signal };
      return { message: await runPoolCommand(command, parts) };
    }
  }
}

/** A statement that another one comes to. Fails with the first problem of its text. */
async function runOne(text: string, session: SessionState, sink: RowSink, run: ExecuteRun): Promise<void> {
  const { statement, problems } = parseStatement(text);
  const prepared = statement && (await prepare(session, known(statement, problems), run));
  const wrong = [...problems, ...(prepared?.problems ?? [])].find(({ severity }) => severity === 'error');
  if (wrong || !prepared?.command)
    throw new PoolError('QL5027', [(wrong?.message ?? text).replace(/\.$/, '')]);
  await execute(prepared.command, session, sink, run);
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
  const shown = new RestartedSink(sink);
  const work = async (channel: StatementChannel) => {
    const { lastRow, host } = await streamQuery(command, channel, shown);
    assign(command, lastRow, session);
    return { pool: channel.lease.pool, ...(host === undefined ? {} : { host }) };
  };
  return await leased(session, run, work, { again: () => !shown.hasRows });
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
        if (step.kind === 'write') {
          session.catalog.forget(step.collection, session.currentPool);
          session.transaction?.written.add(step.collection);
        }
    }
  });
}

async function catalogue(
  command: CatalogueCommand<QueryCommand>,
  session: SessionState,
  run: ExecuteRun,
): Promise<Executed> {
  return await leased(session, run, async (channel) => {
    try {
      return { ...(await runCatalogue(command, channel)), pool: channel.lease.pool };
    } finally {
      const names = placesOf(command).filter(({ database }) => database === undefined);
      await session.catalog.changed(
        names.map(({ name }) => name),
        session.currentPool,
      );
    }
  });
}

async function explain(
  command: ExplainCommand<Command>,
  session: SessionState,
  sink: RowSink,
  run: ExecuteRun,
): Promise<Executed> {
  // EXPLAIN ANALYZE of a write writes, as it does elsewhere; it was permitted as the write itself.
  const perform = () => carryOut(command.target, session, unseen, run);
  if (!asksServer(command)) {
    const plan = await runExplain(command, run.text, undefined, sink, perform);
    return { ...(plan ? { plan } : {}) };
  }
  // MongoDB explains nothing inside a transaction.
  const work = async (channel: StatementChannel) => {
    const plan = await runExplain(command, run.text, channel, sink, perform);
    return { pool: channel.lease.pool, ...(plan ? { plan } : {}) };
  };
  return await leased(session, run, work, { apart: true });
}

/** Where rows go that nobody wants to see. */
const unseen: RowSink = { columns: () => undefined, rows: () => undefined };

function assign({ assigns }: QueryCommand, lastRow: Document | undefined, session: SessionState): void {
  if (assigns.length === 0) return;
  // A variable is a plain number where that fits, however the rows are shown.
  const values = deserialize(serialize(lastRow ?? {}));
  for (const { variable, field } of assigns) session.setVariable(variable, values[field] ?? null);
}

/** `SET @v = …`: the rows are not shown. */
async function setVariable(command: QueryCommand, session: SessionState, run: ExecuteRun): Promise<Executed> {
  const executed = await query(command, session, unseen, run);
  const names = command.assigns.map(({ variable }) => `@${variable}`);
  return { ...executed, message: `${names.join(', ')} set.` };
}

async function usePool(
  { name: chosen, member, variable, column }: UsePoolCommand,
  session: SessionState,
  sink: RowSink,
): Promise<Executed> {
  if (session.transaction) throw new PoolError('QL5042', ['The choice of another pool']);
  const name = session.usePool(chosen, member);
  if (variable !== undefined) session.setVariable(variable, name);
  if (column !== undefined) {
    await sink.columns([{ name: column, field: 'pool', type: { name: 'text' } }]);
    await sink.rows([[name]]);
  }
  const what = session.groups.has(name) ? 'the group' : 'pool';
  return { pool: name, message: `Statements now run through ${what} ${name}.` };
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
