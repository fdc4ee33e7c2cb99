import type { SqlType } from '../catalog/types.ts';
import type { ArrayConstructor, Expression, Subscript } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import { checkSubscript } from './check-arguments.ts';
import type { Scope } from './scope.ts';
import * as shape from './shape.ts';
import { unifyOrTell } from './unify-or-tell.ts';

/** `ARRAY[…]`. A cast of it is one of each item: `ARRAY[1, 'NaN']::float8[]`. */
export function bindArray(
  node: ArrayConstructor,
  scope: Scope,
  binder: Binder,
  element?: SqlType,
): BoundExpression {
  const items = node.items.map((item) => {
    if (item.kind === 'ArrayConstructor') return bindArray(item, scope, binder, element);
    const bound = binder.expression(item, scope, binder);
    return element ? shape.cast(bound, element) : bound;
  });
  const unified = unifyOrTell('ARRAY', items, node.span, binder);
  return {
    kind: 'array',
    items: unified.values,
    span: node.span,
    type: { name: 'array', element: unified.type },
    nullable: false,
  };
}

/** `a[1]`, `a[1:2]` and `a[*]`. Where one of several is a slice, all are, each of its own dimension: `[2]` is `[0:2]` then. */
export function bindSubscript(node: Subscript, scope: Scope, binder: Binder): BoundExpression {
  const all = [node];
  for (let { operand } = node; operand.kind === 'Subscript'; { operand } = operand) all.unshift(operand);
  const [first = node] = all;
  if (all.length > 1 && all.some((each) => each.form === 'slice')) {
    const array = subscripted(first, scope, binder);
    return all.reduce((value, each, depth) => sliceOf(value, each, depth, scope, binder), array);
  }
  const operand = subscripted(node, scope, binder);
  if (node.form !== 'index') return sliceOf(operand, node, 0, scope, binder);
  const { span } = node;
  const index = node.index
    ? binder.expression(node.index, scope, binder)
    : shape.constant(0, shape.intType, span);
  if (isWithinArray(operand)) checkSubscript(node.index, binder);
  const element = shape.guess(operand).element ?? shape.unknownType;
  const known =
    operand.type.name === 'array'
      ? { type: element }
      : { type: shape.unknownType, ...(shape.isKnown(element) ? { likely: element } : {}) };
  return { kind: 'subscript', operand, index, span, ...known, nullable: true };
}

/** Whether a value is an array or, by subscripts, of one whose elements are plain: only in JSON are places known by name. */
function isWithinArray(value: BoundExpression): boolean {
  let whole = value;
  while (whole.kind === 'subscript') whole = whole.operand;
  return whole === value ? value.type.name === 'array' : isPlain(whole.type);
}

const isPlain = ({ name, element }: SqlType): boolean =>
  name === 'array' ? element !== undefined && isPlain(element) : single.has(name);

/** What a subscript stands behind; tells of values that have no elements. An array's type does not say how many dimensions it has. */
function subscripted(node: Subscript, scope: Scope, binder: Binder): BoundExpression {
  const operand = binder.expression(node.operand, scope, binder);
  const { name } = operand.type;
  if (node.operand.kind !== 'Subscript' && single.has(name))
    binder.report('QL2017', node.span, ['A subscript', `${name} has no elements`]);
  return operand;
}

const single: ReadonlySet<string> = new Set([
  'boolean',
  'int',
  'long',
  'double',
  'decimal',
  'text',
  'date',
  'timestamp',
  'timestamptz',
  'time',
  'interval',
]);

function sliceOf(
  operand: BoundExpression,
  node: Subscript,
  depth: number,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  if (node.form === 'all') return operand;
  const bound = (value: Expression | undefined) => {
    if (operand.type.name === 'array') checkSubscript(value, binder);
    return value && binder.expression(value, scope, binder);
  };
  const low = bound(node.low);
  const high = bound(node.form === 'index' ? node.index : node.high);
  return {
    kind: 'slice',
    operand,
    depth,
    ...(low ? { low } : {}),
    ...(high ? { high } : {}),
    span: node.span,
    type: operand.type,
    nullable: operand.nullable,
  };
}
