import type { SqlType } from '../catalog/types.ts';
import { cond, isNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { ScalarFunction } from './lowering.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { plainType } from './type-rules.ts';
import { SqlError, toNumber, unknownType } from './values.ts';

const sameArray = (types: readonly SqlType[]): SqlType => plainType(types[0] ?? unknownType);

const noSubscript = 'An element is assigned by a subscript that is not NULL and not below 0';
const noSlice = 'A slice is assigned from its lower to its upper end, from an array with as many elements';

const elements = (array: MongoExpression): MongoExpression => ({ $ifNull: [array, literal([])] });
const element = (array: MongoExpression, index: MongoExpression): MongoExpression => ({
  $ifNull: [{ $arrayElemAt: [array, index] }, null],
});

/** What `SET a[i] = …` and `SET a[i:j] = …` make of an array. */
export const arrayAssignmentFunctions: readonly ScalarFunction[] = [
  {
    name: 'ARRAY_SET',
    category: 'array',
    documentation:
      'The array with another element at a subscript, counted from 0; NULLs stand in places that it did not have before.',
    example: { sql: "ARRAY_SET(ARRAY['a', 'b'], 1, 'c')", result: '{a,c}' },
    signatures: [signature('array, subscript integer, value any', sameArray)],
    nulls: 'own',
    lower: ({ it: [array, subscript, value], context }) => {
      const [all, at, each] = [context.fresh('all'), context.fresh('at'), context.fresh('each')];
      const places = { $range: [0, { $max: [{ $size: `$$${all}` }, { $add: [`$$${at}`, 1] }] }] };
      const item = cond(
        { $eq: [`$$${each}`, `$$${at}`] },
        { $ifNull: [value, null] },
        element(`$$${all}`, `$$${each}`),
      );
      return {
        $let: {
          vars: { [all]: elements(array), [at]: { $toInt: subscript } },
          in: cond({ $or: [isNull(`$$${at}`), { $lt: [`$$${at}`, 0] }] }, raise('argument', noSubscript), {
            $map: { input: places, as: each, in: item },
          }),
        },
      };
    },
    evaluate: ([array, subscript, value]) => {
      const at = subscript === null ? -1 : toNumber(subscript);
      if (at < 0) throw new SqlError(noSubscript);
      const all = (array as readonly unknown[] | null) ?? [];
      return Array.from({ length: Math.max(all.length, at + 1) }, (_, index) =>
        index === at ? value : (all[index] ?? null),
      );
    },
  },
  {
    name: 'ARRAY_SET_SLICE',
    category: 'array',
    documentation:
      'The array with other elements from one subscript to another, both counted from 0 and NULL for its ends; NULLs stand in places that it did not have before.',
    example: { sql: 'ARRAY_SET_SLICE(ARRAY[1, 2, 3], 1, 2, ARRAY[8, 9])', result: '{1,8,9}' },
    signatures: [signature('array, from integer, to integer, values array', sameArray)],
    nulls: 'own',
    lower: ({ it: [array, from, to, values], context }) => {
      const names = ['all', 'low', 'high', 'new', 'each'].map((hint) => context.fresh(hint));
      const [all, low, high, given, each] = names.map((name) => `$$${name}`);
      const size = { $size: all };
      const places = { $range: [0, { $max: [size, { $add: [high, 1] }] }] };
      const inside = { $and: [{ $gte: [each, low] }, { $lte: [each, high] }] };
      const item = cond(
        inside,
        element(given, { $max: [0, { $subtract: [each, low] }] }),
        element(all, each),
      );
      const wrong = {
        $or: [
          { $lt: [low, 0] },
          { $lt: [high, low] },
          { $lt: [{ $size: given }, { $add: [{ $subtract: [high, low] }, 1] }] },
        ],
      };
      const ends = { $ifNull: [{ $toInt: to }, { $subtract: [size, 1] }] };
      return {
        $let: {
          vars: { [names[0]!]: elements(array), [names[3]!]: elements(values) },
          in: {
            $let: {
              vars: { [names[1]!]: { $ifNull: [{ $toInt: from }, 0] }, [names[2]!]: ends },
              in: cond(wrong, raise('argument', noSlice), {
                $map: { input: places, as: names[4]!, in: item },
              }),
            },
          },
        },
      };
    },
    evaluate: ([array, from, to, values]) => {
      const all = (array as readonly unknown[] | null) ?? [];
      const given = (values as readonly unknown[] | null) ?? [];
      const low = from === null ? 0 : toNumber(from);
      const high = to === null ? all.length - 1 : toNumber(to);
      if (low < 0 || high < low || given.length < high - low + 1) throw new SqlError(noSlice);
      return Array.from({ length: Math.max(all.length, high + 1) }, (_, index) =>
        index >= low && index <= high ? given[index - low] : (all[index] ?? null),
      );
    },
  },
];
