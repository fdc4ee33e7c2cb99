import type { SqlType } from '../catalog/types.ts';
import { cond, fromText, isNotNull, literal, nanAsText } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, ScalarFunction } from './lowering.ts';
import { evaluateCast } from './casts/evaluate-cast.ts';
import { alignNumbers, lowerComparison } from './operators/comparison.ts';
import { compareValues } from './operators/evaluate-comparison.ts';
import { signature } from './signature.ts';
import { commonType, plainType } from './type-rules.ts';
import { unknownType } from './values.ts';

const common = (types: readonly SqlType[]): SqlType => commonType(types.map(plainType)) ?? unknownType;

/** A value of one of the arguments' types in the type that the call gives. */
const settle = (value: unknown, from: SqlType, to: SqlType): unknown =>
  value === null || from.name === to.name || to.name === 'unknown' || from.name === 'null'
    ? value
    : evaluateCast(value, from, to, new Date(0));

/** GREATEST and LEAST ignore NULLs. */
function extreme(name: 'GREATEST' | 'LEAST', sign: 1 | -1): ScalarFunction {
  return {
    name,
    category: 'conditional',
    documentation: `The ${sign > 0 ? 'greatest' : 'least'} of the values that are not NULL; NULL where all are.`,
    example: { sql: `${name}(3, NULL, 7)`, result: sign > 0 ? '7' : '3' },
    signatures: [signature('first any, [others same…]', common, 'the common type')],
    nulls: 'own',
    lower: ({ args, returns, context }: CallToLower): MongoExpression => {
      const [head] = args;
      if (!head) return literal(null);
      const values = args.map((arg) =>
        returns.name === 'double' && arg.type.name === 'decimal'
          ? { $toDouble: arg.expression }
          : arg.expression,
      );
      // $max and $min ignore NULL and missing over a list.
      const operator = sign > 0 ? '$max' : '$min';
      return returns.name === 'double'
        ? fromText({ [operator]: values.map(nanAsText) }, context)
        : { [operator]: values };
    },
    evaluate: (values, { types, returns }) => {
      let best: unknown = null;
      values.forEach((value, index) => {
        if (value === null) return;
        const settled = settle(value, types[index]!, returns);
        if (best === null || sign * (compareValues(settled, best) ?? 0) > 0) best = settled;
      });
      return best;
    },
  };
}

export const conditionalFunctions: readonly ScalarFunction[] = [
  {
    name: 'COALESCE',
    aliases: ['IFNULL', 'NVL'],
    category: 'conditional',
    documentation: 'The first of the values that is not NULL.',
    example: { sql: "COALESCE(NULL, 'a', 'b')", result: 'a' },
    signatures: [signature('first any, [others same…]', common, 'the common type')],
    nulls: 'own',
    lower: ({ it }) => ({ $ifNull: [...it, null] }),
    evaluate: (values, { types, returns }) => {
      const index = values.findIndex((value) => value !== null);
      return index < 0 ? null : settle(values[index], types[index]!, returns);
    },
  },
  {
    name: 'NULLIF',
    category: 'conditional',
    documentation: 'NULL where the two values are equal, else the first.',
    example: { sql: 'NULLIF(5, 5)', result: 'NULL' },
    signatures: [
      signature('value any, other same', (types) => plainType(types[0] ?? unknownType), 'the first type'),
    ],
    nulls: 'own',
    lower: ({ args, it: [value], context }) => {
      const [left, right] = alignNumbers(args[0]!, args[1]!);
      return cond({ $eq: [lowerComparison('=', left, right, context), true] }, null, value);
    },
    evaluate: ([value, other], { types }) =>
      value !== null && other !== null && compareValues(value, other, types[0], types[1]) === 0
        ? null
        : value,
  },
  extreme('GREATEST', 1),
  extreme('LEAST', -1),
  {
    name: 'IF',
    aliases: ['IIF'],
    category: 'conditional',
    documentation: 'The second value where the condition holds, else the third.',
    example: { sql: "IF(1 < 2, 'yes', 'no')", result: 'yes' },
    signatures: [
      signature(
        'condition boolean, then any, otherwise any',
        (types) => common(types.slice(1)),
        'the common type',
      ),
    ],
    nulls: 'own',
    lower: ({ it: [condition, then, otherwise] }) => cond({ $eq: [condition, true] }, then, otherwise),
    evaluate: ([condition, then, otherwise]) => (condition === true ? then : otherwise),
  },
  {
    name: 'NUM_NULLS',
    category: 'conditional',
    documentation: 'How many of the values are NULL.',
    example: { sql: 'NUM_NULLS(1, NULL, 2)', result: '1' },
    signatures: [signature('values any…', { name: 'int' })],
    nulls: 'own',
    lower: ({ it }) => ({ $add: it.map((value) => cond(isNotNull(value), 0, 1)) }),
    evaluate: (values) => values.filter((value) => value === null).length,
  },
  {
    name: 'NUM_NONNULLS',
    category: 'conditional',
    documentation: 'How many of the values are not NULL.',
    example: { sql: 'NUM_NONNULLS(1, NULL, 2)', result: '2' },
    signatures: [signature('values any…', { name: 'int' })],
    nulls: 'own',
    lower: ({ it }) => ({ $add: it.map((value) => cond(isNotNull(value), 1, 0)) }),
    evaluate: (values) => values.filter((value) => value !== null).length,
  },
];
