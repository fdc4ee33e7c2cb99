import type {
  BoundColumn,
  BoundDerived,
  BoundExpression,
  BoundQuery,
  ComparisonOperator,
} from '../analysis/bound.ts';
import type { Span } from '../text/span.ts';
import type { PlanNode, QueryPlan } from './plan-node.ts';

/** What the steps of planning share. */
export interface Planner {
  /** A column number above all that the statement has. */
  readonly newId: () => number;
  readonly query: (query: BoundQuery) => QueryPlan;
  /** The rows of a query of WITH, where a step before keeps them; undefined where it is to be planned in its place. */
  readonly kept: (relation: BoundDerived) => PlanNode | undefined;
  /** What recursive queries read of rows around them, by the name of their step. */
  readonly around: Map<string, readonly BoundColumn[]>;
  /** Whether what a subquery asks of the row around it alone is asked before it: `outer-conditions` is not left out. */
  readonly outerFirst: boolean;
  readonly refuse: (what: string, span: Span) => void;
  readonly compareRows: (
    operator: ComparisonOperator,
    left: readonly BoundExpression[],
    right: readonly BoundExpression[],
    span: Span,
  ) => BoundExpression;
}
