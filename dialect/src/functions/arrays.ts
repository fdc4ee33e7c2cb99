import type { SqlType } from '../catalog/types.ts';
import { lowerOutput } from './casts/lower-to-text.ts';
import { printValue } from './casts/print-value.ts';
import { flattened, joinedArrays } from './array-depth.ts';
import { flatten } from './array-shape.ts';
import { bind, cond, isNotNull, isNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, ScalarFunction } from './lowering.ts';
import { evaluateConcatenation } from './operators/concatenation.ts';
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

/** The type of what an array holds in its last dimension. */
const innermostOf = (array: SqlType): SqlType => {
  const element = elementOf(array);
  return element.name === 'array' ? innermostOf(element) : element;
};

function lowerToString({ args, it: [array, separator, nullText], context }: CallToLower): MongoExpression {
  const name = context.fresh('item');
  const item = `$$${name}`;
  const element: LoweredArgument = { expression: item, type: innermostOf(args[0]!.type), nullable: true };
  const text = { $ifNull: [lowerOutput(element, context), nullText ?? null] };
  const texts = { $map: { input: flattened(context, array), as: name, in: text } };
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
    name: 'ARRAY_APPEND',
    category: 'array',
    documentation: 'The array with one more element at its end.',
    example: { sql: 'ARRAY_APPEND(ARRAY[1, 2], 3)', result: '{1,2,3}' },
    signatures: [signature('array, element any ofArray', joined(0, 1))],
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
    signatures: [signature('element any ofArray, array', joined(1, 0), 'the type of the array')],
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
      signature('first array, second array', (types) => {
        const [first = unknownType, second = unknownType] = types.map(plainType);
        // Beside an array of arrays, the other may be one of its rows.
        const deeper = second.element?.name === 'array' ? second : first;
        return commonType([first, second]) ?? deeper;
      }),
    ],
    nulls: 'own',
    lower: ({ it: [first, second], context }) =>
      cond(
        { $and: [isNull(first), isNull(second)] },
        null,
        joinedArrays(context, { $ifNull: [first, literal([])] }, { $ifNull: [second, literal([])] }),
      ),
    evaluate: ([first, second], { types }) =>
      evaluateConcatenation(first, second, types[0]!, types[1]!, { name: 'array' }),
  },
  {
    name: 'ARRAY_REMOVE',
    category: 'array',
    documentation: 'The array without the elements that are equal to a value.',
    example: { sql: 'ARRAY_REMOVE(ARRAY[1, 2, 1], 1)', result: '{2}' },
    signatures: [signature('array, element any ofArray', sameArray)],
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
    signatures: [signature('array, from any ofArray, to any ofArray', sameArray)],
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
    signatures: [signature('array, element any ofArray, [start integer]', intType)],
    nulls: 'own',
    mayBeNull: true,
    lower: ({ it: [array, element, start], context }) => {
      const from = start === undefined ? [] : [{ $max: [{ $subtract: [{ $toInt: start }, 1] }, 0] }];
      const found = { $indexOfArray: [array, { $ifNull: [element, null] }, ...from] };
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
    signatures: [signature('array, element any ofArray', arrayOf(intType))],
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
    signatures: [signature('array, element any ofArray', booleanType)],
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
    documentation:
      'The elements in order: ascending, or descending where that is true; NULLs at the end of the greatest, or first where that is true.',
    example: { sql: 'ARRAY_SORT(ARRAY[2, 1])', result: '{1,2}' },
    signatures: [signature('array, [descending boolean], [nulls_first boolean]', sameArray)],
    nulls: 'strict',
    lower: lowerArraySort,
    evaluate: ([array, descending = false, nullsFirst = descending]) => {
      const nulls = (array as unknown[]).filter((each) => each === null);
      const present = (array as unknown[]).filter((each) => each !== null);
      present.sort((a, b) => (compareValues(a, b) ?? 0) * (descending === true ? -1 : 1));
      return nullsFirst === true ? [...nulls, ...present] : [...present, ...nulls];
    },
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
  {
    name: 'ARRAY_SHUFFLE',
    category: 'array',
    documentation: 'The elements in an order of chance.',
    example: { sql: 'ARRAY_SHUFFLE(ARRAY[1, 2, 3])', result: '{2,3,1}' },
    signatures: [signature('array', sameArray)],
    nulls: 'strict',
    volatile: true,
    lower: ({ it: [array] }) => shuffled(array),
  },
  {
    name: 'ARRAY_SAMPLE',
    category: 'array',
    documentation: 'So many elements, chosen by chance; all of them where there are no more.',
    example: { sql: 'ARRAY_SAMPLE(ARRAY[1, 2, 3], 2)', result: '{3,1}' },
    signatures: [signature('array, n integer', sameArray)],
    nulls: 'strict',
    volatile: true,
    // $slice refuses a length of 0.
    lower: ({ it: [array, n] }) =>
      cond({ $lte: [n, 0] }, literal([]), { $slice: [shuffled(array), { $max: [{ $toInt: n }, 1] }] }),
  },
];

function lowerArraySort({ it: [array, descending, nullsFirst], context }: CallToLower): MongoExpression {
  const name = context.fresh('item');
  const part = (test: MongoExpression): MongoExpression => ({
    $filter: { input: array, as: name, cond: test },
  });
  const nulls = part(isNull(`$$${name}`));
  const sorted = { $sortArray: { input: part(isNotNull(`$$${name}`)), sortBy: 1 } };
  if (descending === undefined) return { $concatArrays: [sorted, nulls] };
  const present = cond(descending, { $reverseArray: sorted }, sorted);
  return bind(context, [present, nulls], (values, none) =>
    cond(nullsFirst ?? descending, { $concatArrays: [none, values] }, { $concatArrays: [values, none] }),
  );
}

/** The elements sorted by a random number each. */
const shuffled = (array: MongoExpression): MongoExpression => {
  const placed = { $map: { input: array, in: { place: { $rand: {} }, value: '$$this' } } };
  return { $map: { input: { $sortArray: { input: placed, sortBy: { place: 1 } } }, in: '$$this.value' } };
};

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
