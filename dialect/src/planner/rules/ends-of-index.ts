import type { BoundAggregate, BoundSortKey } from '../../analysis/bound.ts';
import { guess } from '../../analysis/shape.ts';
import { asked, fixedBefore, isOrdered, storedBelow } from '../index-order.ts';
import type { Stored } from '../index-order.ts';
import type { GroupNode, PlanNode } from '../plan-node.ts';
import { givenBy, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * MIN and MAX of a whole collection, or of the part that equalities leave, are at an end of an index: of all rows these are the only ones
 * that the group needs.
 */
export const endsOfIndex: Rule = {
  name: 'ends-of-index',
  needs: ['group', 'scan'],
  apply: (root) => rewrite(root, (node) => (node.kind === 'group' ? atEnds(node) : node)),
};

function atEnds(node: GroupNode): PlanNode {
  const { keys, groupings, aggregates } = node.group;
  if (keys.length > 0 || groupings.length > 0 || aggregates.length === 0) return node;
  const stored = storedBelow(node.input);
  if (!stored) return node;
  const ends = new Map<string, BoundSortKey>();
  for (const each of aggregates) {
    const end = endOf(each, stored);
    if (!end) return node;
    ends.set(`${each.row.name} ${stored.fieldOf(end.value)}`, end);
  }
  // The other ends are read behind a $unionWith, which sees no rows around the query.
  const given = givenBy(node.input);
  if ([...columnsRead(node.input)].some((id) => !given.has(id))) return node;
  return { ...node, ends: [...ends.values()] };
}

/** Where the aggregate's row is: at the beginning of an order, or at its end. */
function endOf({ row, args, filter }: BoundAggregate, stored: Stored): BoundSortKey | undefined {
  const [value] = args;
  if ((row.name !== 'MIN' && row.name !== 'MAX') || filter || !value) return undefined;
  const field = stored.fieldOf(value);
  // MIN and MAX have NaN where the index has it, ORDER BY has not.
  if (field === undefined || !(isOrdered(value) || guess(value).name === 'double')) return undefined;
  return isServed(field, stored) ? { value, descending: row.name === 'MAX', nullsFirst: false } : undefined;
}

/** Whether the rows that pass the conditions stand side by side in an index, in the order of the field. */
function isServed(field: string, stored: Stored): boolean {
  const fixed = new Set<string>();
  for (const condition of stored.conditions) {
    const found = asked(condition, stored);
    if (!found) return false;
    // What bounds the field itself cuts off a part of the index.
    if (found.field === field) continue;
    if (!found.isEquality) return false;
    fixed.add(found.field);
  }
  return fixedBefore(stored, [{ field, descending: false }], fixed) === fixed.size;
}
