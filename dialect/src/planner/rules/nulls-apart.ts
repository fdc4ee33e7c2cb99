import type { BoundSortKey } from '../../analysis/bound.ts';
import { isUnique, rowsOf } from '../estimate.ts';
import { asked, fixedBefore, isOrdered, isTurned, storedBelow } from '../index-order.ts';
import type { OrderedField, Stored } from '../index-order.ts';
import type { PlanNode, SortNode } from '../plan-node.ts';
import { columnsRead, givenBy, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { rowsWanted } from './limit-first.ts';

/**
 * The first rows by a field that may be NULL: MongoDB has NULL at its other end than SQL, so that the rows with a value and those without are
 * read apart, each as many as are wanted. By an index this reads no others. Without one the collection is read for those with a value, and
 * once more for those without only where the others are too few: to sort by a field takes less than half of what sorting by a computed key does.
 */
export const nullsApart: Rule = {
  name: 'nulls-apart',
  needs: ['limit', 'sort'],
  apply: (root) => rewrite(root, apart),
};

function apart(node: PlanNode): PlanNode {
  if (node.kind !== 'limit' || !node.limit || node.input.kind !== 'sort') return node;
  const nulls = waysOf(node.input, rowsWanted(node));
  return nulls ? { ...node, input: { ...node.input, nullsApart: nulls } } : node;
}

function waysOf({ keys, input }: SortNode, wanted = Infinity): SortNode['nullsApart'] {
  const [key, ...others] = keys;
  if (!key || !isTurned(key)) return undefined;
  const stored = storedBelow(input);
  const order = stored && orderOf(keys, stored);
  if (!order) return undefined;
  const way = isByIndex(order, stored) ? 'byIndex' : 'byScan';
  if (!others.every((other) => isInOrder(other, stored))) return undefined;
  if (way === 'byScan' && !isWorthScan(key, stored, rowsOf(input), wanted)) return undefined;
  // The part behind the $unionWith sees no rows around the query.
  const given = givenBy(input);
  for (const each of columnsRead(input)) if (!given.has(each)) return undefined;
  return way;
}

/** Whether an index has the order, behind fields that equalities fix. */
function isByIndex(order: readonly OrderedField[], stored: Stored): boolean {
  const first = order[0]?.field;
  const { indexes = [] } = stored.scan.stored ?? {};
  if (first !== '_id' && !indexes.some(({ keys }) => keys.some(({ path }) => path === first))) return false;
  const fixed = new Set<string>();
  for (const each of stored.conditions) {
    const found = asked(each, stored);
    if (found?.isEquality) fixed.add(found.field);
  }
  return fixedBefore(stored, order, fixed) !== undefined;
}

/** Of fewer rows keys are computed as quickly. */
const few = 1000;
/** So many times the rows that are wanted have to have a value, by the samples, for none to be missed, and so large a share. */
const enough = { times: 20, share: 0.1 };

function isWorthScan(key: BoundSortKey, stored: Stored, rows: number, wanted: number): boolean {
  if (key.descending || rows < few) return false;
  const share = shareWithValue(key, stored);
  return share >= enough.share && rows * share >= enough.times * wanted;
}

/** Whether MongoDB has what a key behind the first orders as SQL has it, but for one row without a value, and the samples show no arrays there. */
const isInOrder = (key: BoundSortKey, stored: Stored): boolean =>
  (!isTurned(key) || isUnique(stored.scan, stored.fieldOf(key.value), true)) &&
  (!key.value.mayBeArray || shareWithValue(key, stored) > 0);

/** The share of the documents, by the samples, that have a value in a key's field; 0 where nothing is known of it, or arrays were seen. */
function shareWithValue({ value }: BoundSortKey, { scan, fieldOf }: Stored): number {
  const field = fieldOf(value);
  const { seen = [], presence = 0 } = scan.stored?.fields.find(({ name }) => name === field) ?? {};
  if (seen.some(({ type }) => type.name === 'array')) return 0;
  return presence - (seen.find(({ type }) => type.name === 'null')?.share ?? 0);
}

function orderOf(keys: readonly BoundSortKey[], { fieldOf }: Stored): readonly OrderedField[] | undefined {
  const order = keys.flatMap(({ value, descending }) => {
    const field = isOrdered(value) ? fieldOf(value) : undefined;
    return field === undefined ? [] : [{ field, descending }];
  });
  return order.length === keys.length ? order : undefined;
}
