import { byDepth, flattened } from './array-depth.ts';
import { bind, cond, isNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { ScalarFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { plainType } from './type-rules.ts';
import { arrayOf, intType, textType, toNumber, unknownType } from './values.ts';

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
  const element = { $first: [array] };
  return {
    $switch: {
      branches: [
        { case: { $eq: [dimension, 1] }, then: sizeOf(array) },
        { case: { $eq: [dimension, 2] }, then: sizeOf(element) },
        {
          case: { $eq: [dimension, 3] },
          then: sizeOf({ $first: [cond({ $isArray: [element] }, element, null)] }),
        },
      ],
      default: null,
    },
  };
}

function evaluateLength(array: unknown, dimension: number): number | null {
  if (dimension < 1) return null;
  let value: unknown = array;
  for (let level = 1; level < dimension; level += 1) value = Array.isArray(value) ? value[0] : null;
  return Array.isArray(value) && value.length > 0 ? value.length : null;
}

/** The elements of all dimensions. */
export const flatten = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.flat(Infinity) : [];

/** How large arrays are and in how many dimensions, and arrays of a given size. */
export const arrayShapeFunctions: readonly ScalarFunction[] = [
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
    lower: ({ args, it: [array], context }) => {
      const size = { $size: flattened(context, array) };
      return args[0]!.type.name === 'array' ? size : cond({ $isArray: [array] }, size, null);
    },
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
    lower: ({ it: [array], context }) =>
      cond(
        { $eq: [array, literal([])] },
        null,
        byDepth(context, array, (rows) => rows.length),
      ),
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
    documentation: 'The bounds of each dimension, counted from 1 as PostgreSQL does.',
    example: { sql: 'ARRAY_DIMS(ARRAY[[1, 2], [3, 4]])', result: '[1:2][1:2]' },
    signatures: [signature('array', textType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ it: [array], context }) => {
      const bounds = (row: MongoExpression) => ['[1:', { $toString: { $size: row } }, ']'];
      const all = byDepth(context, array, (rows) => ({ $concat: rows.flatMap(bounds) }));
      return cond({ $eq: [array, literal([])] }, null, all);
    },
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
      'An array of one value, as long as the second argument says for each dimension. First subscripts, which a third one tells, are not kept.',
    example: { sql: 'ARRAY_FILL(7, ARRAY[3])', result: '{7,7,7}' },
    signatures: [
      signature(
        'value any, lengths array, [bounds array]',
        (types) => arrayOf(plainType(types[0] ?? unknownType)),
        'an array of the type',
      ),
    ],
    nulls: 'own',
    lower: ({ it: [value, lengths] }) => {
      const times = (dimension: number, item: MongoExpression): MongoExpression => ({
        $map: {
          input: { $range: [0, { $toInt: { $ifNull: [{ $arrayElemAt: [lengths, dimension] }, 0] } }] },
          in: item,
        },
      });
      const filled = (dimension: number): MongoExpression => {
        const item = { $ifNull: [value, null] };
        if (dimension === 2) return times(dimension, item);
        const deeper = { $gt: [{ $size: lengths }, dimension + 1] };
        return cond(deeper, times(dimension, filled(dimension + 1)), times(dimension, item));
      };
      return cond({ $eq: [lengths, literal([])] }, literal([]), filled(0));
    },
    evaluate: ([value, lengths]) => {
      const fill = (sizes: readonly unknown[]): unknown =>
        sizes.length === 0 ? value : Array.from({ length: toNumber(sizes[0]) }, () => fill(sizes.slice(1)));
      const sizes = (lengths as readonly unknown[] | null) ?? [];
      return sizes.length === 0 ? [] : fill(sizes);
    },
  },
];
