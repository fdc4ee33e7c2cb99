import { bind, choose, cond, hasType, literal, strictly } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import { isPlainObject } from './json-values.ts';
import type { LoweredArgument, LoweringContext } from './lowering.ts';
import { compareValues } from './operators/evaluate-comparison.ts';

// `@>` over JSON: an object holds another that has some of its fields, an array another that has some of its elements, in whatever order, and so
// on within them. One side is a constant, so that an expression for each of its levels can be written.

/** Whether a value holds a constant. */
function lowerHolds(context: LoweringContext, whole: MongoExpression, part: unknown): MongoExpression {
  if (isPlainObject(part)) {
    return bind(context, [whole], (value) => ({
      $and: [
        hasType(value, 'object'),
        ...Object.entries(part).map(([name, each]) =>
          lowerHolds(context, { $getField: { field: literal(name), input: value } }, each),
        ),
      ],
    }));
  }
  if (!Array.isArray(part)) return { $eq: [whole, literal(part)] };
  return bind(context, [whole], (value) =>
    cond(hasType(value, 'array'), { $and: part.map((each) => hasElement(context, value, each)) }, false),
  );
}

function hasElement(context: LoweringContext, array: MongoExpression, part: unknown): MongoExpression {
  if (!isPlainObject(part) && !Array.isArray(part)) return { $in: [literal(part), array] };
  const name = context.fresh('element');
  return {
    $anyElementTrue: [{ $map: { input: array, as: name, in: lowerHolds(context, `$$${name}`, part) } }],
  };
}

/** Whether a constant holds a value. */
function lowerHeld(context: LoweringContext, part: MongoExpression, whole: unknown): MongoExpression {
  if (isPlainObject(whole)) {
    const name = context.fresh('field');
    return bind(context, [part], (value) => {
      const fields = Object.entries(whole).map(
        ([key, each]) =>
          [{ $eq: [`$$${name}.k`, literal(key)] }, lowerHeld(context, `$$${name}.v`, each)] as const,
      );
      const each = fields.length === 0 ? false : choose(fields, false);
      return cond(
        hasType(value, 'object'),
        { $allElementsTrue: [{ $map: { input: { $objectToArray: value }, as: name, in: each } }] },
        false,
      );
    });
  }
  if (!Array.isArray(whole)) return { $eq: [part, literal(whole)] };
  const name = context.fresh('element');
  return bind(context, [part], (value) => {
    const each = { $or: whole.map((item) => lowerHeld(context, `$$${name}`, item)) };
    return cond(
      hasType(value, 'array'),
      { $allElementsTrue: [{ $map: { input: value, as: name, in: each } }] },
      false,
    );
  });
}

const isScalar = (value: unknown): boolean => !isPlainObject(value) && !Array.isArray(value);

/** `whole @> part` of JSON; undefined where neither is a constant. An array holds a scalar that is one of its elements. */
export function lowerJsonContains(
  whole: LoweredArgument,
  part: LoweredArgument,
  context: LoweringContext,
): MongoExpression | undefined {
  const { constant } = part;
  if (constant !== undefined)
    return strictly(context, [whole], (value) => {
      const held = lowerHolds(context, value, constant);
      return isScalar(constant) ? { $or: [held, lowerHolds(context, value, [constant])] } : held;
    });
  const known = whole.constant;
  if (known === undefined) return undefined;
  return strictly(context, [part], (value) => {
    const held = lowerHeld(context, value, known);
    if (!Array.isArray(known)) return held;
    const isOne = { $in: [value, literal(known.filter(isScalar))] };
    return cond(hasType(value, 'object', 'array'), held, isOne);
  });
}

function holds(whole: unknown, part: unknown): boolean {
  if (isPlainObject(part))
    return (
      isPlainObject(whole) &&
      Object.entries(part).every(([name, each]) => Object.hasOwn(whole, name) && holds(whole[name], each))
    );
  if (Array.isArray(part))
    return Array.isArray(whole) && part.every((each) => whole.some((item) => holds(item, each)));
  if (whole === null || part === null) return whole === part;
  return isScalar(whole) && compareValues(whole, part) === 0;
}

/** The same over constants. */
export const evaluateJsonContains = (whole: unknown, part: unknown): boolean =>
  holds(whole, part) || (isScalar(part) && holds(whole, [part]));
