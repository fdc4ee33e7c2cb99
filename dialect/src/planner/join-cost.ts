import type { ColumnId } from '../analysis/bound.ts';
import { countOf, fieldNamed, leadsIndex, rowsOf, scanBelow, scannedBy } from './estimate.ts';
import type { PlanNode } from './plan-node.ts';
import { inputs } from './plan-walk.ts';

// Microseconds as measured on one machine: only their relations matter.
const perDocument = 0.6;
const perGrouped = 12;

/** So few documents the server puts into a hash table where a $lookup has no index. */
const hashed = 10_000;
/** How much dearer looking up has to seem before the rows are grouped: the counts below are guesses. */
const margin = 4;

/**
 * Whether looking for the right rows of each left row, by one of the columns `keys`, is so dear that both sides had better be put behind one
 * another and grouped by the key. Nothing is said where the size of a collection is not known.
 */
export function looksUpSlowly(left: PlanNode, right: PlanNode, keys: readonly ColumnId[]): boolean {
  if (!isCounted(left) || !isCounted(right)) return false;
  const scan = scanBelow(right);
  if (scan && (countOf(scan) <= hashed || keys.some((id) => leadsIndex(scan, fieldNamed(scan, id)))))
    return false;
  const [mine, theirs] = [rowsOf(left), rowsOf(right)];
  return mine * scannedBy(right) * perDocument > margin * (mine + theirs) * perGrouped;
}

function isCounted(node: PlanNode): boolean {
  if (node.kind === 'scan') return node.relation.stored?.estimatedCount !== undefined;
  return inputs(node).every(isCounted);
}
