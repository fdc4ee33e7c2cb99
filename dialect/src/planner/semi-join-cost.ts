import type { BoundExpression, BoundScan } from '../analysis/bound.ts';
import { countOf, fieldNamed, leadsIndex, rowsOf, scanBelow, scannedBy } from './estimate.ts';
import type { PlanNode } from './plan-node.ts';
import { inputs } from './plan-walk.ts';
import type { Pair, Decorrelated } from './decorrelate.ts';

// Microseconds as measured on one machine: only their relations matter.
const perDocument = 0.6;
const perLookup = 14;
const perFound = 1.5;

/** So few documents the server puts into a hash table where a $lookup has no index. */
const hashed = 10_000;

/** Whether a $lookup finds documents by this field without looking at all of them. */
function isQuick(scan: BoundScan, value: BoundExpression): boolean {
  if (value.kind !== 'column') return false;
  const count = scan.stored?.estimatedCount;
  return leadsIndex(scan, fieldNamed(scan, value.id)) || (count !== undefined && count <= hashed);
}

/** Of beginning with the subquery's keys, and looking up the rows of `leaf` that have them. */
export function costInside({ node, pairs }: Decorrelated, leaf: PlanNode): number {
  const scan = scanBelow(leaf);
  if (!scan || !pairs.some(({ outer }) => isQuick(scan, outer))) return Infinity;
  return scannedBy(node) * perDocument + Math.min(rowsOf(node), countOf(scan)) * perLookup;
}

/** Of beginning with the rows, and looking for each into the subquery's collection. */
export function costOutside({ pairs }: Decorrelated, query: PlanNode, input: PlanNode): number {
  const scanned = scannedBy(query);
  const looked = pairs.some((pair) => findsQuickly(query, pair));
  const found = collectionOf(query) / Math.max(1, collectionOf(input));
  const each = looked ? perLookup + found * perFound : scanned * perDocument;
  return scannedBy(input) * perDocument + rowsOf(input) * each;
}

/** The documents of the largest collection that a plan reads. */
function collectionOf(node: PlanNode): number {
  return node.kind === 'scan' ? countOf(node.relation) : Math.max(0, ...inputs(node).map(collectionOf));
}

/** Whether the subquery is a collection with conditions that a $lookup finds the partners in by an index. */
export function findsQuickly(query: PlanNode, { inner }: Pair): boolean {
  let [node, value] = [query, inner];
  for (;;) {
    if (node.kind === 'scan') return isQuick(node.relation, value) && countOf(node.relation) > 0;
    if (node.kind === 'extend') {
      const column = value;
      const item = column.kind === 'column' ? node.items.find(({ id }) => id === column.id) : undefined;
      value = item?.value ?? value;
    }
    if (node.kind !== 'filter' && node.kind !== 'extend') return false;
    node = node.input;
  }
}
