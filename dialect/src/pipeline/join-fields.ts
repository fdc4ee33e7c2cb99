import type { BoundExpression, BoundScan } from '../analysis/bound.ts';
import { reads } from '../analysis/walk.ts';
import { isSmall, isUnique, leadsIndex } from '../planner/estimate.ts';
import type { Compiler } from './compiler.ts';
import { isPlain } from './layout.ts';
import type { Layout } from './layout.ts';
import { pathOf } from './lower.ts';
import type { PlainSide } from './plain-side.ts';
import { columnsOfSide, fieldOf } from './plain-side.ts';

/** A condition `field = field` by which a $lookup finds documents, in an index where there is one. */
export interface JoinFields {
  readonly condition: BoundExpression;
  readonly localField: string;
  readonly foreignField: string;
  readonly local: BoundExpression;
  readonly foreign: BoundExpression;
  /** Whether NULL could meet NULL, which $lookup takes for equal. */
  readonly guard: boolean;
  /** Whether $lookup's own equality is SQL's. Where an array may stand in a field, it finds more: the condition is asked again. */
  readonly exact: boolean;
}

/**
 * Of the conditions that compare a field of the rows with one of the other side's the one that finds the fewest documents: by a unique key,
 * by an index, then an exact one before others, then the first.
 */
export function joinFields(
  conditions: readonly BoundExpression[],
  side: PlainSide,
  local: Layout,
): JoinFields | undefined {
  let best: JoinFields | undefined;
  let most = -1;
  const given = columnsOfSide(side);
  for (const condition of conditions) {
    if (condition.kind !== 'comparison' || condition.operator !== '=') continue;
    for (const [a, b] of [
      [condition.left, condition.right],
      [condition.right, condition.left],
    ] as const) {
      if (reads(a, given) || !comparable(a, b)) continue;
      const [from, to] = [pathOf(a, local), fieldOf(side, b)];
      if (!from || !to || !isPlain(from) || !isPlain(to)) continue;
      const found: JoinFields = {
        condition,
        localField: from.join('.'),
        foreignField: to.join('.'),
        local: a,
        foreign: b,
        guard: a.nullable && b.nullable,
        exact: ![a, b].some((value) => value.mayBeArray === true || value.type.name === 'unknown'),
      };
      const worth = 2 * easeOf(side.scan.relation, found.foreignField) + (found.exact ? 1 : 0);
      if (worth > most) [best, most] = [found, worth];
    }
  }
  return best;
}

/** How few documents of a collection a field's value finds: a unique key one, another index some, without one all are looked at. */
export const easeOf = (scan: BoundScan, field: string): number =>
  isUnique(scan, field) ? 2 : leadsIndex(scan, field) ? 1 : 0;

/**
 * Whether values that SQL holds equal are so to MongoDB: a double and a decimal are compared as doubles in SQL, objects whatever the order of
 * their fields. A field that holds an object only now and then is not worth its index: there the order of their fields counts.
 */
export function comparable(a: BoundExpression, b: BoundExpression): boolean {
  const names = [a, b].map((side) => (side.likely?.name === 'document' ? 'document' : side.type.name));
  if (names.some((name) => name === 'interval' || name === 'array' || name === 'document')) return false;
  return !(names.includes('double') && names.includes('decimal'));
}

/**
 * Whether all documents that a row may find fit in an array beside it: one at most by a unique key, or the whole collection is small. The
 * server finds them by a much quicker way then than where they are unwound as they come.
 */
export function fitsInArray(c: Compiler, { scan }: PlainSide, field: string): boolean {
  return isUnique(scan.relation, field) || (!c.lasting && isSmall(scan.relation));
}
