import type { BoundScan } from '../../analysis/bound.ts';
import { guess } from '../../analysis/shape.ts';
import { fieldNamed, leadsIndex } from '../estimate.ts';
import type { PlanNode, SortNode } from '../plan-node.ts';
import { columnsGiven, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * The first rows by an indexed field that may be NULL: an index has NULL at its other end than SQL, so that the rows with a value and those
 * without are read apart, each as many as are wanted, and only these are sorted.
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
  const [key] = keys;
  if (keys.length !== 1 || key?.value.kind !== 'column' || !key.value.nullable) return false;
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
  // The part behind the $unionWith sees no rows around the query.
  return leadsIndex(scan, fieldNamed(scan, id)) && [...columnsRead(input)].every((each) => given.has(each));
}

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
