import type { BoundStatement } from '../analysis/bound-statement.ts';
import { compareBoundRows } from '../analysis/compare-rows.ts';
import { problem } from '../problems/catalog.ts';
import type { Problem } from '../problems/problem.ts';
import { optimize } from './optimize.ts';
import type { Trace } from './optimize.ts';
import { planQuery } from './plan-query.ts';
import { planStep } from './plan-step.ts';
import type { StepPlan } from './plan-step.ts';
import type { Planner } from './planner.ts';
import type { QueryPlan } from './plan-node.ts';

type Relational = Extract<BoundStatement, { kind: 'query' | 'setVariable' | 'write' }>;

/** What is to be done: relational statements have trees of steps, everything else is carried over as it was bound. */
export type Plan =
  | {
      readonly kind: 'query';
      readonly statement: Relational;
      /** What runs before the query: recursive queries and writes. */
      readonly steps: readonly StepPlan[];
      /** Absent for a write without RETURNING. */
      readonly query?: QueryPlan;
      readonly trace: Trace;
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: 'other';
      readonly statement: Exclude<BoundStatement, Relational>;
      /** The plan of the statement that it holds: of a view’s query, or of what EXPLAIN explains. */
      readonly inner?: Plan;
      readonly problems: readonly Problem[];
    };

export interface PlanOptions {
  /** Names of rules that are left out, for tests and for comparing. */
  readonly without?: readonly string[];
}

/** The plan of a bound statement, after the optimizer's rules. */
export function plan(statement: BoundStatement, options: PlanOptions = {}): Plan {
  if (!('lastId' in statement)) {
    const inner = 'query' in statement && statement.query ? plan(statement.query, options) : undefined;
    return { kind: 'other', statement, ...(inner ? { inner } : {}), problems: inner?.problems ?? [] };
  }
  const problems: Problem[] = [];
  let last = statement.lastId;
  const planner: Planner = {
    newId: () => (last += 1),
    query: (query) => planQuery(query, planner),
    refuse: (what, span) => problems.push(problem('QL4001', span, [what])),
    compareRows: compareBoundRows,
  };
  const without = options.without ?? [];
  const steps = statement.steps.map((step) =>
    planStep(step, planner, (root, outputs) => optimize(root, outputs, without, planner.newId).root),
  );
  if (!statement.query) return { kind: 'query', statement, steps, trace: [], problems };
  const first = planQuery(statement.query, planner);
  const { root, trace } = optimize(
    first.root,
    first.outputs.map((output) => output.id),
    without,
    planner.newId,
  );
  return { kind: 'query', statement, steps, query: { ...first, root }, trace, problems };
}
