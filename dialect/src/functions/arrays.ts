import type { SqlType } from '../catalog/types.ts';
import { lowerOutput } from './casts/lower-to-text.ts';
import { printValue } from './casts/print-value.ts';
import { bind, cond, isNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, ScalarFunction } from './lowering.ts';
import { compareValues } from './operators/evaluate-comparison.ts';
import { signature } from './signature.ts';
import { commonType, plainType } from './type-rules.ts';
import { arrayOf, booleanType, elementTypeOf, intType, textType, toNumber, unknownType } from './values.ts';

const elementOf = (type: SqlType | undefined): SqlType => type?.element ?? unknownType;

/** The array's type with elements that hold the other argument too. */
const joined =
  (array: number, element: number) =>
  (types: readonly SqlType[]): SqlType => {
    const other = types[element] ?? unknownType;
    return arrayOf(commonType([elementOf(types[array]), plainType(other)]) ?? unknownType);
  };

const sameArray = (types: readonly SqlType[]): SqlType => plainType(types[0] ?? unknownType);

const equal = (a: unknown, b: unknown): boolean =>
  a === null || b === null ? a === b : compareValues(a, b) === 0;

/** How long a dimension of a nested array is; NULL where it has none. */
function lowerLength(array: MongoExpression, dimension: MongoExpression, known: unknown): MongoExpression {
  const depth = known === undefined ? undefined : Number(String(known));
  const sizeOf = (value: MongoExpression): MongoExpression =>
    cond({ $and: [{ $isArray: [value] }, { $ne: [value, literal([])] }] }, { $size: value }, null);
  if (depth === 1) return sizeOf(array);
  if (depth !== undefined && depth > 1) {
    let inner = array;
    for (let level = 1; level < depth; level += 1) inner = { $first: [inner] };
    return sizeOf(inner);
  }
  return cond({ $eq: [dimension, 1] }, sizeOf(array), null);
}

function evaluateLength(array: unknown, dimension: number): number | null {
  if (dimension < 1) return null;
  let value: unknown = array;
  for (let level = 1; level < dimension; level += 1) value = Array.isArray(value) ? value[0] : null;
  return Array.isArray(value) && value.length > 0 ? value.length : null;
}

const flatten = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.flat(Infinity) : []);

function lowerToString({ args, it: [array, separator, nullText], context }: CallToLower): MongoExpression {
  const name = context.fresh('item');
  const item = `$$${name}`;
  const element: LoweredArgument = { expression: item, type: elementOf(args[0]!.type), nullable: true };
  const text = { $ifNull: [lowerOutput(element, context), nullText ?? null] };
  const texts = { $map: { input: array, as: name, in: text } };
  const present = { $filter: { input: texts, as: name, cond: { $gt: [item, null] } } };
  const all: MongoExpression = {
    $reduce: {
      input: present,
      initialValue: null,
      in: cond(isNull('$$value'), '$$this', { $concat: ['$$value', separator, '$$this'] }),
    },
  };
  return cond({ $or: [isNull(array), isNull(separator)] }, null, { $ifNull: [all, ''] });
}

