import type { SqlType } from '../../catalog/types.ts';
import { lowerToText } from '../casts/lower-to-text.ts';
import { printValue } from '../casts/print-value.ts';
import { joinedArrays } from '../array-depth.ts';
import { bind, cond, isNull, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';

/** `||`: texts (of anything), arrays with arrays or elements, and documents. `type` comes from operatorType. */
export function lowerConcatenation(
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  if (type.name === 'array') return arrays(left, right, context);
  if (type.name === 'document') return { $mergeObjects: [left.expression, right.expression] };
  // A chain of || stays one flat list.
  const earlier = (left.expression as { $concat?: readonly MongoExpression[] } | null)?.$concat;
  const parts = left.type.name === 'text' && Array.isArray(earlier) ? earlier : [lowerToText(left, context)];
  return { $concat: [...parts, lowerToText(right, context)] };
}

function arrays(left: LoweredArgument, right: LoweredArgument, context: LoweringContext): MongoExpression {
  const isArray = (argument: LoweredArgument) => argument.type.name === 'array';
  // NULL beside an array is an empty one; a NULL element is an element.
  if (isArray(left) && isArray(right)) {
    return bind(context, [left.expression, right.expression], (a, b) =>
      cond(
        { $and: [isNull(a), isNull(b)] },
        literal(null),
        joinedArrays(context, orEmpty(a, left.nullable), orEmpty(b, right.nullable)),
      ),
    );
  }
  const element = (argument: LoweredArgument): MongoExpression => [{ $ifNull: [argument.expression, null] }];
  if (isArray(left)) {
    if (right.type.name === 'null') return left.expression;
    return { $concatArrays: [orEmpty(left.expression, left.nullable), element(right)] };
  }
  if (left.type.name === 'null') return right.expression;
  return { $concatArrays: [element(left), orEmpty(right.expression, right.nullable)] };
}

const orEmpty = (array: MongoExpression, nullable: boolean): MongoExpression =>
  nullable ? { $ifNull: [array, literal([])] } : array;

/** `||` over constants; NULL texts give NULL, NULL arrays count as empty. */
export function evaluateConcatenation(
  left: unknown,
  right: unknown,
  leftType: SqlType,
  rightType: SqlType,
  type: SqlType,
): unknown {
  if (type.name === 'array') {
    const items = (value: unknown, of: SqlType): readonly unknown[] => {
      if (of.name === 'array') return Array.isArray(value) ? (value as unknown[]) : [];
      return of.name === 'null' ? [] : [value];
    };
    const bothArrays = leftType.name === 'array' && rightType.name === 'array';
    if (bothArrays && left === null && right === null) return null;
    // An array beside an array of arrays is one more element of it.
    const nested = (value: unknown) => Array.isArray(value) && Array.isArray(value[0]);
    if (nested(left) && Array.isArray(right) && !nested(right)) return [...items(left, leftType), right];
    if (nested(right) && Array.isArray(left) && !nested(left)) return [left, ...items(right, rightType)];
    return [...items(left, leftType), ...items(right, rightType)];
  }
  if (left === null || right === null) return null;
  if (type.name === 'document') {
    if (Array.isArray(left) || Array.isArray(right)) return [left, right].flat(1);
    return { ...(left as object), ...(right as object) };
  }
  return printValue(left, leftType) + printValue(right, rightType);
}
