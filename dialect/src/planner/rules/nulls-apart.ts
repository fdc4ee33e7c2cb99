import type { BoundSortKey } from '../../analysis/bound.ts';
import { asked, fixedBefore, isOrdered, storedBelow } from '../index-order.ts';
import type { OrderedField, Stored } from '../index-order.ts';
import type { PlanNode, SortNode } from '../plan-node.ts';
import { columnsGiven, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * The first rows by a field that may be NULL: MongoDB has NULL at its other end than SQL, so that the rows with a value and those without are
 * read apart, each as many as are wanted. By an index this reads no others; without one it would read the collection twice.
 */
export const nullsApart: Rule = {
  name: 'nulls-apart',
  needs: ['limit', 'sort'],
  apply: (root) => rewrite(root, apart),
};

function apart(node: PlanNode): PlanNode {
  if (node.kind !== 'limit' || !node.limit || node.input.kind !== 'sort') return node;
  if (!isServed(node.input)) return node;
  return { ...node, input: { ...node.input, nullsApart: true } };
}

function isServed({ keys, input }: SortNode): boolean {
  const [key, ...others] = keys;
  // MongoDB's own place for NULL is below everything.
  if (!key?.value.nullable || key.nullsFirst !== key.descending) return false;
  if (others.some(({ value }) => value.nullable || value.mayBeArray)) return false;
  const stored = storedBelow(input);
  const order = stored && orderOf(keys, stored);
  if (!order) return false;
  const fixed = stored.conditions.flatMap((each) => {
    const found = asked(each, stored);
    return found?.isEquality ? [found.field] : [];
  });
  if (fixedBefore(stored, order, new Set(fixed)) === undefined) return false;
  const given = columnsGiven(input);
  // The part behind the $unionWith sees no rows around the query.
  return [...columnsRead(input)].every((each) => given.has(each));
}

function orderOf(keys: readonly BoundSortKey[], { fieldOf }: Stored): readonly OrderedField[] | undefined {
  const order = keys.flatMap(({ value, descending }) => {
    const field = isOrdered(value) ? fieldOf(value) : undefined;
    return field === undefined ? [] : [{ field, descending }];
  });
  return order.length === keys.length ? order : undefined;
}
