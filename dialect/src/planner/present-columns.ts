import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import type { PlanNode } from './plan-node.ts';
import { conjuncts } from './conditions.ts';

/** The columns that hold a value, and no array where the type says none, in every row of a plan. */
export function presentIn(node: PlanNode): Set<ColumnId> {
  switch (node.kind) {
    case 'scan':
      return new Set(node.relation.columns.flatMap((each) => (isPresent(each) ? [each.id] : [])));
    case 'group': {
      const { keys, sets, aggregates } = node.group;
      const present = new Set(aggregates.flatMap((each) => (isPresent(each) ? [each.id] : [])));
      if (sets.length > 1) return present;
      const below = presentIn(node.input);
      for (const { id, value } of keys) if (value.kind === 'column' && below.has(value.id)) present.add(id);
      return present;
    }
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
    case 'distinct': {
      const below = presentIn(node.input);
      return new Set(node.columns.flatMap(({ id }) => (below.has(id) ? [id] : [])));
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

/** Whether a validator, or what computes a value, says that it is there and no array. */
const isPresent = (shape: {
  readonly type: { readonly name: string };
  readonly nullable: boolean;
  readonly mayBeArray?: boolean | undefined;
}): boolean => !shape.nullable && shape.mayBeArray !== true && scalar.includes(shape.type.name);

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
