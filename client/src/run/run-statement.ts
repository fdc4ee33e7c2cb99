import { problem } from '../../../dialect/src/problems/catalog.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { Problem } from '../../../dialect/src/index.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import { execute } from './execute.ts';
import type { ExecuteRun, Executed } from './execute-run.ts';
import { failureProblem, firstWord } from './failure-problem.ts';
import { prepare } from './prepare-statement.ts';
import { Progress } from './progress.ts';
import { substitute } from './run-prepared.ts';
import type { RowSink, StatementOutcome } from './run-types.ts';
import type { SessionState } from './session-state.ts';
import { Cancelled } from './stoppable.ts';
import { refusedInTransaction } from './transaction.ts';

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
  run: ExecuteRun,
): Promise<StatementOutcome> {
  const progress = new Progress(sink);
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
    ...executed,
    ...(progress.firstRowMs === undefined ? {} : { firstRowMs: progress.firstRowMs }),
    ms: progress.elapsed(),
  });
  if (!statement || hasErrors(known.problems)) return finish(known.problems);
  let problems = known.problems;
  try {
    const refused = refusedInTransaction(statement, firstWord(statement, text), session);
    if (refused) return finish([...problems, refused]);
    let prepared = { ...(await prepare(session, known, run)), run };
    problems = [...problems, ...prepared.problems];
    const { command } = prepared;
    const executed = command?.kind === 'explain' ? command.target : command;
    if (executed?.kind === 'execute' && !hasErrors(problems)) {
      const explain = statement.kind === 'Explain' ? statement : undefined;
      prepared = await substitute(executed, session, run, explain);
      problems = [...problems, ...prepared.problems];
    }
    if (!prepared.command || hasErrors(problems)) return finish(problems);
    return finish(problems, await execute(prepared.command, session, progress, prepared.run));
  } catch (error) {
    if (error instanceof Cancelled || run.signal.aborted)
      return finish(problems, { message: 'The statement was cancelled.' }, true);
    return finish([...problems, failureProblem(error, statement, text, progress)]);
  }
}

const wordOf = (statement: Statement): string =>
  statement.kind === 'Transaction' ? statement.action : statement.kind.toUpperCase();
