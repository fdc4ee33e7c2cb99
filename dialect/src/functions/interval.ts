import { readInterval } from './casts/interval-text.ts';
import { intervalPart, makeInterval } from './casts/lower-interval.ts';
import { bind, cond, unlessNull } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, ScalarFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { interval, intervalType, msPerDay, toNumber } from './values.ts';
import type { Interval } from './values.ts';

/** A part and the larger part it is gathered into have the same sign in the end, as PostgreSQL makes them. */
function balance(large: number, small: number, size: number): readonly [number, number] {
  let whole = large + Math.trunc(small / size);
  let rest = small % size;
  if (whole > 0 && rest < 0) {
    rest += size;
    whole -= 1;
  } else if (whole < 0 && rest > 0) {
    rest -= size;
    whole += 1;
  }
  return [whole, rest];
}

function lowerBalanced(
  large: MongoExpression,
  small: MongoExpression,
  size: number,
  build: (whole: MongoExpression, rest: MongoExpression) => MongoExpression,
  { context }: CallToLower,
): MongoExpression {
  return bind(
    context,
    [{ $add: [large, { $toInt: { $trunc: { $divide: [small, size] } } }] }, { $mod: [small, size] }],
    (whole, rest) => {
      const shift = cond(
        { $and: [{ $gt: [whole, 0] }, { $lt: [rest, 0] }] },
        1,
        cond({ $and: [{ $lt: [whole, 0] }, { $gt: [rest, 0] }] }, -1, 0),
      );
      return bind(context, [shift], (by) =>
        build({ $subtract: [whole, by] }, { $add: [rest, { $multiply: [by, size] }] }),
      );
    },
  );
}

const justifyHours = (value: Interval): Interval => {
  const [days, ms] = balance(value.days, value.ms, msPerDay);
  return interval(value.months, days, ms);
};

const justifyDays = (value: Interval): Interval => {
  const [months, days] = balance(value.months, value.days, 30);
  return interval(months, days, value.ms);
};

// The whole has one sign; cut into months, days and time, all parts have it.
function justifyAll({ span }: Interval): Interval {
  const month = 30 * msPerDay;
  return interval(Math.trunc(span / month), Math.trunc((span % month) / msPerDay), span % msPerDay);
}

export const intervalFunctions: readonly ScalarFunction[] = [
  {
    name: 'MAKE_INTERVAL',
    category: 'datetime',
    documentation: 'An interval from its parts, which may be named: MAKE_INTERVAL(days => 10).',
    example: { sql: 'MAKE_INTERVAL(days => 10)', result: '10 days' },
    signatures: [
      signature(
        '[years integer], [months integer], [weeks integer], [days integer], [hours integer], [mins integer], [secs number]',
        intervalType,
      ),
    ],
    // A part that is left out comes as NULL.
    nulls: 'own',
    lower: ({ args, it, context }) => {
      const isGiven = (arg: LoweredArgument | undefined) => arg !== undefined && arg.type.name !== 'null';
      const part = (index: number): MongoExpression => (isGiven(args[index]) ? it[index] : 0);
      const made = makeInterval(
        context,
        { $toInt: { $add: [{ $multiply: [part(0), 12] }, part(1)] } },
        { $toInt: { $add: [{ $multiply: [part(2), 7] }, part(3)] } },
        {
          $add: [
            { $multiply: [part(4), 3_600_000] },
            { $multiply: [part(5), 60_000] },
            { $toDouble: { $multiply: [part(6), 1000] } },
          ],
        },
      );
      return unlessNull(args.filter(isGiven), made);
    },
    evaluate: (values, { types }) => {
      if (values.some((value, index) => value === null && types[index]?.name !== 'null')) return null;
      const part = (index: number) => toNumber(values[index] ?? 0);
      return interval(
        part(0) * 12 + part(1),
        part(2) * 7 + part(3),
        part(4) * 3_600_000 + part(5) * 60_000 + part(6) * 1000,
      );
    },
  },
  {
    name: 'INTERVAL_FIELD',
    category: 'datetime',
    documentation: "What INTERVAL '…' DAY TO HOUR means: the text read with the fields that follow it.",
    example: { sql: "INTERVAL '3' DAY", result: '3 days' },
    signatures: [signature('text, field text', intervalType)],
    nulls: 'strict',
    evaluate: ([text, field]) => readInterval(String(text), String(field)),
  },
  {
    name: 'JUSTIFY_HOURS',
    category: 'datetime',
    documentation: 'The interval with each 24 hours counted as a day.',
    example: { sql: "JUSTIFY_HOURS(INTERVAL '50 hours')", result: '2 days 02:00:00' },
    signatures: [signature('interval', intervalType)],
    nulls: 'strict',
    lower: (call) =>
      lowerBalanced(
        intervalPart(call.it[0], 'days'),
        intervalPart(call.it[0], 'ms'),
        msPerDay,
        (days, ms) => makeInterval(call.context, intervalPart(call.it[0], 'months'), days, ms),
        call,
      ),
    evaluate: ([value]) => justifyHours(value as Interval),
  },
  {
    name: 'JUSTIFY_DAYS',
    category: 'datetime',
    documentation: 'The interval with each 30 days counted as a month.',
    example: { sql: "JUSTIFY_DAYS(INTERVAL '35 days')", result: '1 mon 5 days' },
    signatures: [signature('interval', intervalType)],
    nulls: 'strict',
    lower: (call) =>
      lowerBalanced(
        intervalPart(call.it[0], 'months'),
        intervalPart(call.it[0], 'days'),
        30,
        (months, days) => makeInterval(call.context, months, days, intervalPart(call.it[0], 'ms')),
        call,
      ),
    evaluate: ([value]) => justifyDays(value as Interval),
  },
  {
    name: 'JUSTIFY_INTERVAL',
    category: 'datetime',
    documentation:
      'The interval with 24 hours counted as a day and 30 days as a month, all parts of one sign.',
    example: { sql: "JUSTIFY_INTERVAL(INTERVAL '1 mon -1 hour')", result: '29 days 23:00:00' },
    signatures: [signature('interval', intervalType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) =>
      bind(context, [intervalPart(value, 'span')], (span) =>
        makeInterval(
          context,
          { $toInt: { $trunc: { $divide: [span, 30 * msPerDay] } } },
          { $toInt: { $trunc: { $divide: [{ $mod: [span, 30 * msPerDay] }, msPerDay] } } },
          { $mod: [span, msPerDay] },
        ),
      ),
    evaluate: ([value]) => justifyAll(value as Interval),
  },
];
