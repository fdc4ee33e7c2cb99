import type { BoundSortKey } from '../../analysis/bound.ts';
import { mapSame } from '../../analysis/walk.ts';
import type { PlanNode } from '../plan-node.ts';
import { rewrite } from '../plan-walk.ts';
import { presentIn } from '../present-columns.ts';
import type { Rule } from '../rule.ts';

/** Where a filter has left out NULL, ORDER BY need not say where it goes: MongoDB sorts as it is then, by an index if there is one. */
export const sortWithoutNull: Rule = {
  name: 'sort-without-null',
  needs: ['sort', 'filter'],
  apply: (root) => rewrite(root, known),
};

function known(node: PlanNode): PlanNode {
  if (node.kind !== 'sort') return node;
  const present = presentIn(node.input);
  const keys = mapSame(node.keys, (key): BoundSortKey => {
    const { value } = key;
    if (value.kind !== 'column' || !present.has(value.id) || !(value.nullable || value.mayBeArray))
      return key;
    return { ...key, value: { ...value, nullable: false, mayBeArray: false } };
  });
  return keys === node.keys ? node : { ...node, keys };
}
