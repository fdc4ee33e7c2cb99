import type { BoundExpression, BoundScan, BoundSortKey, ColumnId } from '../analysis/bound.ts';
import { guess } from '../analysis/shape.ts';
import { columnsOf } from '../analysis/walk.ts';
import { fieldNamed } from './estimate.ts';
import type { PlanNode } from './plan-node.ts';
import { conjuncts } from './conditions.ts';

/** A collection, the conditions on it, and the fields that columns above these stand for. */
export interface Stored {
  readonly scan: BoundScan;
  readonly conditions: readonly BoundExpression[];
  readonly fieldOf: (value: BoundExpression) => string | undefined;
}

/** What a plan reads where it is one collection, under conditions and computed columns alone. */
export function storedBelow(input: PlanNode): Stored | undefined {
  const computed = new Map<ColumnId, BoundExpression>();
  const conditions: BoundExpression[] = [];
  let node = input;
  while (node.kind !== 'scan') {
    if (node.kind === 'filter') conditions.push(...conjuncts(node.predicate));
    else if (node.kind === 'extend') for (const item of node.items) computed.set(item.id, item.value);
    else return undefined;
    node = node.input;
  }
  const scan = node.relation;
  const fieldOf = (value: BoundExpression): string | undefined => {
    if (value.kind !== 'column') return undefined;
    const other = computed.get(value.id);
    return other ? fieldOf(other) : fieldNamed(scan, value.id);
  };
  return { scan, conditions, fieldOf };
}

/** A field that a condition compares with what is the same for every row. */
export interface Asked {
  readonly field: string;
  readonly isEquality: boolean;
}

export function asked(condition: BoundExpression, { fieldOf }: Stored): Asked | undefined {
  if (condition.kind !== 'comparison' || condition.operator === '<>') return undefined;
  for (const [side, other] of [
    [condition.left, condition.right],
    [condition.right, condition.left],
  ] as const) {
    const field = fieldOf(side);
    if (field !== undefined && columnsOf(other).size === 0)
      return { field, isEquality: condition.operator === '=' };
  }
  return undefined;
}

export interface OrderedField {
  readonly field: string;
  readonly descending: boolean;
}

/**
 * How many of the fields that have one value stand before these in an index that has them in this order, read from either end: the most of
 * all indexes; undefined where there is no such index.
 */
export function fixedBefore(
  { scan }: Stored,
  order: readonly OrderedField[],
  fixed: ReadonlySet<string>,
): number | undefined {
  let most = order.length === 1 && order[0]?.field === '_id' ? 0 : undefined;
  for (const { keys, partial, sparse } of scan.stored?.indexes ?? []) {
    const before = keys.findIndex(({ path }) => !fixed.has(path) || path === order[0]?.field);
    if (partial || sparse || before < 0) continue;
    const own = keys.slice(before, before + order.length);
    const plain = keys.slice(0, before).every(({ direction }) => direction === 1 || direction === -1);
    // Read from its other end, all directions are turned.
    const turns = own.map(({ path, direction }, index) => {
      const wanted = order[index];
      if (path !== wanted?.field || (direction !== 1 && direction !== -1)) return 0;
      return wanted.descending ? -direction : direction;
    });
    if (plain && own.length === order.length && turns[0] !== 0 && turns.every((turn) => turn === turns[0]))
      most = Math.max(most ?? 0, before);
  }
  return most;
}

/** Whether MongoDB has the key's NULL, its own place for which is below everything, at the other end than SQL. */
export const isTurned = ({ value, nullsFirst, descending }: BoundSortKey): boolean =>
  value.nullable && nullsFirst === descending;

/**
 * Whether MongoDB's index has a column's values in the order in which they are sorted, as far as its type is known. NaN stands at SQL's end only
 * among what is declared as doubles.
 */
export const isOrdered = (value: BoundExpression): boolean => {
  const { name } = guess(value);
  return ordered.includes(name) || (name === 'double' && value.type.name === 'unknown');
};

const ordered: readonly string[] = [
  ...['int', 'long', 'decimal', 'text'],
  ...['date', 'timestamp', 'timestamptz', 'boolean', 'objectId'],
];
