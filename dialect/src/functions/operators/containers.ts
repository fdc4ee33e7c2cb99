import type { SqlType } from '../../catalog/types.ts';
import type { ValueOperator } from '../../syntax/ast/query.ts';
import { lowerMemberText } from '../casts/lower-json-text.ts';
import { printMemberText } from '../casts/print-value.ts';
import { bind, choose, cond, hasType, isNull, literal, strictly, unfolded } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { coerceUntyped } from '../constant.ts';
import { evaluateJsonContains, lowerJsonContains } from '../json-contains.ts';
import { pathOf } from '../json-edit.ts';
import { isPlainObject } from '../json-values.ts';
import { documentType } from '../values.ts';
import { compareValues } from './evaluate-comparison.ts';

export type ContainerOperator = Extract<
  ValueOperator,
  '@>' | '<@' | '&&' | '->' | '->>' | '#>' | '#>>' | '?'
>;

export const isContainerOperator = (operator: ValueOperator): operator is ContainerOperator =>
  ['@>', '<@', '&&', '->', '->>', '#>', '#>>', '?'].includes(operator);

/** One step into a document or array: a name, or a position counted from 0, from the end where negative. NULL where there is none. */
export function lowerStep(
  context: LoweringContext,
  container: MongoExpression,
  step: string | number,
): MongoExpression {
  if (typeof step === 'string' && /^-?\d+$/.test(step)) {
    return bind(context, [container], (value) =>
      cond(hasType(value, 'array'), elementAt(value, Number(step)), fieldOf(value, step)),
    );
  }
  if (typeof step === 'string') return fieldOf(container, step);
  return bind(context, [container], (value) =>
    cond(hasType(value, 'array'), elementAt(value, step), literal(null)),
  );
}

const elementAt = (array: MongoExpression, index: MongoExpression): MongoExpression => ({
  $arrayElemAt: [array, index],
});

/** A field by any name, dots and dollars included; an array has no fields. */
const fieldOf = (document: MongoExpression, name: string): MongoExpression => ({
  $getField: { field: literal(name), input: document },
});

function lowerAccess(
  container: LoweredArgument,
  key: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const step = key.constant;
  if (typeof step === 'string') return fieldOf(container.expression, step);
  if (step !== undefined && step !== null)
    return lowerStep(context, container.expression, Number(String(step)));
  // What the key is decides: a number is a place in an array, a text the name of a field.
  return strictly(context, [container, key], (value, given) => {
    const place = cond({ $isNumber: given }, elementAt(value, { $toInt: given }), null);
    const named = { $filter: { input: { $objectToArray: value }, cond: { $eq: ['$$this.k', given] } } };
    return choose(
      [
        [hasType(value, 'array'), place],
        [hasType(value, 'object'), { $first: [{ $map: { input: named, in: '$$this.v' } }] }],
      ],
      null,
    );
  });
}

function lowerPath(
  container: LoweredArgument,
  path: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const steps = pathOf(path.constant);
  if (!steps) {
    context.refuse('The path of #> and #>> must be a constant.');
    return literal(null);
  }
  return steps.reduce<MongoExpression>(
    (value, step) => lowerStep(context, value, step),
    container.expression,
  );
}

function lowerContains(
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const [whole, part] = [left, right].map(asJson) as [LoweredArgument, LoweredArgument];
  const types = [whole, part].map(({ type, likely }) => (type.name === 'unknown' ? likely : type)?.name);
  const isCertain = [whole, part].some(({ type }) => type.name === 'document' || type.json === true);
  if (isCertain || (types.includes('document') && !types.includes('array')))
    return lowerJsonContains(whole, part, context);
  return strictly(context, [whole, part], (value, subset) => {
    // MongoDB would fail on it before it is told that no array is asked for.
    if ([whole, part].some(isNoArray)) return literal(false);
    const all: MongoExpression = { $setIsSubset: [subset, value] };
    // NULL is equal to no element, not to another NULL either.
    const test = hasNoNull(part) ? all : { $and: [{ $not: [{ $in: [null, subset] }] }, all] };
    return ofArrays([whole, part], [value, subset], test);
  });
}

