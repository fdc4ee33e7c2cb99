import type { BoundExpression, BoundScan } from '../../analysis/bound.ts';
import { guess } from '../../analysis/shape.ts';
import { fieldNamed, leadsIndex, presentShare, rowsOf } from '../estimate.ts';
import type { LimitNode, PlanNode, SortNode } from '../plan-node.ts';
import { columnsGiven, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * The first rows by a field that may be NULL: MongoDB has NULL at its other end than SQL, so that the rows with a value and those without are
 * read apart, each as many as are wanted. By an index this reads no others. Without one it spares computing a key for every row, where
 * enough rows have a value that those without need not be read at all.
 */
export const nullsApart: Rule = {
  name: 'nulls-apart',
  needs: ['limit', 'sort'],
  apply: (root) => rewrite(root, apart),
};

function apart(node: PlanNode): PlanNode {
  if (node.kind !== 'limit' || !node.limit || node.input.kind !== 'sort') return node;
  if (!isWorthIt(node, node.input)) return node;
  return { ...node, input: { ...node.input, nullsApart: true } };
}

function isWorthIt({ limit, offset }: LimitNode, { keys, input }: SortNode): boolean {
  const [key] = keys;
  if (key?.value.kind !== 'column' || !key.value.nullable) return false;
  // MongoDB's own place for NULL is below everything.
  if (key.nullsFirst !== key.descending || !ordered.includes(guess(key.value).name)) return false;
  let id = key.value.id;
  let node = input;
  while (node.kind !== 'scan') {
    if (node.kind === 'extend') {
      const item = node.items.find((each) => each.id === id);
      if (item && item.value.kind !== 'column') return false;
      if (item?.value.kind === 'column') id = item.value.id;
    } else if (node.kind !== 'filter') return false;
    node = node.input;
  }
  const scan: BoundScan = node.relation;
  const given = columnsGiven(input);
  const field = fieldNamed(scan, id);
  // The part behind the $unionWith sees no rows around the query.
  if ([...columnsRead(input)].some((each) => !given.has(each))) return false;
  if (keys.length === 1 && leadsIndex(scan, field)) return true;
  const wanted = numberOf(limit) + (offset ? numberOf(offset) : 0);
  return !key.nullsFirst && rowsOf(input) * presentShare(scan, field) >= wanted * plenty;
}

/** Guesses of how many rows have a value may be wrong by so much before both parts are read. */
const plenty = 20;

const numberOf = (value: BoundExpression | undefined): number =>
  value?.kind === 'constant' && value.value !== null ? Number(String(value.value)) : Infinity;

/** Types whose values MongoDB's index has in SQL's order. */
const ordered: readonly string[] = [
  'int',
  'long',
  'decimal',
  'text',
  'date',
  'timestamp',
  'timestamptz',
  'boolean',
  'objectId',
];
