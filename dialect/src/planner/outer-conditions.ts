import { logical } from '../analysis/compare-rows.ts';
import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import { columnsOf } from '../analysis/walk.ts';
import type { PlanNode } from './plan-node.ts';
import { columnsMade } from './plan-walk.ts';
import { conjuncts, isVolatile } from './conditions.ts';

/** A subquery without some of its conditions: where one of these is not true for the row around it, it has no rows. */
interface Parted {
  readonly query: PlanNode;
  readonly conditions: readonly BoundExpression[];
}

/** A subquery, and what it asks of the row around it alone: that can be asked of this row once, before the subquery looks for its own. */
export function outerConditions(query: PlanNode): Parted {
  const conditions: BoundExpression[] = [];
  let made: ReadonlySet<ColumnId> | undefined;
  const isOuter = (value: BoundExpression): boolean => {
    const read = [...columnsOf(value)];
    if (read.length === 0 || isVolatile(value)) return false;
    const own = (made ??= columnsMade(query));
    return !read.some((id) => own.has(id));
  };
  const parted = (node: PlanNode): PlanNode => {
    if (!('input' in node) || givesRowOfNone(node)) return node;
    const input = parted(node.input);
    if (node.kind !== 'filter') return input === node.input ? node : { ...node, input };
    const all = conjuncts(node.predicate);
    const own = all.filter((each) => !isOuter(each));
    if (own.length === all.length) return input === node.input ? node : { ...node, input };
    conditions.push(...all.filter((each) => !own.includes(each)));
    return own.length === 0 ? input : { ...node, input, predicate: logical('AND', own, node.predicate.span) };
  };
  return { query: parted(query), conditions };
}

/** Whether a node gives a row where its input has none, as aggregates of all rows do. */
const givesRowOfNone = (node: PlanNode): boolean =>
  node.kind === 'group' &&
  (node.group.keys.length === 0 || node.group.sets.some(({ length }) => length === 0));
