import type { SqlType } from '../catalog/types.ts';
import { readArrayText } from './casts/array-text.ts';
import { bind, choose, cond, hasType, literal, strictly, unlessNull } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, LoweringContext, ScalarFunction } from './lowering.ts';
import { inside, isPlainObject } from './json-values.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { booleanType, documentType, SqlError, toNumber } from './values.ts';

// Documents with something in them replaced, added or taken away. The path is a constant list of names and positions, so that an expression
// for each step can be written.

type Fields = Readonly<Record<string, unknown>>;

/** What a change makes of the object or array in which the last step of a path is. Negative positions count from the end. */
interface Change {
  readonly object: (object: Fields, name: string) => unknown;
  readonly array: (array: readonly unknown[], index: number) => unknown;
  readonly lowerObject: (object: MongoExpression, name: string) => MongoExpression;
  readonly lowerArray: (array: MongoExpression, index: number) => MongoExpression;
}

/** The position that a step is. MongoDB counts in 32 bits, and no array is longer. */
const position = (step: string): number | undefined =>
  /^[+-]?\d+$/.test(step) ? Math.max(-(2 ** 31), Math.min(Number(step), 2 ** 31 - 1)) : undefined;

/** The steps of a constant path; a text is the written form of an array. */
export function pathOf(constant: unknown): readonly string[] | undefined {
  if (Array.isArray(constant)) return constant.map(String);
  return typeof constant === 'string' ? readArrayText(constant).map(String) : undefined;
}

function edit(value: unknown, steps: readonly string[], change: Change): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const isLast = rest.length === 0;
  if (Array.isArray(value)) {
    const index = position(step);
    if (index === undefined) throw new SqlError(`'${step}' in a path is no position in an array`);
    if (isLast) return change.array(value as unknown[], index);
    const place = index < 0 ? value.length + index : index;
    return place in value ? value.with(place, edit(value[place], rest, change)) : (value as unknown[]);
  }
  if (!isPlainObject(value)) return value;
  if (isLast) return change.object(value, step);
  return Object.hasOwn(value, step) ? { ...value, [step]: edit(value[step], rest, change) } : value;
}

function lowerEdit(
  context: LoweringContext,
  value: MongoExpression,
  steps: readonly string[],
  change: Change,
): MongoExpression {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const index = position(step);
  return bind(context, [value], (found) => {
    const either = (object: MongoExpression, array: (at: number) => MongoExpression): MongoExpression =>
      choose(
        [
          [hasType(found, 'object'), object],
          [
            hasType(found, 'array'),
            index === undefined
              ? raise('argument', `'${step}' in a path is no position in an array`)
              : array(index),
          ],
        ],
        found,
      );
    if (rest.length === 0)
      return either(change.lowerObject(found, step), (at) => change.lowerArray(found, at));
    // Written once for both: else each position in a path would double what is behind it.
    const member = either(fieldOf(found, step), (at) => ({ $arrayElemAt: [found, at] }));
    return bind(context, [lowerEdit(context, member, rest, change)], (edited) =>
      either(cond(has(found, step), setField(found, step, edited), found), (at) =>
        withPlace(found, at, () => [edited]),
      ),
    );
  });
}

const fieldOf = (object: MongoExpression, name: string): MongoExpression => ({
  $getField: { field: literal(name), input: object },
});
const setField = (object: MongoExpression, name: string, value: MongoExpression): MongoExpression => ({
  $setField: { field: literal(name), input: object, value },
});
const has = (object: MongoExpression, name: string): MongoExpression => ({
  $ne: [{ $type: fieldOf(object, name) }, 'missing'],
});
const isWithin = (array: MongoExpression, index: number): MongoExpression =>
  index < 0 ? { $gte: [{ $size: array }, -index] } : { $gt: [{ $size: array }, index] };

/** The array with what `build` makes of the element at a place instead of that element; the array as it is where it has none there. */
function withPlace(
  array: MongoExpression,
  index: MongoExpression,
  build: (element: MongoExpression) => readonly MongoExpression[],
): MongoExpression {
  const element = { $arrayElemAt: [array, '$$this'] };
  const place = cond({ $lt: [index, 0] }, { $add: [{ $size: array }, index] }, index);
  return {
    $reduce: {
      input: { $range: [0, { $size: array }] },
      initialValue: [],
      in: { $concatArrays: ['$$value', cond({ $eq: ['$$this', place] }, build(element), [element])] },
    },
  };
}

const placeOf = (array: readonly unknown[], index: number): number =>
  index < 0 ? array.length + index : index;

/** Sets an element or a field; with `create` also one that is not there: in an array at the end that its position is beyond. */
const setting = (value: unknown, expression: MongoExpression, create: boolean): Change => ({
  object: (object, name) => (create || Object.hasOwn(object, name) ? { ...object, [name]: value } : object),
  array: (array, index) => {
    const place = placeOf(array, index);
    if (place in array) return array.with(place, value);
    if (!create) return array;
    return index < 0 ? [value, ...array] : [...array, value];
  },
  lowerObject: (object, name) => {
    const set = setField(object, name, expression);
    return create ? set : cond(has(object, name), set, object);
  },
  lowerArray: (array, index) => {
    const set = withPlace(array, index, () => [expression]);
    const added = { $concatArrays: index < 0 ? [[expression], array] : [array, [expression]] };
    return create ? cond(isWithin(array, index), set, added) : set;
  },
});

