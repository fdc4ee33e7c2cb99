import type { BoundExpression, BoundScan, ColumnId } from '../analysis/bound.ts';
import type { PlanNode } from './plan-node.ts';
import { conjuncts } from './conditions.ts';

// How many rows a plan may give, roughly: from the catalogue's counts where it has them. Plans are chosen by it, never answers.

/** What a collection is taken to hold of which nothing is known. */
const usual = 10_000;

export const countOf = (relation: BoundScan): number => relation.stored?.estimatedCount ?? usual;

/** The rows that a plan gives. */
export function rowsOf(node: PlanNode): number {
  switch (node.kind) {
    case 'scan':
      return countOf(node.relation);
    case 'rows':
      return node.rows.length;
    case 'virtual':
    case 'working':
      return 100;
    case 'filter':
      return conjuncts(node.predicate).reduce(
        (rows, each) => rows * selectivity(each, node.input),
        rowsOf(node.input),
      );
    case 'group':
      return node.group.keys.length === 0 ? 1 : rowsOf(node.input) / 3;
    case 'distinct':
    case 'distinctOn':
      return rowsOf(node.input) / 3;
    case 'limit':
      return Math.min(rowsOf(node.input), limitOf(node.limit));
    case 'join':
      return Math.max(rowsOf(node.left), rowsOf(node.right));
    case 'setOperation':
      return rowsOf(node.left) + rowsOf(node.right);
    default:
      return rowsOf(node.input);
  }
}

/** The documents that the server looks at for a plan's rows: all of a collection where no index takes a condition. */
export function scannedBy(node: PlanNode): number {
  switch (node.kind) {
    case 'scan':
      return countOf(node.relation);
    case 'filter': {
      const scan = scanBelow(node);
      if (!scan) return scannedBy(node.input);
      const served = conjuncts(node.predicate).filter((each) => isServed(each, scan));
      return served.reduce((rows, each) => rows * selectivity(each, node.input), scannedBy(node.input));
    }
    case 'rows':
    case 'virtual':
    case 'working':
      return rowsOf(node);
    case 'join':
    case 'setOperation':
      return scannedBy(node.left) + scannedBy(node.right);
    default:
      return scannedBy(node.input);
  }
}

function limitOf(value: BoundExpression | undefined): number {
  return value?.kind === 'constant' && value.value !== null ? Number(String(value.value)) : Infinity;
}

/** The collection under conditions alone. */
export function scanBelow(node: PlanNode): BoundScan | undefined {
  let at = node;
  while (at.kind === 'filter') at = at.input;
  return at.kind === 'scan' ? at.relation : undefined;
}

/** The field of a collection that a column stands for. */
export const fieldNamed = (scan: BoundScan, id: ColumnId): string | undefined =>
  scan.columns.find((column) => column.id === id)?.field;

/** Whether an index of the collection begins with the field. */
export function leadsIndex(scan: BoundScan, field: string | undefined): boolean {
  if (field === undefined) return false;
  if (field === '_id') return true;
  return (
    scan.stored?.indexes.some(
      ({ keys, partial, sparse }) =>
        !partial && !sparse && keys[0]?.path === field && isOrdered(keys[0].direction),
    ) === true
  );
}

const isOrdered = (direction: unknown): boolean => direction === 1 || direction === -1;

/** Whether a field finds one document at most by a value; `withNull`, by NULL as well. */
export function isUnique(scan: BoundScan, field: string | undefined, withNull = false): boolean {
  if (field === undefined) return false;
  if (field === '_id') return true;
  return (
    scan.stored?.indexes.some(
      ({ keys, partial, sparse, unique }) =>
        unique && !partial && !(withNull && sparse) && keys.length === 1 && keys[0]?.path === field,
    ) === true
  );
}

/** Above this many bytes in one row's array MongoDB gives up; half of it leaves a collection room to grow. */
const arrayLimit = 50_000_000;

/** Whether an array in one row could hold the whole collection. */
export const isSmall = ({ stored }: BoundScan): boolean => (stored?.estimatedSize ?? Infinity) <= arrayLimit;

/** The share of rows that pass a condition: a guess, except where a key finds one. */
function selectivity(value: BoundExpression, input: PlanNode): number {
  switch (value.kind) {
    case 'comparison': {
      if (value.operator === '<>') return 0.9;
      if (value.operator !== '=') return 0.3;
      const scan = scanBelow(input);
      const unique =
        scan &&
        [value.left, value.right].some(
          (side) => side.kind === 'column' && isUnique(scan, fieldNamed(scan, side.id)),
        );
      return unique ? 1 / Math.max(1, countOf(scan)) : 0.1;
    }
    case 'in':
      return Math.min(0.5, 0.1 * value.items.length);
    case 'test':
      return 0.1;
    case 'like':
      return 0.1;
    case 'not':
      return 1 - Math.min(0.9, selectivity(value.operand, input));
    default:
      return 0.5;
  }
}

/** Whether an index takes a condition: one on a column that leads it. */
function isServed(value: BoundExpression, scan: BoundScan): boolean {
  const columnLeads = (side: BoundExpression) =>
    side.kind === 'column' && leadsIndex(scan, fieldNamed(scan, side.id));
  if (value.kind === 'comparison')
    return value.operator !== '<>' && [value.left, value.right].some(columnLeads);
  return value.kind === 'in' && columnLeads(value.operand);
}
