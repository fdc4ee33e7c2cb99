import { implicitPool } from '../../../dialect/src/catalog/implicit-pool.ts';
import { problem } from '../../../dialect/src/problems/catalog.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { Problem } from '../../../dialect/src/index.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import type { Benchmark } from '../../../dialect/src/syntax/ast/session.ts';
import { execute } from './execute.ts';
import type { ExecuteRun, Executed } from './execute-run.ts';
import { failureProblem, firstWord } from './failure-problem.ts';
import type { KnownStatement } from './plan-cache.ts';
import { openImplicit } from './open-implicit.ts';
import { PoolError } from '../pools/pool-error.ts';
import { prepare } from './prepare-statement.ts';
import { Progress } from './progress.ts';
import { substitute } from './run-prepared.ts';
import type { Substituted } from './run-prepared.ts';
import type { RowSink, StatementOutcome } from './run-types.ts';
import { sessionOn } from './session-on.ts';
import type { SessionState } from './session-state.ts';
import { mustBeThere } from './shown-pool.ts';
import { Cancelled } from './stoppable.ts';
import { afterTransaction, refusedInTransaction } from './transaction.ts';

/** One statement from its text to its outcome: parse, look at what it names, analyze, plan, compile, execute. Never rejects. */
export async function runStatement(
  session: SessionState,
  text: string,
  sink: RowSink,
  run: ExecuteRun,
): Promise<StatementOutcome> {
  const { transaction } = session;
  if (!transaction) return await runOne(session, text, sink, run);
  // The statements of a transaction come one after another, and the first that fails ends it.
  const running = transaction.last.then(() => runOne(session, text, sink, run));
  transaction.last = running;
  const outcome = await running;
  if (!outcome.ok) transaction.failed = true;
  return outcome;
}

async function runOne(
  session: SessionState,
  text: string,
  sink: RowSink,
  given: ExecuteRun,
): Promise<StatementOutcome> {
  const progress = new Progress(sink, given.onProgress);
  const inTransaction = session.transaction !== undefined;
  const run = { ...given, account: progress, keeps: true };
  const known = session.plans.statement(text);
  const { statement } = known;
  const finish = (
    problems: readonly Problem[],
    { warning, ...executed }: Executed = {},
    cancelled = false,
  ): StatementOutcome => ({
    kind: statement?.kind ?? 'Unknown',
    ok: !cancelled && !hasErrors(problems),
    cancelled,
    columns: progress.header,
    rowCount: progress.rowCount,
    problems:
      warning && statement
        ? [...problems, problem(warning, firstWord(statement, text), [wordOf(statement)])]
        : problems,
    ...(progress.written > 0 ? { affected: progress.written } : {}),
    ...executed,
    ...(progress.firstRowMs === undefined ? {} : { firstRowMs: progress.firstRowMs }),
    ms: progress.elapsed(),
  });
  if (!statement || hasErrors(known.problems)) return finish(known.problems);
  let problems = known.problems;
  try {
    const refused = refusedInTransaction(statement, firstWord(statement, text), session);
    if (refused) return finish([...problems, refused]);
    mustBeThere(statement, session);
    const prepared = await readied(session, known, run);
    problems = [...problems, ...prepared.problems];
    if (!prepared.command || hasErrors(problems)) return finish(problems);
    try {
      return finish(problems, await execute(prepared.command, session, progress, prepared.run));
    } catch (error) {
      // What is the quicker way for most data may not do for these: nobody has seen anything of it yet.
      if (!mayGoCarefully(error, prepared, progress)) throw error;
      const other = await readied(session, known, { ...run, careful: true });
      if (!other.command) throw error;
      return finish(problems, await execute(other.command, session, progress, other.run));
    }
  } catch (error) {
    const written = session.transaction ? undefined : progress.writtenSoFar;
    if (error instanceof Cancelled || run.signal.aborted) {
      const message = ['The statement was cancelled.', ...(written === undefined ? [] : [written])].join(' ');
      return finish(problems, { message }, true);
    }
    await progress.showRejected();
    const failure = failureProblem(error, statement, text, progress, inTransaction);
    const after = inTransaction ? afterTransaction(error, statement, firstWord(statement, text)) : undefined;
    return finish(
      [...problems, failure, ...(after ? [after] : [])],
      written === undefined ? {} : { message: written },
    );
  }
}

/** A statement as what is to be done, EXECUTE as what it executes. */
async function readied(session: SessionState, known: KnownStatement, run: ExecuteRun): Promise<Substituted> {
  const { statement } = known;
  const place = statement?.kind === 'Benchmark' ? await firstPool(statement, session) : session;
  const prepared = { ...(await prepare(place, known, run)), run };
  const { command, problems } = prepared;
  const executed = command?.kind === 'explain' ? command.target : command;
  if (executed?.kind !== 'execute' || hasErrors(problems)) return prepared;
  const explain = known.statement?.kind === 'Explain' ? known.statement : undefined;
  const substituted = await substitute(executed, session, run, explain);
  return { ...substituted, problems: [...problems, ...substituted.problems] };
}

/** Where the statement of a benchmark finds its collections. The pool of who chose none may not have been needed before. */
async function firstPool({ pools }: Benchmark, session: SessionState): Promise<SessionState> {
  const [first] = pools;
  if (pools.some(({ text }) => text === implicitPool) && !session.groups.has(implicitPool))
    await openImplicit(session);
  return first ? sessionOn(session, first.text) : session;
}

/** Whether a statement failed for the way that was chosen: see Compilation. */
function mayGoCarefully(error: unknown, { arrays, command }: Substituted, progress: Progress): boolean {
  if (!(error instanceof PoolError) || progress.rowCount > 0 || progress.hasWritten) return false;
  const keeps = command?.kind === 'steps' && command.steps.some(({ kind }) => kind === 'keep');
  return (arrays === true || keeps) && (error.code === 'QL5032' || error.code === 'QL5023');
}

const wordOf = (statement: Statement): string =>
  statement.kind === 'Transaction' ? statement.action : statement.kind.toUpperCase();
