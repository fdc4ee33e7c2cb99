import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import type { Columns } from '../analysis/walk.ts';
import type { ExtendNode, PlanNode } from './plan-node.ts';
import { conjuncts } from './conditions.ts';

/** The columns that hold a value, and no array where the type says none, in every row of a plan. */
export const presentIn = (node: PlanNode): Columns => ({ has: (id) => holds(node, id) });

function holds(node: PlanNode, id: ColumnId): boolean {
  switch (node.kind) {
    case 'scan':
      return node.relation.columns.some((each) => each.id === id && isPresent(each));
    case 'group': {
      const { keys, sets, aggregates } = node.group;
      if (aggregates.some((each) => each.id === id && isPresent(each))) return true;
      const key = sets.length === 1 ? keys.find((each) => each.id === id)?.value : undefined;
      return key?.kind === 'column' && holds(node.input, key.id);
    }
    case 'filter':
      return conjuncts(node.predicate).some((part) => compared(part) === id) || holds(node.input, id);
    case 'extend':
      return holdsBehind(node, node.items.length, id);
    case 'join':
      if (node.type === 'FULL') return false;
      return holds(node.left, id) || (node.type === 'INNER' && holds(node.right, id));
    case 'distinct':
      return node.columns.some((column) => column.id === id) && holds(node.input, id);
    case 'limit':
    case 'sort':
    case 'window':
    case 'apply':
      return holds(node.input, id);
    default:
      return false;
  }
}

/** Whether a column holds a value behind the first items of a node, each of which may name one before it. */
function holdsBehind(node: ExtendNode, items: number, id: ColumnId): boolean {
  const place = node.items.findLastIndex((item, at) => at < items && item.id === id);
  const value = node.items[place]?.value;
  if (!value) return holds(node.input, id);
  return value.kind === 'column' && holdsBehind(node, place, value.id);
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
