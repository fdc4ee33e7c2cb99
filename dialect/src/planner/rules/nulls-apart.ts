import { guess } from '../../analysis/shape.ts';
import { fieldNamed, leadsIndex } from '../estimate.ts';
import type { PlanNode, SortNode } from '../plan-node.ts';
import { columnsGiven, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * The first rows by a field that may be NULL: MongoDB has NULL at its other end than SQL, so that the rows with a value and those without are
 * read apart, each as many as are wanted. By an index this reads no others; without one it would read the collection twice.
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
  const [key, ...others] = keys;
  if (key?.value.kind !== 'column' || !key.value.nullable || others.length > 0) return false;
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
  const given = columnsGiven(input);
  // The part behind the $unionWith sees no rows around the query.
  if ([...columnsRead(input)].some((each) => !given.has(each))) return false;
  return leadsIndex(node.relation, fieldNamed(node.relation, id));
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
