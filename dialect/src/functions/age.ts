import { makeInterval } from './casts/lower-interval.ts';
import { bind, cond } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';
import { interval, msPerDay } from './values.ts';
import type { Interval } from './values.ts';

// AGE counts as people do: whole months first, then the days that are left, borrowing from the month of the earlier date.

const timeOf = (date: Date): number => ((date.getTime() % msPerDay) + msPerDay) % msPerDay;

/** Years, months, days and time from one date to a later one; negative where it is earlier. */
export function ageBetween(later: Date, earlier: Date): Interval {
  const sign = later.getTime() < earlier.getTime() ? -1 : 1;
  const [from, to] = sign < 0 ? [later, earlier] : [earlier, later];
  let months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  let days = to.getUTCDate() - from.getUTCDate();
  let ms = timeOf(to) - timeOf(from);
  if (ms < 0) {
    ms += msPerDay;
    days -= 1;
  }
  if (days < 0) {
    const monthEnd = new Date(from);
    monthEnd.setUTCMonth(from.getUTCMonth() + 1, 0);
    days += monthEnd.getUTCDate();
    months -= 1;
  }
  return interval(sign * months, sign * days, sign * ms);
}

/** The same as an expression; NULL where a date is. */
export function lowerAge(
  later: MongoExpression,
  earlier: MongoExpression,
  context: LoweringContext,
): MongoExpression {
  return bind(context, [later, earlier], (a, b) =>
    cond(
      { $or: [{ $lte: [a, null] }, { $lte: [b, null] }] },
      null,
      bind(context, [{ $min: [a, b] }, { $max: [a, b] }, cond({ $lt: [a, b] }, -1, 1)], (from, to, sign) =>
        between(from, to, sign, context),
      ),
    ),
  );
}

function between(
  from: MongoExpression,
  to: MongoExpression,
  sign: MongoExpression,
  context: LoweringContext,
): MongoExpression {
  const time = (date: MongoExpression): MongoExpression => ({
    $subtract: [date, { $dateTrunc: { date, unit: 'day' } }],
  });
  const monthDays = {
    $dayOfMonth: {
      $dateAdd: {
        startDate: {
          $dateAdd: { startDate: { $dateTrunc: { date: from, unit: 'month' } }, unit: 'month', amount: 1 },
        },
        unit: 'day',
        amount: -1,
      },
    },
  };
  const months = { $dateDiff: { startDate: from, endDate: to, unit: 'month' } };
  const days = { $subtract: [{ $dayOfMonth: to }, { $dayOfMonth: from }] };
  return bind(context, [months, days, { $subtract: [time(to), time(from)] }], (m, d, t) =>
    bind(context, [cond({ $lt: [t, 0] }, { $subtract: [d, 1] }, d)], (borrowed) =>
      makeInterval(
        context,
        { $toInt: { $multiply: [cond({ $lt: [borrowed, 0] }, { $subtract: [m, 1] }, m), sign] } },
        {
          $toInt: {
            $multiply: [cond({ $lt: [borrowed, 0] }, { $add: [borrowed, monthDays] }, borrowed), sign],
          },
        },
        { $multiply: [cond({ $lt: [t, 0] }, { $add: [t, msPerDay] }, t), sign] },
      ),
    ),
  );
}
