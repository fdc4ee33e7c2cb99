import type { SqlType } from '../../catalog/types.ts';
import { bind, choose, cond, hasType, isNull } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { isInstant } from '../type-rules.ts';
import type { OnFailure } from './on-failure.ts';
import { year2000 } from './datetime-text.ts';
import { timeMs } from '../operators/datetime.ts';
import { roundedAway } from '../rounding.ts';
import { clockText, intervalPart } from './lower-interval.ts';

const startOfDay = (date: MongoExpression): MongoExpression => ({ $dateTrunc: { date, unit: 'day' } });

/** A cast to date, timestamp or timestamptz. Texts must be in a form that MongoDB reads: ISO 8601, or `2024-01-31 10:00:00`. */
export function lowerDateCast(
  argument: LoweredArgument,
  to: SqlType,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  const { expression, type } = argument;
  const fit = (date: MongoExpression): MongoExpression => {
    if (to.name === 'date') return type.name === 'date' ? date : startOfDay(date);
    if (to.precision === undefined || to.precision > 2) return date;
    const binSize = 1000 / 10 ** to.precision;
    // A half goes away from the start of 2000.
    const half = cond({ $lt: [date, new Date(year2000)] }, binSize / 2 - 1, binSize / 2);
    return { $dateTrunc: { date: { $add: [date, half] }, unit: 'millisecond', binSize } };
  };
  const fromText = (text: MongoExpression): MongoExpression =>
    fit({
      $dateFromString: {
        dateString: { $trim: { input: text } },
        onError: fail(text, { name: 'text' }),
        onNull: null,
      },
    });
  if (isInstant(type)) return fit(expression);
  if (type.name === 'text') return bind(context, [expression], fromText);
  if (type.name !== 'unknown') return fail(expression, type);
  return bind(context, [expression], (value) =>
    choose(
      [
        [isNull(value), null],
        [hasType(value, 'date'), fit(value)],
        [hasType(value, 'string'), fromText(value)],
        [hasType(value, 'objectId'), fit({ $toDate: value })],
      ],
      fail(value, type),
    ),
  );
}

/** `10:00:00.25` of a timestamp. */
const timeOfDay = (date: MongoExpression): MongoExpression => ({
  $rtrim: {
    input: { $rtrim: { input: { $dateToString: { date, format: '%H:%M:%S.%L' } }, chars: '0' } },
    chars: '.',
  },
});

/** A cast to time, which is its canonical text, with so many digits of a second as `to` says. */
export function lowerTimeCast(
  argument: LoweredArgument,
  to: SqlType,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  const time = lowerTimeOf(argument, fail, context);
  const { precision = 3 } = to;
  if (precision > 2) return time;
  const unit = 1000 / 10 ** precision;
  return bind(context, [time], (clock) =>
    cond(
      isNull(clock),
      null,
      clockText(context, { $multiply: [roundedAway({ $divide: [timeMs(clock, context), unit] }), unit] }),
    ),
  );
}

function lowerTimeOf(argument: LoweredArgument, fail: OnFailure, context: LoweringContext): MongoExpression {
  const { expression, type } = argument;
  if (type.name === 'time') return expression;
  if (isInstant(type)) return timeOfDay(expression);
  if (type.name === 'interval') {
    const day = 86_400_000;
    return bind(context, [expression], (value) =>
      cond(
        isNull(value),
        null,
        clockText(context, { $mod: [{ $add: [{ $mod: [intervalPart(value, 'ms'), day] }, day] }, day] }),
      ),
    );
  }
  return bind(context, [expression], (value) => {
    const clock = {
      $regexMatch: { input: value, regex: '^([01]\\d|2[0-4]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6})?)?$' },
    };
    const full = cond({ $eq: [{ $strLenCP: value }, 5] }, { $concat: [value, ':00'] }, value);
    const branches: [MongoExpression, MongoExpression][] = [[isNull(value), null]];
    if (type.name === 'unknown') {
      branches.push([hasType(value, 'date'), timeOfDay(value)]);
      branches.push([{ $not: [hasType(value, 'string')] }, fail(value, type)]);
    }
    return choose([...branches, [clock, full]], fail(value, type));
  });
}