const taken = (name: string) => `There is a field ${name} already: JSONB_SET replaces it`;

/** Adds a field, or an element before or behind that at a position. */
const inserting = (value: unknown, expression: MongoExpression, behind: boolean): Change => ({
  object: (object, name) => {
    if (Object.hasOwn(object, name)) throw new SqlError(taken(name));
    return { ...object, [name]: value };
  },
  array: (array, index) => {
    const place = placeOf(array, index);
    if (!(place in array)) return index < 0 ? [value, ...array] : [...array, value];
    return array.toSpliced(behind ? place + 1 : place, 0, value);
  },
  lowerObject: (object, name) =>
    cond(has(object, name), raise('argument', taken(name)), setField(object, name, expression)),
  lowerArray: (array, index) => {
    const added = { $concatArrays: index < 0 ? [[expression], array] : [array, [expression]] };
    const inserted = withPlace(array, index, (element) =>
      behind ? [element, expression] : [expression, element],
    );
    return cond(isWithin(array, index), inserted, added);
  },
});

const deleting: Change = {
  object: (object, name) => without(object, [name]),
  array: (array, index) => array.filter((_, at) => at !== placeOf(array, index)),
  lowerObject: (object, name) => setField(object, name, '$$REMOVE'),
  lowerArray: (array, index) => withPlace(array, index, () => []),
};

const without = (object: Fields, names: readonly unknown[]): Fields =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

const notFrom = (what: string) => `- takes a position from an array, not from ${what}`;

/** `document - 'name'`, `- position` and `- ARRAY[names]`. */
export function evaluateWithout(value: unknown, key: unknown): unknown {
  if (typeof key === 'string' || Array.isArray(key)) {
    const names: readonly unknown[] = [key].flat();
    if (Array.isArray(value)) return (value as unknown[]).filter((each) => !names.includes(each));
    if (isPlainObject(value)) return without(value, names);
  } else if (Array.isArray(value)) return deleting.array(value as unknown[], toNumber(key));
  throw new SqlError(notFrom(isPlainObject(value) ? 'an object' : 'a scalar'));
}

export function lowerWithout(
  document: LoweredArgument,
  key: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const { name: kind } = key.likely ?? key.type;
  const byName = kind === 'text' || kind === 'array';
  return strictly(context, [document, key], (value, given) => {
    const names = kind === 'array' ? given : [given];
    const refused = raise('argument', notFrom(''), { $type: value });
    const kept = (input: MongoExpression, name: string): MongoExpression => ({
      $filter: { input, cond: { $not: [{ $in: [name, names] }] } },
    });
    return choose(
      [
        [hasType(value, 'array'), byName ? kept(value, '$$this') : withPlace(value, given, () => [])],
        [
          { $and: [byName, hasType(value, 'object')] },
          { $arrayToObject: kept({ $objectToArray: value }, '$$this.k') },
        ],
      ],
      // A number in JSON may be calculated with.
      byName ? refused : cond({ $isNumber: value }, { $subtract: [value, given] }, refused),
    );
  });
}

/** A function that changes a document at a constant path. */
function editing(
  row: Pick<ScalarFunction, 'name' | 'aliases' | 'documentation' | 'example' | 'signatures'>,
  changeOf: (value: unknown, expression: MongoExpression, flag: unknown) => Change,
): ScalarFunction {
  return {
    ...row,
    category: 'document',
    nulls: 'own',
    lower: ({ args, it: [document, , value], context }: CallToLower) => {
      const steps = pathOf(args[1]?.constant);
      const flag = args[3] ? args[3].constant : undefined;
      if (!steps || (args[3] && flag === undefined)) {
        context.refuse(`The path of ${row.name}, and what stands behind the value, must be constants.`);
        return literal(null);
      }
      const strict = args.filter((arg, index) => index !== 2 || !isJsonNull(arg.constant, arg.type));
      return unlessNull(strict, lowerEdit(context, document, steps, changeOf(undefined, value, flag)));
    },
    evaluate: (args, { types }) => {
      const [document, path, value, flag] = args;
      if (args.some((arg, index) => arg === null && (index !== 2 || !isJsonNull(arg, types[2])))) return null;
      const member = inside(value, types[2] ?? documentType);
      return edit(document, pathOf(path) ?? [], changeOf(member, undefined, flag));
    },
  };
}

/** Whether it is JSON's null, which a document may hold, and not that of SQL. */
const isJsonNull = (constant: unknown, type: SqlType | undefined): boolean =>
  constant === null && type?.name === 'document';

