import type { BoundStatement } from '../analysis/bound-statement.ts';
import type { BoundQuery } from '../analysis/bound.ts';
import { compareBoundRows } from '../analysis/compare-rows.ts';
import { problem } from '../problems/catalog.ts';
import type { Problem } from '../problems/problem.ts';
import { optimize } from './optimize.ts';
import type { Trace } from './optimize.ts';
import { planQuery } from './plan-query.ts';
import type { Planner } from './planner.ts';
import type { QueryPlan } from './plan-node.ts';

/** What is to be done: a query has a tree of relational steps, everything else is carried over as it was bound. */
export type Plan =
  | {
      readonly kind: 'query';
      readonly statement: Extract<BoundStatement, { query: BoundQuery }>;
      readonly query: QueryPlan;
      readonly trace: Trace;
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: 'other';
      readonly statement: Exclude<BoundStatement, { query: BoundQuery }>;
      readonly problems: readonly Problem[];
    };

export interface PlanOptions {
  /** Names of rules that are left out, for tests and for comparing. */
  readonly without?: readonly string[];
}

/** The plan of a bound statement, after the optimizer's rules. */
export function plan(statement: BoundStatement, options: PlanOptions = {}): Plan {
  if (!('query' in statement)) return { kind: 'other', statement, problems: [] };
  const problems: Problem[] = [];
  let last = statement.lastId;
  const planner: Planner = {
    newId: () => (last += 1),
    query: (query) => planQuery(query, planner),
    refuse: (what, span) => problems.push(problem('QL4001', span, [what])),
    compareRows: compareBoundRows,
  };
  const first = planQuery(statement.query, planner);
  const { query, trace } = optimize(first, options.without ?? []);
  return { kind: 'query', statement, query, trace, problems };
}
