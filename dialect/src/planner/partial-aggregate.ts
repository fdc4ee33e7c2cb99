import type { BoundAggregate } from '../analysis/bound.ts';
import { column, shapeOf } from '../analysis/shape.ts';
import { findFunction } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';

// Aggregates in two steps: of small groups first, and of those groups' values then.

/** The aggregate over the values that the small groups have of it in `part`. */
export function joined(each: BoundAggregate, part: BoundAggregate): BoundAggregate {
  return {
    id: each.id,
    span: each.span,
    row: joinedBy(each) ?? each.row,
    args: [column(part.id, shapeOf(part), part.span)],
    distinct: false,
    orderBy: [],
    withinGroup: [],
    ...shapeOf(each),
  };
}

/** The function that makes the values of the smaller groups the value of the larger. */
function joinedBy(each: BoundAggregate): BoundAggregate['row'] | undefined {
  const name = each.row.name === 'COUNT' ? 'SUM' : each.row.name;
  const row = ['SUM', 'MIN', 'MAX'].includes(name) ? findFunction(name) : undefined;
  return row && !isScalar(row) ? row : undefined;
}

/** Over no rows COUNT is 0 and SUM is NULL, so a count joins only where each group has a row. */
export function canBeJoined(each: BoundAggregate, hasKeys: boolean): boolean {
  if (each.distinct || each.type.name === 'interval') return false;
  return joinedBy(each) !== undefined && (each.row.name !== 'COUNT' || hasKeys);
}
