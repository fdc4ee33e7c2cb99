import { bind, choose, cond, hasType, literal, strictly } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import { isPlainObject } from './json-values.ts';
import type { LoweredArgument, LoweringContext } from './lowering.ts';
import { raise } from './raise.ts';
import { compareValues } from './operators/evaluate-comparison.ts';

// `@>` over JSON: an object holds another that has some of its fields, an array another that has some of its elements, in whatever order, and so
// on within them. Beside a constant an expression for each of its levels can be written; between values of rows one for a few levels.

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

/** How many objects and arrays may stand in one another in the part, where it is no constant. */
const mostLevels = 7;

/** Whether a value holds another: each member of the part must be held by the field of its name, or by some element. */
function lowerHoldsValue(
  context: LoweringContext,
  whole: MongoExpression,
  part: MongoExpression,
  levels: number,
): MongoExpression {
  const [member, other, field] = [context.fresh('member'), context.fresh('other'), context.fresh('field')];
  const isKind = (kind: string) => ({ $and: [hasType(part, kind), hasType(whole, kind)] });
  const plain = cond(hasType(part, 'object', 'array'), false, { $eq: [whole, part] });
  if (levels === 0) {
    const tooDeep = raise(
      'argument',
      `@> looks ${mostLevels} levels into JSON where neither side is a constant.`,
    );
    return cond({ $or: [isKind('object'), isKind('array')] }, { $eq: [tooDeep, 0] }, plain);
  }
  const members = choose(
    [
      [isKind('object'), { $objectToArray: part }],
      [isKind('array'), { $map: { input: part, as: member, in: { v: `$$${member}` } } }],
    ],
    null,
  );
  return bind(context, [members], (found) => {
    const named = {
      $filter: {
        input: { $objectToArray: whole },
        as: field,
        cond: { $eq: [`$$${field}.k`, `$$${member}.k`] },
      },
    };
    const beside = cond(
      hasType(whole, 'array'),
      { $map: { input: whole, as: other, in: { v: `$$${other}` } } },
      named,
    );
    const held = lowerHoldsValue(context, `$$${other}.v`, `$$${member}.v`, levels - 1);
    const each = { $anyElementTrue: [{ $map: { input: beside, as: other, in: held } }] };
    return cond(
      hasType(found, 'array'),
      { $allElementsTrue: [{ $map: { input: found, as: member, in: each } }] },
      plain,
    );
  });
}

/** `whole @> part` of JSON. An array holds a scalar that is one of its elements. */
export function lowerJsonContains(
  whole: LoweredArgument,
  part: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const { constant } = part;
  if (constant !== undefined)
    return strictly(context, [whole], (value) => {
      const held = lowerHolds(context, value, constant);
      return isScalar(constant) ? { $or: [held, lowerHolds(context, value, [constant])] } : held;
    });
  const known = whole.constant;
  if (known === undefined)
    return strictly(context, [whole, part], (value, given) => {
      const element = { $in: [given, cond(hasType(value, 'array'), value, [])] };
      const isOne = { $and: [{ $not: [hasType(given, 'object', 'array')] }, element] };
      return { $or: [isOne, lowerHoldsValue(context, value, given, mostLevels)] };
    });
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
