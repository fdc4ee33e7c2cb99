import type { BoundExpression } from '../analysis/bound.ts';
import { intervalPart } from '../functions/casts/lower-interval.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { isJson, jsonIdentity } from '../functions/json-key.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';
import { lower } from './lower.ts';

/** A value as a key of $group. */
export interface GroupKey {
  readonly by: MongoExpression;
  /** What stands for the values of a group, where equal ones may differ. */
  readonly first?: MongoExpression;
}

/**
 * The key of an expression; `plain` where a missing value does not matter, as in an _id that is nothing else. Intervals are equal where they
 * are equally long, as `1 day` and `24:00:00`, objects of JSON whatever the order of their fields: the first of a group stands for all.
 */
export function groupKey(c: Compiler, value: BoundExpression, layout: Layout, plain = false): GroupKey {
  const lowered = lower(c, value, layout);
  const { expression, type, nullable } = lowered;
  if (type.name === 'interval')
    return {
      by: { $ifNull: [intervalPart(expression, 'span'), null] },
      first: { $ifNull: [expression, null] },
    };
  if (isJson(lowered))
    return { by: jsonIdentity(c.lowering, expression), first: { $ifNull: [expression, null] } };
  return {
    by: !plain && (nullable || type.name === 'unknown') ? { $ifNull: [expression, null] } : expression,
  };
}
