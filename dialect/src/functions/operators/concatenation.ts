import type { SqlType } from '../../catalog/types.ts';
import { lowerToText } from '../casts/lower-to-text.ts';
import { printValue } from '../casts/print-value.ts';
import { joinedArrays } from '../array-depth.ts';
import { bind, choose, cond, hasType, isNull, literal, strictly } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import { isPlainObject } from '../json-values.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';

/** `||`: texts (of anything), arrays with arrays or elements, and documents. `type` comes from operatorType. */
export function lowerConcatenation(
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  const isOpen = [left, right].some((argument) => argument.type.name === 'unknown');
  if (type.name === 'array' && !isOpen) return arrays(left, right, context);
  const isJson = type.name === 'document' || [left, right].some((argument) => argument.type.json);
  if (isJson && type.name !== 'text') return strictly(context, [left, right], documents);
  if (type.name === 'array' || type.name === 'unknown') return open(left, right, context);
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

/** Two objects become one with the fields of both; other values of JSON become one array. */
function documents(left: MongoExpression, right: MongoExpression): MongoExpression {
  const listed = (value: MongoExpression) => cond({ $isArray: [value] }, value, [value]);
  const objects = { $and: [hasType(left, 'object'), hasType(right, 'object')] };
  return cond(objects, { $mergeObjects: [left, right] }, { $concatArrays: [listed(left), listed(right)] });
}

/** Fields that hold arrays or documents, or may, though nobody declared them: each row's values decide. */
function open(left: LoweredArgument, right: LoweredArgument, context: LoweringContext): MongoExpression {
  const isArray = ({ type, likely }: LoweredArgument) => (likely ?? type).name === 'array';
  if (![left, right].some(isArray)) return strictly(context, [left, right], documents);
  const listed = (argument: LoweredArgument, value: MongoExpression): MongoExpression =>
    choose(
      [
        [{ $isArray: [value] }, value],
        [{ $and: [isArray(argument) || argument.type.name === 'null', isNull(value)] }, []],
      ],
      [{ $ifNull: [value, null] }],
    );
  return bind(context, [left.expression, right.expression], (a, b) => {
    const joined = joinedArrays(context, listed(left, a), listed(right, b));
    return [left, right].every(isArray) ? cond({ $and: [isNull(a), isNull(b)] }, null, joined) : joined;
  });
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
    const noElement = [leftType, rightType].every(({ name }) => name === 'array' || name === 'null');
    if (noElement && left === null && right === null) return null;
    // An array beside an array of arrays is one more element of it.
    const nested = (value: unknown) => Array.isArray(value) && Array.isArray(value[0]);
    if (nested(left) && Array.isArray(right) && !nested(right)) return [...items(left, leftType), right];
    if (nested(right) && Array.isArray(left) && !nested(left)) return [left, ...items(right, rightType)];
    return [...items(left, leftType), ...items(right, rightType)];
  }
  if (left === null || right === null) return null;
  if (type.name === 'document') {
    return isPlainObject(left) && isPlainObject(right) ? { ...left, ...right } : [left, right].flat(1);
  }
  return printValue(left, leftType) + printValue(right, rightType);
}
