import type { SqlType } from '../../catalog/types.ts';
import { bind, choose, cond, hasType, isNull, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { raise } from '../raise.ts';
import { unknownType } from '../values.ts';
import { lowerIntervalText } from './lower-interval.ts';
import { lowerJsonText } from './lower-json-text.ts';
import {
  decimal,
  decimalText,
  doubleText,
  quotientText,
  singleText,
  withoutTrailingZeros,
} from './lower-number-text.ts';

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
  const inner = lettered(
    item,
    element,
    lowerTextOf(context, { expression: item, type: element, nullable: false }),
  );
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

/** Whether it is an object or an array with one. */
const holdsObject = (value: MongoExpression): MongoExpression => {
  const members = { $map: { input: value, in: hasType('$$this', 'object') } };
  return {
    $or: [hasType(value, 'object'), cond(hasType(value, 'array'), { $anyElementTrue: [members] }, false)],
  };
};

// A field of which nothing is known: by the type that each value has.
function openText(context: LoweringContext, value: MongoExpression, depth: number): MongoExpression {
  return choose(
    [
      [hasType(value, 'string'), value],
      [hasType(value, 'int', 'long', 'bool', 'objectId'), { $toString: value }],
      [hasType(value, 'double'), doubleText(context, value)],
      [hasType(value, 'decimal'), decimalText(context, value)],
      [hasType(value, 'date'), timestampText(value)],
      ...(depth > 0
        ? ([
            [holdsObject(value), lowerJsonText(context, value)],
            [hasType(value, 'array'), arrayText(context, value, unknownType, 0)],
          ] as const)
        : []),
      [isNull(value), null],
    ],
    raise('cast', 'A value of this BSON type has no text: ', { $type: value }),
  );
}

/** A declared numeric(p, s) is written with all its s digits: adding a zero that has them gives the stored value as many. */
export function toScale(argument: LoweredArgument): LoweredArgument {
  const { scale = 0 } = argument.type;
  if (argument.type.name !== 'decimal' || scale <= 0 || argument.constant !== undefined) return argument;
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
      if (type.json) return lowerJsonText(context, expression);
      return bind(context, [expression], (value) => openText(context, value, depth));
    case 'null':
      return null;
    case 'uuid':
    case 'binary':
      if ((context.serverVersion[0] ?? 0) >= 8) return { $toString: expression };
      context.refuse(`MongoDB can turn a ${type.name} into text from version 8 on only.`);
      return literal(null);
    case 'document':
      return lowerJsonText(context, expression);
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

/** A boolean as a letter, any other value as the text that it has already. */
const lettered = (value: MongoExpression, type: SqlType, text: MongoExpression): MongoExpression => {
  if (type.name === 'boolean') return cond(value, 't', 'f');
  return type.name === 'unknown' ? cond(hasType(value, 'bool'), cond(value, 't', 'f'), text) : text;
};

/** The text that CONCAT, FORMAT and the members of an array show: like lowerToText, but a boolean is `t` or `f`. */
export function lowerOutput(argument: LoweredArgument, context: LoweringContext): MongoExpression {
  const { expression, type, nullable } = argument;
  if (type.name !== 'boolean' && type.name !== 'unknown') return lowerToText(argument, context);
  return bind(context, [expression], (value) => {
    const text = type.name === 'unknown' ? lowerToText({ ...argument, expression: value }, context) : null;
    const shown = lettered(value, type, text);
    return nullable && type.name === 'boolean' ? cond(isNull(value), null, shown) : shown;
  });
}