/** A value set at a path of fields, as $set has it: in each document of an array, and in a new one where there is none. */
function lowerSet(
  context: LoweringContext,
  document: MongoExpression,
  [name = '', ...inner]: readonly string[],
  value: MongoExpression,
): MongoExpression {
  return bind(context, [document], (whole) => {
    const isArray = hasType(whole, 'array');
    const each = context.fresh('each');
    const one = `$$${each}`;
    const given = inner.length > 0 ? lowerSet(context, fieldOf(one, name), inner, value) : value;
    const set = setField(cond(hasType(one, 'object'), one, literal({})), name, given);
    // Written once for both: else each name in a path would double what is behind it.
    const all = { $map: { input: cond(isArray, whole, [whole]), as: each, in: set } };
    return bind(context, [all], (made) => cond(isArray, made, { $arrayElemAt: [made, 0] }));
  });
}

function evaluateSet(document: unknown, [name = '', ...inner]: readonly string[], value: unknown): unknown {
  const set = (one: unknown): object => {
    const before = isPlainObject(one) ? one : {};
    return { ...before, [name]: inner.length > 0 ? evaluateSet(before[name], inner, value) : value };
  };
  return Array.isArray(document) ? document.map(set) : set(document);
}

export const documentEditFunctions: readonly ScalarFunction[] = [
  editing(
    {
      name: 'JSONB_SET',
      aliases: ['JSON_SET'],
      documentation:
        'The document with another value at a constant path of names and positions. One that is not there is added, unless the fourth argument is false.',
      example: { sql: `JSONB_SET('{"a": {"b": 1}}', '{a,b}', '2')`, result: '{"a": {"b": 2}}' },
      signatures: [signature('document, path array, value json, [create boolean]', documentType)],
    },
    (value, expression, create) => setting(value, expression, create !== false),
  ),
  editing(
    {
      name: 'JSONB_INSERT',
      documentation:
        'The document with a value added at a constant path: a new field, or an element before the one at that position, behind it where the fourth argument is true.',
      example: { sql: `JSONB_INSERT('{"a": [1, 3]}', '{a,1}', '2')`, result: '{"a": [1, 2, 3]}' },
      signatures: [signature('document, path array, value json, [behind boolean]', documentType)],
    },
    (value, expression, behind) => inserting(value, expression, behind === true),
  ),
  editing(
    {
      name: 'JSONB_DELETE_PATH',
      documentation:
        'The document without what stands at a constant path of names and positions; also written document #- path.',
      example: { sql: `JSONB_DELETE_PATH('{"a": {"b": 1, "c": 2}}', '{a,b}')`, result: '{"a": {"c": 2}}' },
      signatures: [signature('document, path array', documentType)],
    },
    () => deleting,
  ),
  {
    name: 'DOCUMENT_SET',
    category: 'document',
    documentation:
      'The document with a value in a field of a constant name, `a.b` for one within another, as SET document.field = value leaves it: in each document of an array; what is none becomes one.',
    example: { sql: `DOCUMENT_SET('{"a": 1}'::json, 'b', 2)`, result: '{"a": 1, "b": 2}' },
    signatures: [signature('document any, name text, value any', documentType)],
    nulls: 'own',
    lower: ({ args, it: [document, , value], context }) => {
      const name = args[1]?.constant;
      if (typeof name !== 'string') {
        context.refuse('The name of DOCUMENT_SET must be a constant text.');
        return literal(null);
      }
      return lowerSet(context, document, name.split('.'), { $ifNull: [value, null] });
    },
    evaluate: ([document, name, value], { types }) =>
      evaluateSet(document, String(name).split('.'), inside(value, types[2] ?? documentType)),
  },
  {
    name: 'JSONB_EXISTS_ANY',
    category: 'document',
    documentation:
      'Whether one of some names is a field of the document, or a text in the JSON array; also written document ?| names.',
    example: { sql: `JSONB_EXISTS_ANY('{"a": 1}', ARRAY['a', 'b'])`, result: 'true' },
    signatures: [signature('document, names array', booleanType)],
    nulls: 'strict',
    lower: ({ it: [value, names], context }) =>
      bind(context, [namesIn(value)], (found) => ({ $ne: [{ $setIntersection: [found, names] }, []] })),
    evaluate: ([value, names]) => (names as unknown[]).some((name) => evaluateNames(value).includes(name)),
  },
  {
    name: 'JSONB_EXISTS_ALL',
    category: 'document',
    documentation:
      'Whether all of some names are fields of the document, or texts in the JSON array; also written document ?& names.',
    example: { sql: `JSONB_EXISTS_ALL('{"a": 1}', ARRAY['a', 'b'])`, result: 'false' },
    signatures: [signature('document, names array', booleanType)],
    nulls: 'strict',
    lower: ({ it: [value, names], context }) =>
      bind(context, [namesIn(value)], (found) => ({ $setIsSubset: [names, found] })),
    evaluate: ([value, names]) => (names as unknown[]).every((name) => evaluateNames(value).includes(name)),
  },
];

/** The names that a JSON value has: of its fields, its elements, or the text that it is. */
const namesIn = (value: MongoExpression): MongoExpression =>
  choose(
    [
      [hasType(value, 'object'), { $map: { input: { $objectToArray: value }, in: '$$this.k' } }],
      [hasType(value, 'array'), value],
    ],
    [value],
  );

const evaluateNames = (value: unknown): readonly unknown[] =>
  isPlainObject(value) ? Object.keys(value) : [value].flat();
