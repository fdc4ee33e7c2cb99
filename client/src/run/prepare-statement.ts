import { analyze } from '../../../dialect/src/analysis/analyze.ts';
import { compile } from '../../../dialect/src/pipeline/compile.ts';
import { plan } from '../../../dialect/src/planner/plan.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { Command, Environment, Problem } from '../../../dialect/src/index.ts';
import { alertTable } from '../alerts/alert-rows.ts';
import { groupRows } from '../groups/group-rows.ts';
import { virtualRows } from '../pools/virtual-rows.ts';
import { savedRows } from '../saved/saved-rows.ts';
import type { ExecuteRun } from './execute-run.ts';
import type { KnownStatement } from './plan-cache.ts';
import type { SessionState } from './session-state.ts';
import { variableTypes } from './variable-types.ts';

export interface Prepared {
  readonly command?: Command;
  readonly problems: readonly Problem[];
  /** The rows of a key may be too many for the way that was chosen: `without: 'arrays'` chooses another. */
  readonly arrays?: true;
}

/** A statement as what is to be done: looked at what it names, analyzed and planned, or as it was planned before, and compiled. */
export async function prepare(
  session: SessionState,
  statement: KnownStatement,
  run: ExecuteRun,
): Promise<Prepared> {
  const ast = statement.statement;
  if (!ast) return { problems: [] };
  const variables = variableTypes(session.variables);
  const { names, readsSchema } = statement;
  if (readsSchema) await session.catalog.ensureAll(await session.poolToRead(run.signal), run.signal);
  else if (names.size > 0)
    await session.catalog.ensure(names, await session.poolToRead(run.signal), run.signal);
  const user = session.catalog.user(session.currentPool);
  const catalog = {
    ...session.catalog.catalog({ pool: session.currentPool, variables }),
    ...(user !== undefined && { user }),
  };
  const keep = run.keeps === true && run.careful !== true;
  const key = JSON.stringify([catalog.version, session.currentPool ?? null, variables, keep]);
  const planned = session.plans.plan(statement, key, () => {
    const { bound, problems } = analyze(ast, catalog);
    const made = bound && plan(bound, { keep });
    return { plan: made, problems: [...problems, ...(made?.problems ?? [])] };
  });
  const { problems } = planned;
  if (!planned.plan || hasErrors(problems)) return { problems };
  if (statement.readsBudget) await session.manager.budget.refresh();
  const compiled = compile(planned.plan, environmentOf(session, run), {
    ...(catalog.serverVersion ? { serverVersion: catalog.serverVersion } : {}),
    // In a transaction the rows of a union are held in one document as it is.
    arrays: run.careful !== true && !session.transaction,
  });
  const { command, arrays } = compiled;
  const all = [...problems, ...compiled.problems];
  return { ...(command ? { command } : {}), ...(arrays ? { arrays } : {}), problems: all };
}

function environmentOf(session: SessionState, run: ExecuteRun): Environment {
  const { alerts, groups, manager, saved, currentPool } = session;
  return {
    now: new Date(),
    parameters: run.parameters ?? {},
    variables: session.variables,
    ...(currentPool === undefined ? {} : { currentPool }),
    virtualRows: (table, pool) => [
      ...(alertTable(alerts, table, pool) ??
        groupRows({ groups, manager }, table, pool) ??
        savedRows(saved, table) ??
        virtualRows(manager, table, pool)),
    ],
  };
}
