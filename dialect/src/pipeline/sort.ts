import type { BoundSortKey } from '../analysis/bound.ts';
import { cond, isNull } from '../functions/expression.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import { isPlain } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, pathOf } from './lower.ts';

/** What $sort needs: fields computed for it, and the specification over them. */
export interface SortPlan {
  readonly set: Document;
  readonly sort: Document;
  /** The names of the computed fields. */
  readonly names: readonly string[];
}

/**
 * Sort keys as fields. MongoDB puts NULL first in ascending order and last in descending, SQL the other way round: a key that may be NULL
 * gets another before it that says so. Arrays are wrapped, since $sort would take their smallest element for them.
 */
export function sortPlan(c: Compiler, keys: readonly BoundSortKey[], layout: Layout, hint: string): SortPlan {
  const set: Document = {};
  const sort: Document = {};
  keys.forEach((key, index) => {
    const lowered = lower(c, key.value, layout);
    if (lowered.constant !== undefined) return;
    const path = pathOf(key.value, layout);
    const direction = key.descending ? -1 : 1;
    const name = (what: string) => c.name(`${hint}${index}${what}`);
    const rank = rankOf(lowered.type.name, lowered.nullable, key, lowered.expression);
    if (rank !== undefined) {
      set[name('n')] = rank;
      sort[name('n')] = 1;
    }
    const wrapped =
      lowered.type.name === 'array' || (lowered.type.name === 'unknown' && key.value.mayBeArray === true);
    if (path && isPlain(path) && !wrapped && !(path.join('.') in sort)) sort[path.join('.')] = direction;
    else {
      const value = lowered.type.name === 'interval' ? lowered.expression : lowered.expression;
      set[name('k')] = wrapped ? { v: { $ifNull: [value, null] } } : value;
      sort[name('k')] = direction;
    }
  });
  return { set, sort, names: Object.keys(set) };
}

/** Where NULL and NaN go among the other values, as a number to sort by; undefined where MongoDB's own order is SQL's. */
function rankOf(type: string, nullable: boolean, key: BoundSortKey, value: unknown): unknown {
  const nullsLast = !key.nullsFirst;
  // MongoDB's own place for NULL is below everything.
  const native = !nullable || nullsLast === key.descending;
  if (type === 'double') {
    // NaN is above all other numbers in SQL, below them in MongoDB.
    const nan = { $eq: [value, Number.NaN] };
    const nanRank = key.descending ? 1 : 3;
    const rank = cond(nan, nanRank, 2);
    return nullable ? cond(isNull(value), nullsLast ? 4 : 0, rank) : rank;
  }
  return native ? undefined : cond(isNull(value), nullsLast ? 1 : 0, nullsLast ? 0 : 1);
}
