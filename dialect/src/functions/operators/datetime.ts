import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { clockText, intervalPart, makeInterval } from '../casts/lower-interval.ts';
import { bind, cond, hasType, isNull, literal, strictly } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import { isInterval, msPerDay } from '../values.ts';

type Sign = 1 | -1;

/** What samples show to be dates, ± a number: days where it is a date. */
export function lowerOpenDayShift(
  date: LoweredArgument,
  days: LoweredArgument,
  sign: Sign,
  context: LoweringContext,
): MongoExpression {
  return bind(context, [date.expression, days.expression], (value, number) =>
    cond(
      hasType(value, 'date'),
      lowerDayShift({ ...date, expression: value }, { ...days, expression: number }, sign),
      {
        [sign === 1 ? '$add' : '$subtract']: [value, number],
      },
    ),
  );
}

/** date ± a number of days. */
export function lowerDayShift(date: LoweredArgument, days: LoweredArgument, sign: Sign): MongoExpression {
  return { $add: [date.expression, { $multiply: [days.expression, sign * msPerDay] }] };
}

/** date, timestamp or unknown ± interval: months first, clamped at the month's end, then days and time. */
export function lowerIntervalShift(
  instant: LoweredArgument,
  interval: LoweredArgument,
  sign: Sign,
  context: LoweringContext,
): MongoExpression {
  const open = instant.type.name === 'unknown';
  if (open && instant.likely?.name === 'text')
    context.refuse('An interval is added to no text: cast it to a date or a time.');
  return bind(context, [instant.expression], (value) => {
    const moved = shifted({ ...instant, expression: value }, interval, sign, context);
    return open ? cond(hasType(value, 'date'), moved, literal(null)) : moved;
  });
}

function shifted(
  instant: LoweredArgument,
  interval: LoweredArgument,
  sign: Sign,
  context: LoweringContext,
): MongoExpression {
  const known = interval.constant;
  if (isInterval(known)) {
    const ms = sign * (known.days * msPerDay + known.ms);
    const moved = known.months === 0 ? [instant.expression] : addMonths(instant, sign * known.months);
    const terms = ms === 0 ? moved : [...moved, ms];
    return terms.length === 1 ? terms[0] : { $add: terms };
  }
  return bind(context, [interval.expression], (value) => ({
    $add: [
      ...addMonths(instant, { $multiply: [intervalPart(value, 'months'), sign] }),
      {
        $multiply: [
          { $add: [{ $multiply: [intervalPart(value, 'days'), msPerDay] }, intervalPart(value, 'ms')] },
          sign,
        ],
      },
    ],
  }));
}

/** The terms of the sum. $dateAdd is a second early for fractions of a second before 1970: it gets whole ones. */
function addMonths(
  { expression: date, type }: LoweredArgument,
  months: MongoExpression,
): readonly MongoExpression[] {
  const added = (startDate: MongoExpression) => ({ $dateAdd: { startDate, unit: 'month', amount: months } });
  if (type.name === 'date') return [added(date)];
  return [added({ $dateTrunc: { date, unit: 'second' } }), { $millisecond: date }];
}

/** date - date: days. */
export const lowerDayDifference = (left: LoweredArgument, right: LoweredArgument): MongoExpression => ({
  $toInt: { $dateDiff: { startDate: right.expression, endDate: left.expression, unit: 'day' } },
});

/** timestamp - timestamp: days and time. Where an operand is unknown and is no date, the result is NULL. */
export function lowerInstantDifference(
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  return bind(context, [left.expression, right.expression], (a, b) => {
    const guards = [
      { argument: left, value: a },
      { argument: right, value: b },
    ].flatMap(({ argument, value }) => {
      if (argument.type.name === 'unknown') return [{ $not: [hasType(value, 'date')] }];
      return argument.nullable ? [isNull(value)] : [];
    });
    const body = daysAndTime({ $subtract: [a, b] }, context);
    return guards.length === 0 ? body : cond({ $or: guards }, null, body);
  });
}

function daysAndTime(ms: MongoExpression, context: LoweringContext): MongoExpression {
  return bind(context, [ms], (difference) => ({
    span: difference,
    months: 0,
    days: { $toInt: { $trunc: { $divide: [difference, msPerDay] } } },
    ms: { $mod: [difference, msPerDay] },
  }));
}

/** `-` between two values of which nothing is known: numbers subtract, dates give an interval. */
export function lowerOpenDifference(
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  return bind(context, [left.expression, right.expression], (a, b) =>
    cond({ $and: [hasType(a, 'date'), hasType(b, 'date')] }, daysAndTime({ $subtract: [a, b] }, context), {
      $subtract: [a, b],
    }),
  );
}

