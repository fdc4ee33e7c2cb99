import type { SqlType } from '../../catalog/types.ts';
import type { ValueOperator } from '../../syntax/ast/query.ts';
import { readArrayText } from '../casts/array-text.ts';
import { lowerToText } from '../casts/lower-to-text.ts';
import { printJson } from '../casts/print-value.ts';
import { bind, cond, hasType, isNull, literal, strictly } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { unknownType } from '../values.ts';
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
  if (key.type.name === 'int' || key.type.name === 'long') {
    return strictly(context, [container, key], (value, index) =>
      cond(hasType(value, 'array'), elementAt(value, index), literal(null)),
    );
  }
  return strictly(context, [container, key], (value, name) => ({
    $first: [
      {
        $map: {
          input: { $filter: { input: { $objectToArray: value }, cond: { $eq: ['$$this.k', name] } } },
          in: '$$this.v',
        },
      },
    ],
  }));
}

function pathOf(constant: unknown): readonly string[] | undefined {
  if (Array.isArray(constant)) return constant.map(String);
  if (typeof constant !== 'string') return undefined;
  return readArrayText(constant).map((step) => String(step));
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
  whole: LoweredArgument,
  part: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const known = part.constant;
  if (part.type.name === 'document' && isPlainObject(known))
    return lowerContainsDocument(context, whole.expression, known);
  return strictly(context, [whole, part], (value, subset) => {
    const all: MongoExpression = { $setIsSubset: [subset, value] };
    // NULL is equal to no element, not to another NULL either.
    const test = hasNoNull(part) ? all : { $and: [{ $not: [{ $in: [null, subset] }] }, all] };
    return ofArrays([whole, part], [value, subset], test);
  });
}

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

const hasNoNull = ({ constant }: LoweredArgument): boolean =>
  Array.isArray(constant) && !constant.includes(null);

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !('_bsontype' in value) &&
  !(value instanceof Date);

// Every field of the constant must be there with its value; an inner document may have more fields.
function lowerContainsDocument(
  context: LoweringContext,
  whole: MongoExpression,
  part: Record<string, unknown>,
): MongoExpression {
  return bind(context, [whole], (value) => ({
    $and: [
      hasType(value, 'object'),
      ...Object.entries(part).map(([name, expected]) => {
        const actual = fieldOf(value, name);
        if (isPlainObject(expected)) return lowerContainsDocument(context, actual, expected);
        if (Array.isArray(expected)) {
          return bind(context, [actual], (array) =>
            cond({ $isArray: [array] }, { $setIsSubset: [literal(expected), array] }, false),
          );
        }
        return { $eq: [actual, literal(expected)] };
      }),
    ],
  }));
}

/** The JSON and array operators. `->>` and `#>>` give text. */
export function lowerContainerOperator(
  operator: ContainerOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  switch (operator) {
    case '->':
      return lowerAccess(left, right, context);
    case '->>':
      return lowerToText(
        { expression: lowerAccess(left, right, context), type: unknownType, nullable: true },
        context,
      );
    case '#>':
      return lowerPath(left, right, context);
    case '#>>':
      return lowerToText(
        { expression: lowerPath(left, right, context), type: unknownType, nullable: true },
        context,
      );
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

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : printJson(value);
}

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    const items = Array.isArray(whole) ? (whole as unknown[]) : [whole];
    return part.every((each) => items.some((item) => contains(item, each)));
  }
  if (isPlainObject(part)) {
    return (
      isPlainObject(whole) &&
      Object.entries(part).every(([name, each]) => Object.hasOwn(whole, name) && contains(whole[name], each))
    );
  }
  return whole !== null && part !== null && compareValues(whole, part) === 0;
}

const flat = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.flat(Infinity) : [value]);

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
      return leftType.name === 'array' ? contains(flat(left), flat(right)) : contains(left, right);
    case '<@':
      return leftType.name === 'array' ? contains(flat(right), flat(left)) : contains(right, left);
    case '&&':
      return flat(left).some((item) => item !== null && contains(flat(right), [item]));
    case '?':
      if (Array.isArray(left)) return left.includes(right);
      return isPlainObject(left) ? Object.hasOwn(left, String(right)) : left === right;
  }
}
