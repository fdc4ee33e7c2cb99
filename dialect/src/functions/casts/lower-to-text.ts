import { Decimal128 } from 'bson';
import type { SqlType } from '../../catalog/types.ts';
import { bind, choose, cond, hasType, isFinite, isNull, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { raise } from '../raise.ts';
import { powerOfTen, roundDecimalBy } from '../rounding.ts';
import { unknownType } from '../values.ts';
import { lowerIntervalText } from './lower-interval.ts';
import { halfStep } from './single.ts';

// A double's shortest text has to be built: $toString keeps 6 digits of a double only, $toDecimal 15; the sum with a decimal keeps 34.

const decimal = (text: string) => Decimal128.fromString(text);

/** `2.50` to `2.5`, `2.00` to `2`. */
const withoutTrailingZeros = (text: MongoExpression): MongoExpression => ({
  $rtrim: { input: { $rtrim: { input: text, chars: '0' } }, chars: '.' },
});

// Rounding may go beyond the greatest double: that reads back as nothing.
const readBack = (decimalValue: MongoExpression): MongoExpression => ({
  $convert: { input: decimalValue, to: 'double', onError: null },
});

/** The decimal of fewest digits that reads back as the double, which is neither 0 nor infinite. */
function shortestDecimal(context: LoweringContext, double: MongoExpression): MongoExpression {
  return bind(context, [{ $toDecimal: double }], (short) =>
    cond(
      { $eq: [readBack(short), double] },
      short,
      bind(context, [{ $toInt: { $floor: { $log10: { $abs: double } } } }], (exponent) => {
        const scaled = {
          $multiply: [{ $add: [double, decimal('0')] }, powerOfTen({ $multiply: [exponent, -1] })],
        };
        const rounded = (digits: number): MongoExpression => ({
          $multiply: [{ $round: [scaled, digits] }, powerOfTen(exponent)],
        });
        return bind(context, [rounded(15)], (sixteen) =>
          cond({ $eq: [readBack(sixteen), double] }, sixteen, rounded(16)),
        );
      }),
    ),
  );
}

/** `1.5e+17` from a decimal that $toString writes with an exponent once it is multiplied by 10^shift. */
function scientific(context: LoweringContext, value: MongoExpression, shift: number): MongoExpression {
  const shifted = { $toString: { $multiply: [value, decimal(`1E${shift}`)] } };
  return bind(context, [{ $split: [shifted, 'E'] }], (parts) =>
    bind(
      context,
      [{ $arrayElemAt: [parts, 0] }, { $subtract: [{ $toInt: { $arrayElemAt: [parts, 1] } }, shift] }],
      (mantissa, exponent) => ({
        $concat: [
          cond({ $gte: [{ $indexOfCP: [mantissa, '.'] }, 0] }, withoutTrailingZeros(mantissa), mantissa),
          cond({ $lt: [exponent, 0] }, 'e-', 'e+'),
          cond({ $lt: [{ $abs: exponent }, 10] }, '0', ''),
          { $toString: { $abs: exponent } },
        ],
      }),
    ),
  );
}

/** A double's text; from `limit` on with an exponent. */
function doubleText(context: LoweringContext, double: MongoExpression, limit = 1e15): MongoExpression {
  return bind(context, [double], (value) =>
    bind(context, [{ $abs: value }], (size) =>
      choose(
        [
          // NaN is equal to itself in MongoDB, and sorts below every number.
          [{ $or: [{ $lte: [size, 0] }, { $eq: [size, Infinity] }] }, { $toString: value }],
          [
            { $and: [{ $eq: [value, { $trunc: value }] }, { $lt: [size, limit] }] },
            { $toString: { $toLong: value } },
          ],
          [{ $gte: [size, limit] }, scientific(context, shortestDecimal(context, value), 40)],
          [{ $lt: [size, 1e-4] }, scientific(context, shortestDecimal(context, value), -40)],
        ],
        withoutTrailingZeros({ $toString: shortestDecimal(context, value) }),
      ),
    ),
  );
}

/** A real's text: the fewest digits, six at least, that are nearer to it than to the next one. */
function singleText(context: LoweringContext, single: MongoExpression): MongoExpression {
  return bind(context, [single], (value) =>
    cond(
      { $or: [{ $lte: [{ $abs: value }, 0] }, { $eq: [{ $abs: value }, Infinity] }] },
      { $toString: value },
      bind(
        context,
        [{ $toInt: { $floor: { $log10: { $abs: value } } } }, halfStep(value)],
        (exponent, half) => {
          const scaled = {
            $multiply: [{ $add: [value, decimal('0')] }, powerOfTen({ $multiply: [exponent, -1] })],
          };
          const rounded = (digits: number): MongoExpression => ({
            $toDouble: { $multiply: [{ $round: [scaled, digits - 1] }, powerOfTen(exponent)] },
          });
          const near = (digits: number): readonly [MongoExpression, MongoExpression] => [
            { $lt: [{ $abs: { $subtract: [rounded(digits), value] } }, half] },
            rounded(digits),
          ];
          return doubleText(context, choose([near(6), near(7), near(8)], rounded(9)), 1e6);
        },
      ),
    ),
  );
}

/** All digits of a decimal: $toString writes 1E+3 and 1E-7. */
function decimalText(context: LoweringContext, value: MongoExpression): MongoExpression {
  const zeros = (count: MongoExpression): MongoExpression => ({
    $reduce: { input: { $range: [0, count] }, initialValue: '', in: { $concat: ['$$value', '0'] } },
  });
  // The sum with 0 has no exponent above 0, and a zero no sign.
  return bind(context, [{ $toString: { $add: [value, 0] } }], (text) =>
    cond(
      { $lt: [{ $indexOfCP: [text, 'E'] }, 0] },
      text,
      bind(context, [{ $split: [{ $ltrim: { input: text, chars: '-' } }, 'E'] }], (parts) =>
        bind(
          context,
          [
            { $replaceAll: { input: { $arrayElemAt: [parts, 0] }, find: '.', replacement: '' } },
            { $toInt: { $arrayElemAt: [parts, 1] } },
          ],
          (digits, exponent) => ({
            $concat: [
              cond({ $eq: [{ $indexOfCP: [text, '-'] }, 0] }, '-', ''),
              cond(
                { $lt: [exponent, 0] },
                { $concat: ['0.', zeros({ $subtract: [-1, exponent] }), digits] },
                {
                  $concat: [digits, zeros({ $subtract: [{ $add: [exponent, 1] }, { $strLenCP: digits }] })],
                },
              ),
            ],
          }),
        ),
      ),
    ),
  );
}

/**
 * PostgreSQL chooses a quotient's digits behind the point by groups of four: 16 where one to four stand before it, 20 where the first is
 * among the four behind it. Equal numbers have a quotient of 1, which it takes for less than that;
 * so it does where only their first groups of four are equal, which the quotient does not tell.
 */
function quotientText(context: LoweringContext, quotient: MongoExpression): MongoExpression {
  return bind(context, [quotient], (value) => {
    const exponent = { $floor: { $log10: { $abs: value } } };
    const digits = { $subtract: [16, { $multiply: [4, { $floor: { $divide: [exponent, 4] } }] }] };
    const places = choose(
      [
        [{ $not: [isFinite(value)] }, 0],
        [{ $in: [{ $abs: value }, [0, 1]] }, 20],
      ],
      { $max: [digits, 0] },
    );
    return decimalText(context, roundDecimalBy(context, value, places));
  });
}

/** `2024-01-31 10:00:00.25`: the fraction without its trailing zeros. */
function timestampText(date: MongoExpression, suffix = ''): MongoExpression {
  const text = withoutTrailingZeros({ $dateToString: { date, format: '%Y-%m-%d %H:%M:%S.%L' } });
  return suffix === '' ? text : { $concat: [text, suffix] };
}

const dateText = (date: MongoExpression): MongoExpression => ({
  $dateToString: { date, format: '%Y-%m-%d' },
});

/** An array's `{a,"b c",NULL}`. Elements of a known type may stand in so many further dimensions. */
function arrayText(
  context: LoweringContext,
  array: MongoExpression,
  element: SqlType,
  depth: number,
): MongoExpression {
  const name = context.fresh('item');
  const item = `$$${name}`;
  const text = context.fresh('text');
  const inner =
    element.name === 'boolean'
      ? cond(item, 't', 'f')
      : lowerTextOf(context, { expression: item, type: element, nullable: false });
  const quoted: MongoExpression = {
    $let: {
      vars: { [text]: inner },
      in: cond(
        { $regexMatch: { input: `$$${text}`, regex: '^$|[\\s,{}"\\\\]|^[Nn][Uu][Ll][Ll]$' } },
        {
          $concat: [
            '"',
            {
              $replaceAll: {
                input: { $replaceAll: { input: `$$${text}`, find: '\\', replacement: '\\\\' } },
                find: '"',
                replacement: '\\"',
              },
            },
            '"',
          ],
        },
        `$$${text}`,
      ),
    },
  };
  const plain =
    element.name === 'int' ||
    element.name === 'long' ||
    element.name === 'boolean' ||
    element.name === 'array';
  const scalar = plain ? inner : quoted;
  const shown =
    element.name === 'array' || depth === 0
      ? scalar
      : cond({ $isArray: [item] }, arrayText(context, item, element, depth - 1), scalar);
  const joined: MongoExpression = {
    $reduce: {
      input: { $map: { input: array, as: name, in: cond(isNull(item), 'NULL', shown) } },
      initialValue: '',
      in: { $concat: ['$$value', cond({ $eq: ['$$value', ''] }, '', ','), '$$this'] },
    },
  };
  return { $concat: ['{', joined, '}'] };
}

// A field of which nothing is known: by the type that each value has.
function openText(context: LoweringContext, value: MongoExpression, depth: number): MongoExpression {
  return choose(
    [
      [hasType(value, 'string'), value],
      [hasType(value, 'int', 'long', 'bool', 'objectId'), { $toString: value }],
      [hasType(value, 'double'), doubleText(context, value)],
      [hasType(value, 'decimal'), decimalText(context, value)],
      [hasType(value, 'date'), timestampText(value)],
      ...(depth > 0 ? [[hasType(value, 'array'), arrayText(context, value, unknownType, 0)] as const] : []),
      [isNull(value), null],
    ],
    raise('cast', 'A value of this BSON type has no text: ', { $type: value }),
  );
}

/** A declared numeric(p, s) is written with all its s digits: adding a zero that has them gives the stored value as many. */
export function toScale(argument: LoweredArgument): LoweredArgument {
  const { scale } = argument.type;
  if (argument.type.name !== 'decimal' || !scale || argument.constant !== undefined) return argument;
  return { ...argument, expression: { $add: [argument.expression, decimal(`0.${'0'.repeat(scale)}`)] } };
}

/** The text of a value that is not NULL: what a cast to text and `||` give. NULL where the operators below give it anyway. */
function lowerTextOf(context: LoweringContext, argument: LoweredArgument, depth = 0): MongoExpression {
  const { expression, type } = argument;
  switch (type.name) {
    case 'text':
    case 'time':
      return expression;
    case 'boolean':
    case 'int':
    case 'long':
    case 'objectId':
      return { $toString: expression };
    case 'double':
      return type.precision === 24 ? singleText(context, expression) : doubleText(context, expression);
    case 'decimal':
      if (type.quotient) return quotientText(context, expression);
      return decimalText(context, toScale(argument).expression);
    case 'date':
      return dateText(expression);
    case 'timestamp':
      return timestampText(expression);
    case 'timestamptz':
      return timestampText(expression, '+00');
    case 'interval':
      return lowerIntervalText(context, expression);
    case 'array':
      return arrayText(context, expression, type.element ?? unknownType, 1);
    case 'unknown':
      return bind(context, [expression], (value) => openText(context, value, depth));
    case 'null':
      return null;
    case 'uuid':
    case 'binary':
      if ((context.serverVersion[0] ?? 0) >= 8) return { $toString: expression };
      context.refuse(`MongoDB can turn a ${type.name} into text from version 8 on only.`);
      return literal(null);
    case 'document':
      context.refuse('A document has no text in MongoDB: select the document itself, or one of its fields.');
      return literal(null);
    case 'regex':
      context.refuse('A regular expression has no text in MongoDB.');
      return literal(null);
  }
}

/** PostgreSQL's text of a value, NULL for NULL. */
export function lowerToText(argument: LoweredArgument, context: LoweringContext): MongoExpression {
  const { type, nullable } = argument;
  if (type.name === 'text' || type.name === 'time' || type.name === 'null') return argument.expression;
  const nullByItself = ['boolean', 'int', 'long', 'objectId', 'date', 'timestamp', 'timestamptz', 'unknown'];
  if (!nullable || nullByItself.includes(type.name)) return lowerTextOf(context, argument, 1);
  return bind(context, [argument.expression], (value) =>
    cond(isNull(value), null, lowerTextOf(context, { ...argument, expression: value }, 1)),
  );
}

/** The text that CONCAT, FORMAT and the members of an array show: like lowerToText, but a boolean is `t` or `f`. */
export function lowerOutput(argument: LoweredArgument, context: LoweringContext): MongoExpression {
  if (argument.type.name !== 'boolean') return lowerToText(argument, context);
  const { expression, nullable } = argument;
  if (!nullable) return cond(expression, 't', 'f');
  return bind(context, [expression], (value) => cond(isNull(value), null, cond(value, 't', 'f')));
}
