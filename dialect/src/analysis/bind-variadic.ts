import { formatArguments } from '../functions/format.ts';
import { callNamed } from './bind-operator.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import * as shape from './shape.ts';
import type { Span } from '../text/span.ts';

/** VARIADIC: the elements of an array that is written out, each an argument; undefined where it is computed. */
export function elementsOf(value: BoundExpression): readonly BoundExpression[] | undefined {
  if (value.kind === 'array') return value.items;
  const element = value.type.element ?? shape.unknownType;
  if (value.kind === 'constant' && Array.isArray(value.value))
    return value.value.map((each: unknown) => shape.constant(each, element, value.span));
  if (value.kind === 'cast' && value.type.name === 'array' && value.operand.kind === 'array')
    return value.operand.items.map((item) => shape.cast(item, element));
  return undefined;
}

/** `name(args, VARIADIC array)` for an array that is known per row only: what comes to the same. */
export function overArray(
  name: string,
  args: readonly BoundExpression[],
  array: BoundExpression,
  span: Span,
  binder: Binder,
): BoundExpression {
  const [first] = args;
  if (name === 'CONCAT' && !first)
    return callNamed('ARRAY_TO_STRING', [array, shape.constant('', shape.textType, span)], span, binder);
  if (name === 'CONCAT_WS' && first && args.length === 1)
    return callNamed('ARRAY_TO_STRING', [array, first], span, binder);
  if (name === 'FORMAT' && first?.kind === 'constant' && typeof first.value === 'string') {
    const type = array.type.element ?? shape.unknownType;
    const elements = Array.from({ length: formatArguments(first.value) }, (_, index): BoundExpression => ({
      kind: 'subscript',
      operand: array,
      index: shape.constant(index, shape.intType, span),
      span,
      type,
      nullable: true,
    }));
    return callNamed('FORMAT', [first, ...elements], span, binder);
  }
  notAvailable(binder, `VARIADIC with an array that is not written out, in ${name},`, array.span);
  return shape.constant(null, shape.nullType, span);
}
