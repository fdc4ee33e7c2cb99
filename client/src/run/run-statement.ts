import { analyze } from '../../../dialect/src/analysis/analyze.ts';
import { compile } from '../../../dialect/src/pipeline/compile.ts';
import { plan } from '../../../dialect/src/planner/plan.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { Command, Environment, Problem } from '../../../dialect/src/index.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { virtualRows } from '../pools/rows.ts';
import { execute } from './execute.ts';
import type { ExecuteRun, Executed } from './execute.ts';
import { failureProblem } from './failure-problem.ts';
import { Progress } from './progress.ts';
import { relationNames } from './relation-names.ts';
import type { RowSink, StatementOutcome } from './run-types.ts';
import type { SessionState } from './session-state.ts';
import { Cancelled } from './stoppable.ts';
import { variableTypes } from './variable-types.ts';

/** One statement from its text to its outcome: parse, look at what it names, analyze, plan, compile, execute. Never rejects. */
export async function runStatement(
  session: SessionState,
  text: string,
  sink: RowSink,
  run: ExecuteRun,
): Promise<StatementOutcome> {
  const progress = new Progress(sink);
  const { statement, problems: syntaxProblems } = parseStatement(text);
  const kind = statement?.kind ?? 'Unknown';
  const finish = (
    problems: readonly Problem[],
    executed: Executed = {},
    cancelled = false,
  ): StatementOutcome => ({
    kind,
    ok: !cancelled && !hasErrors(problems),
    cancelled,
    columns: progress.header,
    rowCount: progress.rowCount,
    problems,
    ...executed,
    ...(progress.firstRowMs === undefined ? {} : { firstRowMs: progress.firstRowMs }),
    ms: progress.elapsed(),
  });
  if (!statement || hasErrors(syntaxProblems)) return finish(syntaxProblems);
  let problems: readonly Problem[] = syntaxProblems;
  try {
    const prepared = await prepare(session, statement, run);
    problems = [...problems, ...prepared.problems];
    if (!prepared.command || hasErrors(problems)) return finish(problems);
    return finish(problems, await execute(prepared.command, session, progress, run));
  } catch (error) {
    if (error instanceof Cancelled || run.signal.aborted)
      return finish(problems, { message: 'The statement was cancelled.' }, true);
    return finish([...problems, failureProblem(error, statement, text, progress)]);
  }
}

interface Prepared {
  readonly command?: Command;
  readonly problems: readonly Problem[];
}

async function prepare(session: SessionState, statement: Statement, run: ExecuteRun): Promise<Prepared> {
  const view = { pool: session.currentPool, variables: variableTypes(session.variables) };
  const names = relationNames(statement);
  if (names.size > 0) await session.catalog.ensure(names, session.currentPool, run.signal);
  const catalog = session.catalog.catalog(view);
  const { bound, problems: found } = analyze(statement, catalog);
  if (!bound) return { problems: found };
  const planned = plan(bound);
  const problems = [...found, ...planned.problems];
  if (hasErrors(problems)) return { problems };
  const compiled = compile(planned, environmentOf(session, run), {
    ...(catalog.serverVersion ? { serverVersion: catalog.serverVersion } : {}),
  });
  const all = [...problems, ...compiled.problems];
  return compiled.command ? { command: compiled.command, problems: all } : { problems: all };
}

function environmentOf(session: SessionState, run: ExecuteRun): Environment {
  const { manager, currentPool } = session;
  return {
    now: new Date(),
    parameters: run.parameters ?? {},
    variables: session.variables,
    ...(currentPool === undefined ? {} : { currentPool }),
    virtualRows: (table, pool) => virtualRows(manager, table, pool),
  };
}