export function lowerIntervalSum(
  left: LoweredArgument,
  right: LoweredArgument,
  sign: Sign,
  context: LoweringContext,
): MongoExpression {
  return strictly(context, [left, right], (a, b) => {
    const part = (name: 'months' | 'days' | 'ms'): MongoExpression => ({
      [sign === 1 ? '$add' : '$subtract']: [intervalPart(a, name), intervalPart(b, name)],
    });
    return makeInterval(context, part('months'), part('days'), part('ms'));
  });
}

/** interval × number, and interval / number where `divide`: what is less than a month becomes days, less than a day time. */
export function lowerIntervalProduct(
  interval: LoweredArgument,
  factor: LoweredArgument,
  divide: boolean,
  context: LoweringContext,
): MongoExpression {
  return strictly(context, [interval, factor], (value, number) => {
    const scaled = (part: 'months' | 'days' | 'ms'): MongoExpression => ({
      [divide ? '$divide' : '$multiply']: [intervalPart(value, part), { $toDouble: number }],
    });
    const fraction = (of: MongoExpression): MongoExpression => ({ $subtract: [of, { $trunc: of }] });
    const body = bind(context, [scaled('months'), scaled('days')], (months, days) =>
      bind(context, [{ $round: [{ $multiply: [fraction(months), 30] }, 6] }], (restDays) =>
        bind(context, [{ $round: [{ $add: [fraction(days), fraction(restDays)] }, 12] }], (restOfDay) =>
          makeInterval(
            context,
            { $toInt: { $trunc: months } },
            { $toInt: { $add: [{ $trunc: days }, { $trunc: restDays }, { $trunc: restOfDay }] } },
            {
              $add: [
                { $round: [scaled('ms'), 3] },
                { $round: [{ $multiply: [fraction(restOfDay), msPerDay] }, 3] },
              ],
            },
          ),
        ),
      ),
    );
    return divide && factor.constant === undefined ? cond({ $eq: [number, 0] }, null, body) : body;
  });
}

export const lowerIntervalNegation = (argument: LoweredArgument, context: LoweringContext): MongoExpression =>
  strictly(context, [argument], (value) => {
    const negated = (part: 'months' | 'days' | 'ms'): MongoExpression => ({
      $multiply: [intervalPart(value, part), -1],
    });
    return makeInterval(context, negated('months'), negated('days'), negated('ms'));
  });

/** Milliseconds since midnight of a canonical time. */
export function timeMs(time: MongoExpression, context: LoweringContext): MongoExpression {
  return bind(context, [{ $split: [time, ':'] }], (parts) => ({
    $add: [
      { $multiply: [{ $toInt: { $arrayElemAt: [parts, 0] } }, 3_600_000] },
      { $multiply: [{ $toInt: { $arrayElemAt: [parts, 1] } }, 60_000] },
      { $round: [{ $multiply: [{ $toDouble: { $arrayElemAt: [parts, 2] } }, 1000] }, 3] },
    ],
  }));
}

/** time ± interval, around midnight. */
export function lowerTimeShift(
  time: LoweredArgument,
  interval: LoweredArgument,
  sign: Sign,
  context: LoweringContext,
): MongoExpression {
  return strictly(context, [time, interval], (clock, value) => {
    const moved = { $add: [timeMs(clock, context), { $multiply: [intervalPart(value, 'ms'), sign] }] };
    const wrapped = { $mod: [{ $add: [{ $mod: [moved, msPerDay] }, msPerDay] }, msPerDay] };
    return clockText(context, wrapped);
  });
}

export const lowerTimeDifference = (
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression =>
  strictly(context, [left, right], (a, b) =>
    makeInterval(context, 0, 0, { $subtract: [timeMs(a, context), timeMs(b, context)] }),
  );

/** date ± time: a timestamp. What is no date, where nobody declared it, gives NULL. */
export function lowerDateAtTime(
  date: LoweredArgument,
  time: LoweredArgument,
  sign: Sign,
  context: LoweringContext,
): MongoExpression {
  const open = date.type.name === 'unknown';
  if (open && date.likely?.name === 'text') context.refuse('A time is added to no text: cast it to a date.');
  return strictly(context, [date, time], (day, clock) => {
    const moved = { $add: [day, { $multiply: [{ $toLong: timeMs(clock, context) }, sign] }] };
    return open ? cond(hasType(day, 'date'), moved, literal(null)) : moved;
  });
}