/** A text that is still without a type is JSON: beside an array it would be one. */
const asJson = (argument: LoweredArgument): LoweredArgument =>
  argument.untyped ? coerceUntyped(argument, documentType, true) : argument;

function lowerOverlaps(
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  return strictly(context, [left, right], (a, b) => {
    const common: MongoExpression = { $setIntersection: [a, b] };
    const known = [left, right].some(hasNoNull);
    return ofArrays([left, right], [a, b], {
      $ne: [known ? common : { $setDifference: [common, [null]] }, []],
    });
  });
}

/** A test of arrays, which does not hold where one of the values is none. */
function ofArrays(
  given: readonly LoweredArgument[],
  values: readonly MongoExpression[],
  test: MongoExpression,
): MongoExpression {
  if (given.every(({ type }) => type.name === 'array')) return test;
  return cond({ $and: values.map((value) => ({ $isArray: [value] })) }, test, false);
}

const isNoArray = ({ constant }: LoweredArgument): boolean =>
  constant !== undefined && !Array.isArray(constant);

const hasNoNull = ({ constant }: LoweredArgument): boolean =>
  Array.isArray(constant) && !constant.includes(null);

/** The JSON and array operators. `->>` and `#>>` give text. */
export function lowerContainerOperator(
  operator: ContainerOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  return unfolded(context, [left, right], ([first = left, second = right]) =>
    lowerUnfolded(operator, first, second, context),
  );
}

function lowerUnfolded(
  operator: ContainerOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  switch (operator) {
    case '->':
      return lowerAccess(left, right, context);
    case '->>':
      return lowerMemberText(context, lowerAccess(left, right, context));
    case '#>':
      return lowerPath(left, right, context);
    case '#>>':
      return lowerMemberText(context, lowerPath(left, right, context));
    case '@>':
      return lowerContains(left, right, context);
    case '<@':
      return lowerContains(right, left, context);
    case '&&':
      return lowerOverlaps(left, right, context);
    case '?':
      return lowerHasKey(left, right, context);
  }
}

function lowerHasKey(
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  return strictly(context, [left, right], (value, key) => {
    const names = { $map: { input: { $objectToArray: value }, in: '$$this.k' } };
    return {
      $switch: {
        branches: [
          { case: hasType(value, 'object'), then: { $in: [key, names] } },
          { case: { $isArray: [value] }, then: { $in: [key, value] } },
        ],
        default: cond(isNull(value), null, { $eq: [value, key] }),
      },
    };
  });
}

function step(container: unknown, key: unknown): unknown {
  if (Array.isArray(container)) {
    const index = Number(key);
    return Number.isInteger(index) ? ((container as unknown[]).at(index) ?? null) : null;
  }
  if (!isPlainObject(container)) return null;
  return Object.hasOwn(container, String(key)) ? (container[String(key)] ?? null) : null;
}

const asText = (value: unknown): string | null =>
  value === null || value === undefined ? null : printMemberText(value);

const flat = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.flat(Infinity) : [value]);

/** Whether an array has all elements of another; NULL is equal to none. */
const holdsAll = (whole: unknown, part: unknown): boolean =>
  flat(part).every(
    (each) => each !== null && flat(whole).some((item) => item !== null && compareValues(item, each) === 0),
  );

/** The same operators over constants that are not NULL. */
export function evaluateContainerOperator(
  operator: ContainerOperator,
  left: unknown,
  right: unknown,
  leftType: SqlType,
): unknown {
  switch (operator) {
    case '->':
      return step(left, right);
    case '->>':
      return asText(step(left, right));
    case '#>':
    case '#>>': {
      const found = (pathOf(right) ?? []).reduce<unknown>((value, key) => step(value, key), left);
      return operator === '#>' ? found : asText(found);
    }
    case '@>':
      return leftType.name === 'array' ? holdsAll(left, right) : evaluateJsonContains(left, right);
    case '<@':
      return leftType.name === 'array' ? holdsAll(right, left) : evaluateJsonContains(right, left);
    case '&&':
      return flat(left).some((item) => holdsAll(right, [item]));
    case '?':
      if (Array.isArray(left)) return left.includes(right);
      return isPlainObject(left) ? Object.hasOwn(left, String(right)) : left === right;
  }
}
