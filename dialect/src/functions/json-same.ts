import { bind, cond, hasType, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import { isPlainObject } from './json-values.ts';
import type { LoweringContext } from './lowering.ts';

// MongoDB tells documents apart by the order of their fields; JSON does not. Beside a constant an expression for each field can be written.

/** Whether a value is the same as a constant object or array, whose objects may have their fields in another order. */
export function lowerSameJson(
  context: LoweringContext,
  value: MongoExpression,
  constant: unknown,
): MongoExpression {
  const isObject = isPlainObject(constant);
  if (!isObject && !Array.isArray(constant)) return { $eq: [value, literal(constant)] };
  return bind(context, [value], (found) => {
    const size = { $size: isObject ? { $objectToArray: found } : found };
    const members = isObject
      ? Object.entries(constant).map(
          ([name, each]) => [{ $getField: { field: literal(name), input: found } }, each] as const,
        )
      : constant.map((each, index) => [{ $arrayElemAt: [found, index] }, each] as const);
    const same = [
      { $eq: [size, members.length] },
      ...members.map(([member, each]) => lowerSameJson(context, member, each)),
    ];
    return cond(hasType(found, isObject ? 'object' : 'array'), { $and: same }, false);
  });
}

/** Whether a constant is or holds an object of several fields, which MongoDB compares in their order. */
export const hasFieldOrder = (constant: unknown): boolean =>
  Array.isArray(constant)
    ? constant.some(hasFieldOrder)
    : isPlainObject(constant) &&
      (Object.keys(constant).length > 1 || Object.values(constant).some(hasFieldOrder));
