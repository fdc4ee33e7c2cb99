import type { SqlType } from '../../catalog/types.ts';
import { bind, choose, cond, hasType, isNull, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { raise } from '../raise.ts';
import { roundedAway } from '../rounding.ts';
import { isOpen } from '../type-rules.ts';
import { unknownType } from '../values.ts';
import { lowerDateCast, lowerTimeCast } from './lower-datetime-cast.ts';
import { intervalPart, lowerStoredInterval, makeInterval } from './lower-interval.ts';
import { lowerNumberCast } from './lower-number-cast.ts';
import { lowerToText } from './lower-to-text.ts';
import type { OnFailure } from './on-failure.ts';
import { isBlankPadded, typeText } from './type-name.ts';

export interface CastOptions {
  /** TRY_CAST: NULL in place of an error. */
  readonly try: boolean;
}

/** `CAST(argument AS to)` as an expression: NULL for NULL, an error that names the value where it cannot be done. */
export function lowerCast(
  argument: LoweredArgument,
  to: SqlType,
  options: CastOptions,
  context: LoweringContext,
): MongoExpression {
  if (argument.type.name === 'null') return null;
  const fail: OnFailure = (value, from) =>
    options.try
      ? null
      : raise(
          'cast',
          '',
          lowerToText({ expression: value, type: from, nullable: false }, context),
          ` cannot become ${typeText(to)}`,
        );
  return lowerTo(argument, to, options, fail, context);
}

function lowerTo(
  argument: LoweredArgument,
  to: SqlType,
  options: CastOptions,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  switch (to.name) {
    case 'boolean':
      return lowerBooleanCast(argument, fail, context);
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
      return lowerNumberCast(argument, to, fail, context);
    case 'text':
      return lowerTextCast(argument, to, context);
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return lowerDateCast(argument, to, fail, context);
    case 'time':
      return lowerTimeCast(argument, to, fail, context);
    case 'interval':
      return rounded(lowerIntervalCast(argument, fail, context), to, context);
    case 'array':
      return lowerArrayCast(argument, to, options, context);
    case 'objectId':
      return lowerObjectIdCast(argument, fail);
    case 'uuid':
    case 'binary':
      if (argument.type.name === to.name) return argument.expression;
      if ((context.serverVersion[0] ?? 0) >= 8 && to.name === 'uuid') return { $toUUID: argument.expression };
      context.refuse(`MongoDB ${context.serverVersion.join('.')} cannot turn values into ${to.name}.`);
      return literal(null);
    case 'document':
      if (argument.type.name !== 'text') return argument.expression;
      context.refuse('MongoDB cannot read JSON from text: store the document itself.');
      return literal(null);
    case 'unknown':
    case 'null':
    case 'regex':
      return argument.expression;
  }
}

function lowerBooleanCast(
  argument: LoweredArgument,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  const { expression, type } = argument;
  if (type.name === 'boolean') return expression;
  return bind(context, [expression], (value) => {
    const word = { $toLower: { $trim: { input: value } } };
    const fromText = bind(context, [word], (text) =>
      choose(
        [
          [{ $in: [text, literal(['t', 'tr', 'tru', 'true', 'y', 'ye', 'yes', 'on', '1'])] }, true],
          [{ $in: [text, literal(['f', 'fa', 'fal', 'fals', 'false', 'n', 'no', 'of', 'off', '0'])] }, false],
        ],
        fail(value, type),
      ),
    );
    const branches: [MongoExpression, MongoExpression][] = [];
    if (argument.nullable || isOpen(type)) branches.push([isNull(value), null]);
    if (type.name === 'text') return branches.length ? choose(branches, fromText) : fromText;
    if (type.name === 'int' || type.name === 'long') {
      return branches.length ? choose(branches, { $ne: [value, 0] }) : { $ne: [value, 0] };
    }
    if (type.name !== 'unknown') return fail(value, type);
    return choose(
      [
        ...branches,
        [hasType(value, 'bool'), value],
        [hasType(value, 'string'), fromText],
        [{ $isNumber: value }, { $ne: [value, 0] }],
      ],
      fail(value, type),
    );
  });
}

function lowerTextCast(argument: LoweredArgument, to: SqlType, context: LoweringContext): MongoExpression {
  const text = lowerToText(argument, context);
  if (to.length === undefined) return text;
  const cut = (value: MongoExpression): MongoExpression => {
    const start: MongoExpression = { $substrCP: [value, 0, to.length] };
    return isBlankPadded(to) ? { $rtrim: { input: start, chars: ' ' } } : start;
  };
  if (!argument.nullable && !isOpen(argument.type)) return cut(text);
  // $substrCP makes an empty text of NULL.
  return bind(context, [text], (value) => cond(isNull(value), null, cut(value)));
}

function lowerIntervalCast(
  argument: LoweredArgument,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  switch (argument.type.name) {
    case 'interval':
      return argument.expression;
    case 'text':
    case 'unknown':
      return lowerStoredInterval(context, argument.expression, (value) => fail(value, { name: 'text' }));
    case 'time':
      return bind(context, [argument.expression], (time) =>
        cond(
          isNull(time),
          null,
          bind(context, [{ $split: [time, ':'] }], (parts) =>
            makeInterval(context, 0, 0, {
              $add: [
                { $multiply: [{ $toInt: { $arrayElemAt: [parts, 0] } }, 3_600_000] },
                { $multiply: [{ $toInt: { $arrayElemAt: [parts, 1] } }, 60_000] },
                { $multiply: [{ $toDouble: { $arrayElemAt: [parts, 2] } }, 1000] },
              ],
            }),
          ),
        ),
      );
    default:
      return fail(argument.expression, argument.type);
  }
}

/** `interval(2)`: digits of a second that count; MongoDB's milliseconds have three. */
function rounded(value: MongoExpression, to: SqlType, context: LoweringContext): MongoExpression {
  if (to.precision === undefined || to.precision > 2) return value;
  const unit = 1000 / 10 ** to.precision;
  return bind(context, [value], (each) =>
    cond(
      isNull(each),
      null,
      makeInterval(context, intervalPart(each, 'months'), intervalPart(each, 'days'), {
        $multiply: [roundedAway({ $divide: [intervalPart(each, 'ms'), unit] }), unit],
      }),
    ),
  );
}

function lowerArrayCast(
  argument: LoweredArgument,
  to: SqlType,
  options: CastOptions,
  context: LoweringContext,
): MongoExpression {
  const { type } = argument;
  const from = type.element ?? unknownType;
  const element = to.element ?? unknownType;
  if (type.name === 'text') {
    context.refuse('MongoDB cannot read an array from text that is known per row only.');
    return literal(null);
  }
  const isBare = element.length === undefined && element.precision === undefined;
  if (element.name === 'unknown' || (type.name === 'array' && from.name === element.name && isBare))
    return argument.expression;
  const name = context.fresh('item');
  const item: LoweredArgument = { expression: `$$${name}`, type: from, nullable: true };
  return {
    $map: { input: argument.expression, as: name, in: lowerCast(item, element, options, context) },
  };
}

function lowerObjectIdCast(argument: LoweredArgument, fail: OnFailure): MongoExpression {
  if (argument.type.name === 'objectId') return argument.expression;
  return {
    $convert: {
      input: argument.expression,
      to: 'objectId',
      onError: fail(argument.expression, argument.type),
      onNull: null,
    },
  };
}
