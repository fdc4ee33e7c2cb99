import type { BoundStatement } from '../analysis/bound-statement.ts';
import type { BoundColumn, BoundDerived, BoundQuery } from '../analysis/bound.ts';
import { compareBoundRows } from '../analysis/compare-rows.ts';
import { problem } from '../problems/catalog.ts';
import type { Problem } from '../problems/problem.ts';
import { tooDeep } from '../problems/too-deep.ts';
import type { Span } from '../text/span.ts';
import { isKept, uses } from './with-cost.ts';
import { optimize } from './optimize.ts';
import type { Trace } from './optimize.ts';
import { planQuery } from './plan-query.ts';
import { planStep } from './plan-step.ts';
import type { KeepPlan, StepPlan } from './plan-step.ts';
import type { Planner } from './planner.ts';
import type { PlanNode, QueryPlan } from './plan-node.ts';
import { withAround } from './values-around.ts';

type Relational = Extract<BoundStatement, { kind: 'query' | 'setVariable' | 'write' }>;

/** What is to be done: relational statements have trees of steps, everything else is carried over as it was bound. */
export type Plan =
  | {
      readonly kind: 'query';
      readonly statement: Relational;
      /** What runs before the query: recursive queries and writes. */
      readonly steps: readonly StepPlan[];
      /** Absent for a write without RETURNING. */
      readonly query?: QueryPlan | undefined;
      readonly trace: Trace;
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: 'other';
      readonly statement: Exclude<BoundStatement, Relational>;
      /** The plan of the statement that it holds: of a view’s query, or of what EXPLAIN explains. */
      readonly inner?: Plan | undefined;
      readonly problems: readonly Problem[];
    };

export interface PlanOptions {
  /** Names of rules, and `outer-conditions`, that are left out, for tests and for comparing. */
  readonly without?: readonly string[];
  /** Whether a query of WITH that is named several times may be a step of its own, whose rows are kept. */
  readonly keep?: boolean;
}

/** The plan of a bound statement, after the optimizer's rules. */
export function plan(statement: BoundStatement, options: PlanOptions = {}): Plan {
  if ('lastId' in statement) {
    try {
      return planRelational(statement, options);
    } catch (error) {
      return {
        kind: 'query',
        statement,
        steps: [],
        trace: [],
        problems: [tooDeep(error, spanOf(statement))],
      };
    }
  }
  // A view, or what a collection is made of, is one pipeline.
  const inner =
    'query' in statement && statement.query
      ? plan(statement.query, statement.kind === 'define' ? { ...options, keep: false } : options)
      : undefined;
  return { kind: 'other', statement, inner, problems: inner?.problems ?? [] };
}

/** Where a statement is told of as a whole. */
export const spanOf = ({ query }: Relational): Span => query?.span ?? { start: 0, end: 0 };

function planRelational(statement: Relational, options: PlanOptions): Plan {
  const problems: Problem[] = [];
  let last = statement.lastId;
  const without = options.without ?? [];
  const optimized = (query: BoundQuery): { readonly query: QueryPlan; readonly trace: Trace } => {
    const { root: first, outputs } = planQuery(query, planner);
    const ids = outputs.map((output) => output.id);
    const { root, trace } = optimize(first, ids, without, planner.newId);
    return { query: { root, outputs }, trace };
  };
  const kept = new Kept(
    options.keep === true ? uses(statement) : undefined,
    (query) => optimized(query).query,
  );
  const planner: Planner = {
    newId: () => (last += 1),
    query: (query) => planQuery(query, planner),
    kept: (relation) => kept.rowsOf(relation),
    around: new Map(),
    outerFirst: !without.includes('outer-conditions'),
    refuse: (what, span) => problems.push(problem('QL4001', span, [what])),
    compareRows: compareBoundRows,
  };
  const own = statement.steps.map((step) =>
    planStep(step, planner, (root, outputs) => optimize(root, outputs, without, planner.newId).root),
  );
  const made = statement.query && optimized(statement.query);
  const refuse = ({ span }: BoundColumn) => problems.push(problem('QL4006', span, []));
  const steps = [...kept.steps, ...withAround(own, made?.query.root, refuse, planner)];
  return { kind: 'query', statement, steps, query: made?.query, trace: made?.trace ?? [], problems };
}

/** The queries of WITH whose rows are kept, as steps before all others. */
class Kept {
  readonly steps: KeepPlan[] = [];
  readonly #uses: ReadonlyMap<number, number> | undefined;
  readonly #plan: (query: BoundQuery) => QueryPlan;
  /** By the place of the definition; undefined where it was found not to be worth it. */
  readonly #known = new Map<number, KeepPlan | undefined>();

  constructor(times: ReadonlyMap<number, number> | undefined, plan: (query: BoundQuery) => QueryPlan) {
    this.#uses = times;
    this.#plan = plan;
  }

  rowsOf({ cte, query, span }: BoundDerived): PlanNode | undefined {
    const times = cte && this.#uses?.get(cte.definition);
    if (!times) return undefined;
    if (!this.#known.has(cte.definition)) this.#known.set(cte.definition, this.#made(cte, query, times));
    const step = this.#known.get(cte.definition);
    if (!step) return undefined;
    const relation = { kind: 'working', span, name: step.step.name, columns: query.outputs } as const;
    return { kind: 'working', relation, origin: span };
  }

  #made(cte: NonNullable<BoundDerived['cte']>, query: BoundQuery, times: number): KeepPlan | undefined {
    const { root, outputs } = this.#plan(query);
    if (!isKept({ root, outputs }, cte, times)) return undefined;
    const step: KeepPlan = { kind: 'keep', step: { name: `kept_${cte.definition}` }, root, outputs };
    this.steps.push(step);
    return step;
  }
}
