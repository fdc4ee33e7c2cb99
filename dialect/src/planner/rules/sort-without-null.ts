import type { BoundExpression, BoundSortKey, ColumnId } from '../../analysis/bound.ts';
import { mapSame } from '../../analysis/walk.ts';
import type { PlanNode } from '../plan-node.ts';
import { rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { conjuncts } from './push-filters.ts';

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

/** The columns that hold a value, and no array where the type says none, in every row. */
function presentIn(node: PlanNode): Set<ColumnId> {
  switch (node.kind) {
    case 'filter': {
      const present = presentIn(node.input);
      for (const part of conjuncts(node.predicate)) {
        const id = compared(part);
        if (id !== undefined) present.add(id);
      }
      return present;
    }
    case 'extend': {
      const present = presentIn(node.input);
      for (const item of node.items)
        if (item.value.kind === 'column' && present.has(item.value.id)) present.add(item.id);
      return present;
    }
    case 'join': {
      if (node.type === 'FULL') return new Set();
      const left = presentIn(node.left);
      if (node.type === 'INNER') for (const id of presentIn(node.right)) left.add(id);
      return left;
    }
    case 'limit':
    case 'sort':
    case 'window':
    case 'apply':
      return presentIn(node.input);
    default:
      return new Set();
  }
}

const scalar: readonly string[] = [
  'int',
  'long',
  'decimal',
  'text',
  'date',
  'timestamp',
  'timestamptz',
  'boolean',
];

/** The column that a condition compares with a constant of a plain type: only such values pass it. */
function compared(value: BoundExpression): ColumnId | undefined {
  if (value.kind !== 'comparison' || value.operator === '<>') return undefined;
  const [column, other] =
    value.left.kind === 'column' ? [value.left, value.right] : [value.right, value.left];
  if (column.kind !== 'column' || other.kind === 'column') return undefined;
  return scalar.includes(other.type.name) ? column.id : undefined;
}