export const arrayFunctions: readonly ScalarFunction[] = [
  {
    name: 'ARRAY_LENGTH',
    category: 'array',
    documentation:
      'How many elements a dimension (1 is the outermost) of an array has; NULL where it has none.',
    example: { sql: "ARRAY_LENGTH(ARRAY['a', 'b'], 1)", result: '2' },
    signatures: [signature('array, [dimension integer]', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [array, dimension] }) =>
      lowerLength(array, dimension ?? 1, args[1] ? args[1].constant : 1),
    evaluate: ([array, dimension]) =>
      evaluateLength(array, dimension === undefined ? 1 : toNumber(dimension)),
  },
  {
    name: 'CARDINALITY',
    category: 'array',
    documentation: 'How many elements an array has, inner arrays included; 0 where it is empty.',
    example: { sql: 'CARDINALITY(ARRAY[1, 2, 3])', result: '3' },
    signatures: [signature('array', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [array] }) =>
      args[0]!.type.name === 'array' ? { $size: array } : cond({ $isArray: [array] }, { $size: array }, null),
    evaluate: ([array]) => flatten(array).length,
  },
  {
    name: 'ARRAY_NDIMS',
    category: 'array',
    documentation: 'How many dimensions an array has.',
    example: { sql: 'ARRAY_NDIMS(ARRAY[[1], [2]])', result: '2' },
    signatures: [signature('array', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ it: [array] }) =>
      cond({ $eq: [array, literal([])] }, null, cond({ $isArray: [{ $first: [array] }] }, 2, 1)),
    evaluate: ([array]) => {
      let depth = 0;
      for (let value: unknown = array; Array.isArray(value); value = value[0]) depth += 1;
      return flatten(array).length === 0 ? null : depth;
    },
  },
  {
    name: 'ARRAY_LOWER',
    category: 'array',
    documentation: 'The first subscript of a dimension, counted from 1 as PostgreSQL does.',
    example: { sql: 'ARRAY_LOWER(ARRAY[1, 2], 1)', result: '1' },
    signatures: [signature('array, dimension integer', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [array, dimension], context }) =>
      bind(context, [lowerLength(array, dimension, args[1]!.constant)], (length) =>
        cond(isNull(length), null, 1),
      ),
    evaluate: ([array, dimension]) => (evaluateLength(array, toNumber(dimension)) === null ? null : 1),
  },
  {
    name: 'ARRAY_UPPER',
    category: 'array',
    documentation: 'The last subscript of a dimension, counted from 1 as PostgreSQL does.',
    example: { sql: 'ARRAY_UPPER(ARRAY[1, 2], 1)', result: '2' },
    signatures: [signature('array, dimension integer', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [array, dimension] }) => lowerLength(array, dimension, args[1]!.constant),
    evaluate: ([array, dimension]) => evaluateLength(array, toNumber(dimension)),
  },
  {
    name: 'ARRAY_DIMS',
    category: 'array',
    documentation:
      'The bounds of each dimension, counted from 1 as PostgreSQL does. For each row, of the outermost only.',
    example: { sql: 'ARRAY_DIMS(ARRAY[[1, 2], [3, 4]])', result: '[1:2][1:2]' },
    signatures: [signature('array', textType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ it: [array] }) =>
      cond({ $eq: [array, literal([])] }, null, { $concat: ['[1:', { $toString: { $size: array } }, ']'] }),
    evaluate: ([array]) => {
      let text = '';
      for (let value: unknown = array; Array.isArray(value) && value.length > 0; value = value[0]) {
        text += `[1:${value.length}]`;
      }
      return text === '' ? null : text;
    },
  },
  {
    name: 'ARRAY_FILL',
    category: 'array',
    documentation:
      'An array of one value, as long as the second argument says for each dimension (one, for each row).',
    example: { sql: 'ARRAY_FILL(7, ARRAY[3])', result: '{7,7,7}' },
    signatures: [
      signature('value any, lengths array', (types) => arrayOf(plainType(types[0] ?? unknownType))),
    ],
    nulls: 'own',
    lower: ({ it: [value, lengths] }) => ({
      $map: {
        input: { $range: [0, { $toInt: { $first: lengths } }] },
        as: 'place',
        in: { $ifNull: [value, null] },
      },
    }),
    evaluate: ([value, lengths]) => {
      const fill = (sizes: readonly unknown[]): unknown =>
        sizes.length === 0 ? value : Array.from({ length: toNumber(sizes[0]) }, () => fill(sizes.slice(1)));
      return fill((lengths as readonly unknown[] | null) ?? [0]);
    },
  },
  {
    name: 'ARRAY_APPEND',
    category: 'array',
    documentation: 'The array with one more element at its end.',
    example: { sql: 'ARRAY_APPEND(ARRAY[1, 2], 3)', result: '{1,2,3}' },
    signatures: [signature('array, element any', joined(0, 1))],
    nulls: 'own',
    lower: ({ it: [array, element] }) => ({
      $concatArrays: [{ $ifNull: [array, literal([])] }, [{ $ifNull: [element, null] }]],
    }),
    evaluate: ([array, element]) => [...((array as unknown[] | null) ?? []), element],
  },
  {
    name: 'ARRAY_PREPEND',
    category: 'array',
    documentation: 'The array with one more element at its start.',
    example: { sql: 'ARRAY_PREPEND(1, ARRAY[2, 3])', result: '{1,2,3}' },
    signatures: [signature('element any, array', joined(1, 0))],
    nulls: 'own',
    lower: ({ it: [element, array] }) => ({
      $concatArrays: [[{ $ifNull: [element, null] }], { $ifNull: [array, literal([])] }],
    }),
    evaluate: ([element, array]) => [element, ...((array as unknown[] | null) ?? [])],
  },
  {
    name: 'ARRAY_CAT',
    category: 'array',
    documentation: 'Two arrays in one.',
    example: { sql: 'ARRAY_CAT(ARRAY[1], ARRAY[2])', result: '{1,2}' },
    signatures: [
      signature('first array, second array', (types) => commonType(types.map(plainType)) ?? unknownType),
    ],
    nulls: 'own',
    lower: ({ it: [first, second] }) =>
      cond({ $and: [isNull(first), isNull(second)] }, null, {
        $concatArrays: [{ $ifNull: [first, literal([])] }, { $ifNull: [second, literal([])] }],
      }),
    evaluate: ([first, second]) =>
      first === null && second === null
        ? null
        : [...((first as unknown[]) ?? []), ...((second as unknown[]) ?? [])],
  },
  {
    name: 'ARRAY_REMOVE',
    category: 'array',
    documentation: 'The array without the elements that are equal to a value.',
    example: { sql: 'ARRAY_REMOVE(ARRAY[1, 2, 1], 1)', result: '{2}' },
    signatures: [signature('array, element any', sameArray)],
    nulls: 'own',
    lower: ({ it: [array, element], context }) => {
      const name = context.fresh('item');
      const same = { $eq: [{ $ifNull: [`$$${name}`, null] }, { $ifNull: [element, null] }] };
      return cond(isNull(array), null, { $filter: { input: array, as: name, cond: { $not: [same] } } });
    },
    evaluate: ([array, element]) =>
      array === null ? null : (array as unknown[]).filter((each) => !equal(each, element)),
  },
  {
    name: 'ARRAY_REPLACE',
    category: 'array',
    documentation: 'The array with the elements that are equal to a value replaced by another.',
    example: { sql: 'ARRAY_REPLACE(ARRAY[1, 2], 2, 3)', result: '{1,3}' },
    signatures: [signature('array, from any, to any', sameArray)],
    nulls: 'own',
    lower: ({ it: [array, from, to], context }) => {
      const name = context.fresh('item');
      const same = { $eq: [{ $ifNull: [`$$${name}`, null] }, { $ifNull: [from, null] }] };
      return cond(isNull(array), null, { $map: { input: array, as: name, in: cond(same, to, `$$${name}`) } });
    },
    evaluate: ([array, from, to]) =>
      array === null ? null : (array as unknown[]).map((each) => (equal(each, from) ? to : each)),
  },
  {
    name: 'ARRAY_POSITION',
    category: 'array',
    documentation:
      'The place of the first element that is equal to a value, counted from 1; NULL where there is none.',
    example: { sql: "ARRAY_POSITION(ARRAY['a', 'b'], 'b')", result: '2' },
    signatures: [signature('array, element any, [start integer]', intType)],
    nulls: 'own',
    mayBeNull: true,
    lower: ({ it: [array, element, start], context }) => {
      const found =
        start === undefined
          ? { $indexOfArray: [array, { $ifNull: [element, null] }] }
          : { $indexOfArray: [array, { $ifNull: [element, null] }, { $subtract: [{ $toInt: start }, 1] }] };
      return bind(context, [cond(isNull(array), -1, found)], (index) =>
        cond({ $lt: [index, 0] }, null, { $add: [index, 1] }),
      );
    },
    evaluate: ([array, element, start]) => {
      if (array === null) return null;
      const from = start === undefined || start === null ? 0 : toNumber(start) - 1;
      const at = (array as unknown[]).findIndex((each, index) => index >= from && equal(each, element));
      return at < 0 ? null : at + 1;
    },
  },
  {
    name: 'ARRAY_POSITIONS',
    category: 'array',
    documentation: 'The places of the elements that are equal to a value, counted from 1.',
    example: { sql: "ARRAY_POSITIONS(ARRAY['a', 'b', 'a'], 'a')", result: '{1,3}' },
    signatures: [signature('array, element any', arrayOf(intType))],
    nulls: 'own',
    mayBeNull: true,
    lower: ({ it: [array, element], context }) => {
      const name = context.fresh('at');
      const same = {
        $eq: [
          { $ifNull: [{ $arrayElemAt: [array, { $subtract: [`$$${name}`, 1] }] }, null] },
          { $ifNull: [element, null] },
        ],
      };
      const all = { $range: [1, { $add: [{ $size: array }, 1] }] };
      return cond(isNull(array), null, { $filter: { input: all, as: name, cond: same } });
    },
    evaluate: ([array, element]) =>
      array === null
        ? null
        : (array as unknown[]).flatMap((each, index) => (equal(each, element) ? [index + 1] : [])),
  },
  {
    name: 'ARRAY_TO_STRING',
    aliases: ['ARRAY_JOIN'],
    category: 'array',
    documentation:
      'The texts of the elements in one, with a separator between them; NULLs are left out, or shown as the third text.',
    example: { sql: "ARRAY_TO_STRING(ARRAY[1, NULL, 2], ',', '*')", result: '1,*,2' },
    signatures: [signature('array, separator text, [null text]', textType)],
    nulls: 'own',
    lower: lowerToString,
    evaluate: ([array, separator, nullText], { types }) => {
      if (array === null || separator === null) return null;
      const shown = (each: unknown): string[] => {
        if (each !== null) return [printValue(each, innermost(types[0]!, each), false)];
        return nullText === undefined || nullText === null ? [] : [String(nullText)];
      };
      return flatten(array).flatMap(shown).join(String(separator));
    },
  },
  {
    name: 'STRING_TO_ARRAY',
    category: 'array',
    documentation:
      'The parts of a text between separators; those equal to the third text become NULL. Without a separator (NULL), its characters.',
    example: { sql: "STRING_TO_ARRAY('a,b,c', ',')", result: '{a,b,c}' },
    signatures: [signature('text, separator text, [null text]', arrayOf(textType))],
    nulls: 'own',
    lower: lowerStringToArray,
    evaluate: ([text, separator, nullText]) => {
      if (text === null) return null;
      const value = String(text);
      const parts =
        value === ''
          ? []
          : separator === null
            ? [...value]
            : separator === ''
              ? [value]
              : value.split(String(separator));
      return parts.map((part) => (nullText !== undefined && part === nullText ? null : part));
    },
  },
  {
    name: 'ARRAY_CONTAINS',
    aliases: ['ARRAY_HAS'],
    category: 'array',
    documentation: 'Whether an element of the array is equal to a value.',
    example: { sql: "ARRAY_CONTAINS(ARRAY['a', 'b'], 'b')", result: 'true' },
    signatures: [signature('array, element any', booleanType)],
    nulls: 'strict',
    lower: ({ args, it: [array, element] }) =>
      args[0]!.type.name === 'array'
        ? { $in: [element, array] }
        : cond({ $isArray: [array] }, { $in: [element, array] }, false),
    evaluate: ([array, element]) => (array as unknown[]).some((each) => equal(each, element)),
  },
  {
    name: 'ARRAY_REVERSE',
    category: 'array',
    documentation: 'The elements from the last to the first.',
    example: { sql: 'ARRAY_REVERSE(ARRAY[1, 2])', result: '{2,1}' },
    signatures: [signature('array', sameArray)],
    nulls: 'native',
    lower: ({ it: [array] }) => ({ $reverseArray: array }),
    evaluate: ([array]) => [...(array as unknown[])].reverse(),
  },
  {
    name: 'ARRAY_SORT',
    category: 'array',
    documentation: 'The elements in ascending order, NULLs last.',
    example: { sql: 'ARRAY_SORT(ARRAY[2, 1])', result: '{1,2}' },
    signatures: [signature('array', sameArray)],
    nulls: 'strict',
    lower: ({ it: [array], context }) => {
      const name = context.fresh('item');
      const part = (test: MongoExpression): MongoExpression => ({
        $filter: { input: array, as: name, cond: test },
      });
      return {
        $concatArrays: [
          { $sortArray: { input: part({ $gt: [`$$${name}`, null] }), sortBy: 1 } },
          part(isNull(`$$${name}`)),
        ],
      };
    },
    evaluate: ([array]) =>
      [...(array as unknown[])].sort((a, b) =>
        a === null || b === null ? Number(a === null) - Number(b === null) : (compareValues(a, b) ?? 0),
      ),
  },
  {
    name: 'TRIM_ARRAY',
    category: 'array',
    documentation: 'The array without its last n elements.',
    example: { sql: 'TRIM_ARRAY(ARRAY[1, 2, 3], 2)', result: '{1}' },
    signatures: [signature('array, n integer', sameArray)],
    nulls: 'strict',
    lower: ({ it: [array, n] }) => {
      const kept = { $subtract: [{ $size: array }, { $toInt: n }] };
      // $slice refuses a length of 0.
      return cond({ $lte: [kept, 0] }, literal([]), { $slice: [array, { $max: [kept, 1] }] });
    },
    evaluate: ([array, n]) =>
      (array as unknown[]).slice(0, Math.max((array as unknown[]).length - toNumber(n), 0)),
  },
];

const innermost = (type: SqlType, value: unknown): SqlType => {
  const element = elementTypeOf(type, value);
  return element.name === 'array' ? innermost(element, value) : element;
};

function lowerStringToArray({ args, it: [text, separator, nullText] }: CallToLower): MongoExpression {
  const known = args[1]!.constant;
  const chars = {
    $map: { input: { $range: [0, { $strLenCP: text }] }, in: { $substrCP: [text, '$$this', 1] } },
  };
  const parts =
    known === null
      ? chars
      : known === ''
        ? [text]
        : known !== undefined
          ? { $split: [text, separator] }
          : cond(
              isNull(separator),
              chars,
              cond({ $eq: [separator, ''] }, [text], { $split: [text, separator] }),
            );
  const all = cond({ $eq: [text, ''] }, literal([]), parts);
  const shown =
    nullText === undefined
      ? all
      : { $map: { input: all, in: cond({ $eq: ['$$this', nullText] }, null, '$$this') } };
  return cond(isNull(text), null, shown);
}
