import { printClock } from './casts/interval-text.ts';
import { canonicalZone, localToUtc, utcOf } from './casts/time-zone.ts';
import { clockText } from './casts/lower-interval.ts';
import { bind, cond, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext, ScalarFunction } from './lowering.ts';
import { raise } from './raise.ts';
import { lowerByFormat } from './lower-read-datetime.ts';
import { readByFormat } from './read-datetime.ts';
import { signature } from './signature.ts';
import { dateType, SqlError, timestampType, timestamptzType, timeType, toNumber } from './values.ts';

function checkedDay(year: unknown, month: unknown, day: unknown): number {
  const [y, m, d] = [toNumber(year), toNumber(month), toNumber(day)];
  const ms = utcOf(y < 0 ? y + 1 : y, m - 1, d);
  const back = new Date(ms);
  if (y === 0 || back.getUTCMonth() !== m - 1 || back.getUTCDate() !== d) {
    throw new SqlError(`there is no date ${y}-${m}-${d}`);
  }
  return ms;
}

const clockMs = (hour: unknown, minute: unknown, second: unknown): number =>
  (toNumber(hour) * 60 + toNumber(minute)) * 60_000 + Math.round(toNumber(second) * 1e6) / 1000;

/** $dateFromParts carries a 13th month over; PostgreSQL refuses it. */
function lowerDay(
  year: MongoExpression,
  month: MongoExpression,
  day: MongoExpression,
  context: LoweringContext,
): MongoExpression {
  const parts = { year: { $toInt: year }, month: { $toInt: month }, day: { $toInt: day } };
  return bind(context, [{ $dateFromParts: parts }], (made) =>
    cond(
      { $and: [{ $eq: [{ $month: made }, month] }, { $eq: [{ $dayOfMonth: made }, day] }] },
      made,
      raise('argument', 'There is no date ', {
        $concat: [{ $toString: year }, '-', { $toString: month }, '-', { $toString: day }],
      }),
    ),
  );
}

const lowerClock = (
  hour: MongoExpression,
  minute: MongoExpression,
  second: MongoExpression,
): MongoExpression => ({
  $add: [
    { $multiply: [hour, 3_600_000] },
    { $multiply: [minute, 60_000] },
    { $toLong: { $round: [{ $multiply: [second, 1000] }, 0] } },
  ],
});

export const dateMakingFunctions: readonly ScalarFunction[] = [
  {
    name: 'MAKE_DATE',
    category: 'datetime',
    documentation: 'The date of a year, month and day.',
    example: { sql: 'MAKE_DATE(2024, 2, 29)', result: '2024-02-29' },
    signatures: [signature('year integer, month integer, day integer', dateType)],
    nulls: 'strict',
    lower: ({ it: [year, month, day], context }) => lowerDay(year, month, day, context),
    evaluate: ([year, month, day]) => new Date(checkedDay(year, month, day)),
  },
  {
    name: 'MAKE_TIME',
    category: 'datetime',
    documentation: 'The time of an hour, minute and second.',
    example: { sql: 'MAKE_TIME(8, 15, 23.5)', result: '08:15:23.5' },
    signatures: [signature('hour integer, minute integer, second number', timeType)],
    nulls: 'strict',
    lower: ({ it: [hour, minute, second], context }) =>
      clockText(context, {
        $add: [
          { $multiply: [hour, 3_600_000] },
          { $multiply: [minute, 60_000] },
          { $toDouble: { $multiply: [second, 1000] } },
        ],
      }),
    evaluate: ([hour, minute, second]) => printClock(clockMs(hour, minute, second)),
  },
  {
    name: 'MAKE_TIMESTAMP',
    category: 'datetime',
    documentation: 'The timestamp of a year, month, day, hour, minute and second.',
    example: { sql: 'MAKE_TIMESTAMP(2024, 2, 29, 8, 15, 23.5)', result: '2024-02-29 08:15:23.5' },
    signatures: [
      signature(
        'year integer, month integer, day integer, hour integer, minute integer, second number',
        timestampType,
      ),
    ],
    nulls: 'strict',
    lower: ({ it: [year, month, day, hour, minute, second], context }) => ({
      $add: [lowerDay(year, month, day, context), lowerClock(hour, minute, second)],
    }),
    evaluate: ([year, month, day, hour, minute, second]) =>
      new Date(Math.round(checkedDay(year, month, day) + clockMs(hour, minute, second))),
  },
  {
    name: 'MAKE_TIMESTAMPTZ',
    category: 'datetime',
    documentation: 'The instant of a year, month, day, hour, minute and second in a time zone (UTC).',
    example: { sql: "MAKE_TIMESTAMPTZ(2024, 2, 29, 8, 15, 23.5, '+02')", result: '2024-02-29 06:15:23.5+00' },
    signatures: [
      signature(
        'year integer, month integer, day integer, hour integer, minute integer, second number, [zone text]',
        timestamptzType,
      ),
    ],
    nulls: 'strict',
    lower: ({ args, it: [year, month, day, hour, minute, second, zone], context }) => {
      const known = args[6]?.constant;
      const timezone = typeof known === 'string' ? canonicalZone(known) : zone;
      if (zone !== undefined && timezone === undefined) {
        context.refuse(`There is no time zone '${String(known)}'.`);
        return literal(null);
      }
      const parts = { year, month, day, hour, minute };
      const ints = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, { $toInt: part }]));
      return {
        $add: [
          { $dateFromParts: { ...ints, ...(timezone === undefined ? {} : { timezone }) } },
          { $toLong: { $round: [{ $multiply: [second, 1000] }, 0] } },
        ],
      };
    },
    evaluate: ([year, month, day, hour, minute, second, zone]) => {
      const local = Math.round(checkedDay(year, month, day) + clockMs(hour, minute, second));
      const name = zone === undefined ? '+00:00' : canonicalZone(String(zone));
      if (!name) throw new SqlError(`there is no time zone '${String(zone)}'`);
      return new Date(localToUtc(local, name));
    },
  },
  {
    name: 'TO_TIMESTAMP',
    category: 'datetime',
    documentation:
      'The instant of so many seconds since 1970, or of a text read by a format such as YYYY-MM-DD HH24:MI:SS.',
    example: { sql: 'TO_TIMESTAMP(1709202605)', result: '2024-02-29 10:30:05+00' },
    signatures: [
      signature('seconds number', timestamptzType),
      signature('text, format text', timestamptzType),
    ],
    nulls: 'strict',
    lower: ({ args, it: [value], context }) => {
      if (args.length === 1) return { $toDate: { $toLong: { $round: [{ $multiply: [value, 1000] }, 0] } } };
      return lowerByFormat(args[1]?.constant, value, context);
    },
    evaluate: ([value, format]) =>
      format === undefined
        ? new Date(Math.round(toNumber(value) * 1000))
        : readByFormat(String(value), String(format)),
  },
  {
    name: 'TO_DATE',
    category: 'datetime',
    documentation: 'The date of a text read by a format such as DD/MM/YYYY.',
    example: { sql: "TO_DATE('29/02/2024', 'DD/MM/YYYY')", result: '2024-02-29' },
    signatures: [signature('text, format text', dateType)],
    nulls: 'strict',
    lower: ({ args, it: [value], context }) => ({
      $dateTrunc: { date: lowerByFormat(args[1]?.constant, value, context), unit: 'day' },
    }),
    evaluate: ([value, format]) => {
      const date = readByFormat(String(value), String(format));
      return new Date(Math.floor(date.getTime() / 86_400_000) * 86_400_000);
    },
  },
];
