import { findFunction } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';
import type { ColumnReference, Expression, Subscript } from '../syntax/ast/query.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import type { Scope } from './scope.ts';
import * as shape from './shape.ts';

/** What `SET a[1][2]` assigns to: the column, and the subscripts from the outermost dimension on. */
export interface ElementTarget {
  readonly base: ColumnReference;
  readonly subscripts: readonly Subscript[];
}

export function elementTarget(element: Subscript): ElementTarget | undefined {
  const subscripts: Subscript[] = [];
  let operand: Expression = element;
  while (operand.kind === 'Subscript') {
    subscripts.unshift(operand);
    ({ operand } = operand);
  }
  return operand.kind === 'ColumnReference' ? { base: operand, subscripts } : undefined;
}

/** The array with the value in the place of what the subscripts name. */
export function withElement(
  array: BoundExpression,
  [subscript, ...inner]: readonly Subscript[],
  value: BoundExpression,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  if (!subscript) return shape.cast(value, array.type);
  const { span } = subscript;
  const bound = (node: Expression | undefined) =>
    node ? binder.expression(node, scope, binder) : shape.constant(null, shape.intType, span);
  if (subscript.form !== 'index') {
    if (inner.length > 0 || subscript.form === 'all')
      notAvailable(binder, 'This assignment of a slice', span);
    const texts = { name: 'array', element: shape.textType } as const;
    const type = array.type.name === 'array' ? array.type : shape.isUntyped(value) ? texts : value.type;
    const values = shape.cast(value, type);
    return called('ARRAY_SET_SLICE', [array, bound(subscript.low), bound(subscript.high), values], array);
  }
  const index = bound(subscript.index);
  const type = array.type.element ?? shape.unknownType;
  // A declared array's rows are arrays of the same elements.
  const row = { type: type.name === 'array' || inner.length === 0 ? type : array.type, nullable: true };
  const element: BoundExpression = { kind: 'subscript', operand: array, index, span, ...row };
  return called('ARRAY_SET', [array, index, withElement(element, inner, value, scope, binder)], array);
}

/** What a column holds once a field of its document, or one within that (`a.b`), has a value. */
export const withField = (document: BoundExpression, name: string, value: BoundExpression): BoundExpression =>
  called('DOCUMENT_SET', [document, shape.constant(name, shape.textType, value.span), value], {
    ...document,
    type: { name: 'document' },
  });

function called(name: string, args: readonly BoundExpression[], array: BoundExpression): BoundExpression {
  const row = findFunction(name);
  if (!row || !isScalar(row)) throw new TypeError(`There is no function ${name}.`);
  return { kind: 'call', row, args, span: array.span, type: array.type, nullable: false };
}
