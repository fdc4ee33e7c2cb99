import type {
  BoundAggregate,
  BoundExpression,
  BoundScan,
  BoundSortKey,
  ColumnId,
} from '../../analysis/bound.ts';
import { guess } from '../../analysis/shape.ts';
import { columnsOf } from '../../analysis/walk.ts';
import { fieldNamed, leadsIndex } from '../estimate.ts';
import type { GroupNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { conjuncts } from './push-filters.ts';

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
  const below = belowColumns(node.input);
  if (!below) return node;
  const ends = new Map<string, BoundSortKey>();
  for (const each of aggregates) {
    const end = endOf(each, below);
    if (!end) return node;
    ends.set(`${each.row.name} ${below.source(end.value)}`, end);
  }
  // The other ends are read behind a $unionWith, which sees no rows around the query.
  const given = columnsGiven(node.input);
  if ([...columnsRead(node.input)].some((id) => !given.has(id))) return node;
  return { ...node, ends: [...ends.values()] };
}

/** A collection, the conditions on it, and the field that a column above these stands for. */
interface Below {
  readonly scan: BoundScan;
  readonly conditions: readonly BoundExpression[];
  readonly source: (value: BoundExpression) => string | undefined;
}

function belowColumns(input: PlanNode): Below | undefined {
  const renamed = new Map<ColumnId, BoundExpression>();
  const conditions: BoundExpression[] = [];
  let node = input;
  while (node.kind !== 'scan') {
    if (node.kind === 'filter') conditions.push(...conjuncts(node.predicate));
    else if (node.kind === 'extend') for (const item of node.items) renamed.set(item.id, item.value);
    else return undefined;
    node = node.input;
  }
  const scan = node.relation;
  const source = (value: BoundExpression): string | undefined => {
    if (value.kind !== 'column') return undefined;
    const other = renamed.get(value.id);
    return other ? source(other) : fieldNamed(scan, value.id);
  };
  return { scan, conditions, source };
}

/** Where the aggregate's row is: at the beginning of an order, or at its end. */
function endOf({ row, args, filter }: BoundAggregate, below: Below): BoundSortKey | undefined {
  const [value] = args;
  if ((row.name !== 'MIN' && row.name !== 'MAX') || filter || !value) return undefined;
  const field = below.source(value);
  if (field === undefined || !ordered.includes(guess(value).name) || !isServed(field, below))
    return undefined;
  return { value, descending: row.name === 'MAX', nullsFirst: false };
}

/** Whether the rows that pass the conditions stand side by side in an index, in the order of the field. */
function isServed(field: string, { scan, conditions, source }: Below): boolean {
  const fixed = new Set<string>();
  for (const condition of conditions) {
    const asked = fieldAsked(condition, source);
    if (!asked) return false;
    // What bounds the field itself cuts off a part of the index.
    if (asked.field === field) continue;
    if (!asked.isEquality) return false;
    fixed.add(asked.field);
  }
  if (fixed.size === 0) return leadsIndex(scan, field);
  return (
    scan.stored?.indexes.some(({ keys, partial, sparse }) => {
      const lead = keys.slice(0, fixed.size);
      const own = keys[fixed.size];
      const plain = [...lead, own].every((key) => key?.direction === 1 || key?.direction === -1);
      return !partial && !sparse && plain && own?.path === field && lead.every(({ path }) => fixed.has(path));
    }) === true
  );
}

/** The field that a condition compares with something that is the same for every row. */
function fieldAsked(
  condition: BoundExpression,
  source: Below['source'],
): { readonly field: string; readonly isEquality: boolean } | undefined {
  if (condition.kind !== 'comparison' || condition.operator === '<>') return undefined;
  for (const [side, other] of [
    [condition.left, condition.right],
    [condition.right, condition.left],
  ] as const) {
    const field = source(side);
    if (field !== undefined && columnsOf(other).size === 0)
      return { field, isEquality: condition.operator === '=' };
  }
  return undefined;
}

/** Types whose values MIN and MAX compare as MongoDB's index has them. */
const ordered: readonly string[] = [
  ...['int', 'long', 'double', 'decimal', 'text'],
  ...['date', 'timestamp', 'timestamptz', 'boolean', 'objectId'],
];
