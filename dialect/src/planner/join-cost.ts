import type { ColumnId } from '../analysis/bound.ts';
import { columnsOf } from '../analysis/walk.ts';
import { countOf, fieldNamed, leadsIndex, rowsOf, scanBelow, scannedBy } from './estimate.ts';
import type { JoinNode, PlanNode } from './plan-node.ts';
import { inputs } from './plan-walk.ts';
import { isUniqueBy } from './unique-columns.ts';

// Microseconds as measured on one machine: only their relations matter.
const perDocument = 0.6;
const perGrouped = 12;

/** So few documents the server puts into a hash table where a $lookup has no index. */
const hashed = 10_000;
/** How much dearer looking up has to seem before the rows are grouped: the counts below are guesses. */
const margin = 4;

/**
 * Whether looking for the right rows of each left row, by one of the columns `keys`, is so expensive that both sides had better be put behind one
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

// The same by an index, and grouped with no more than what is read of each row.
export const perLookup = 12;
const perRow = { once: 2, several: 5 };
/** So few rows are looked up whatever that takes. */
const few = 1000;
/** Beyond so many rows, or documents of so many bytes that go along, a grouping may not fit in the memory that a stage has. */
const held = { rows: 250_000, bytes: 50_000_000 };
/** A filter's share of the rows is a guess: where it leaves few, each is better looked up. */
const cautious = { counted: 1.5, guessed: 4 };

/**
 * Whether grouping both sides of a join by its key costs less than looking the right rows up for each left row.
 * @param each what looking for one row costs
 */
export function groupsQuicker({ type, left, right, on }: JoinNode, each = lookingUp(right)): boolean {
  if (type === 'FULL' || !on || !isCounted(left) || !isCounted(right)) return false;
  const [mine, theirs] = [rowsOf(left), rowsOf(right)];
  if (mine < few || mine + theirs > held.rows || bytesOf(left) + bytesOf(right) > held.bytes) return false;
  const columns = columnsOf(on);
  const once = isUniqueBy(left, columns) && isUniqueBy(right, columns);
  if (!once && (type !== 'INNER' || !isUniqueBy(right, columns))) return false;
  const grouping = scannedBy(right) * perDocument + (mine + theirs) * perRow[once ? 'once' : 'several'];
  return grouping * cautious[isFiltered(left) ? 'guessed' : 'counted'] < mine * each;
}

/** Of a collection's documents, at most; what is computed of them, as by a group, is short. */
function bytesOf(node: PlanNode): number {
  if (node.kind === 'extend') return bytesOf(node.input);
  return scanBelow(node)?.stored?.estimatedSize ?? 0;
}

/** An index finds rows of a collection; what is computed is computed again for each row. */
const lookingUp = (right: PlanNode): number =>
  scanBelow(right) ? perLookup : perLookup + scannedBy(right) * perDocument;

const isFiltered = (node: PlanNode): boolean => node.kind === 'filter' || inputs(node).some(isFiltered);

function isCounted(node: PlanNode): boolean {
  if (node.kind === 'scan') return node.relation.stored?.estimatedCount !== undefined;
  return inputs(node).every(isCounted);
}
