import type { SqlType } from '../catalog/types.ts';
import { localToUtc, utcOf, utcToLocal } from './casts/time-zone.ts';
import { bind, cond, hasType, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, LoweringContext, ScalarFunction } from './lowering.ts';
import { intervalPart } from './casts/lower-interval.ts';
import { ageBetween, lowerAge } from './age.ts';
import { midnight } from './clock.ts';
import { nativeUnits, truncateLocal } from './date-trunc.ts';
import { asDate, lowerZone, zoneOf } from './date-zone.ts';
import { dateField } from './datetime-field-names.ts';
import type { DateField } from './datetime-field-names.ts';
import { lowerIntervalShift } from './operators/datetime.ts';
import { addInterval } from './operators/evaluate-arithmetic.ts';
import { overlapsFunction } from './overlaps.ts';
import { signature } from './signature.ts';
import {
  booleanType,
  dateType,
  infinityMs,
  intervalType,
  isInfinite,
  isInterval,
  longType,
  msPerDay,
  SqlError,
  timestampType,
  timestamptzType,
} from './values.ts';

/** The start of the bin of a width, counted from an origin, that a date lies in. */
function lowerDateBin({ args, it: [, value, origin], context }: CallToLower): MongoExpression {
  const width = args[0]!;
  const step = isInterval(width.constant)
    ? width.constant.days * msPerDay + width.constant.ms
    : {
        $add: [
          { $multiply: [{ $getField: { field: 'days', input: width.expression } }, msPerDay] },
          { $getField: { field: 'ms', input: width.expression } },
        ],
      };
  return bind(context, [asDate(args[1]!, value), step], (date, size) =>
    cond({ $lt: [size, 1] }, date, {
      $add: [
        origin,
        { $toLong: { $multiply: [{ $floor: { $divide: [{ $subtract: [date, origin] }, size] } }, size] } },
      ],
    }),
  );
}

function lowerTimeZone({ args, it: [, value], context }: CallToLower): MongoExpression {
  const [zone, instant] = [lowerZone(args[0]!, context), args[1]!];
  const parts = context.fresh('parts');
  const from = (timezone: MongoExpression, to: MongoExpression): MongoExpression => ({
    $let: {
      vars: { [parts]: { $dateToParts: { date: value, timezone } } },
      in: {
        $dateFromParts: {
          ...Object.fromEntries(
            ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'].map((part) => [
              part,
              `$$${parts}.${part}`,
            ]),
          ),
          timezone: to,
        },
      },
    },
  });
  const toInstant = instant.type.name === 'timestamp';
  const body = toInstant ? from('UTC', zone) : from(zone, 'UTC');
  return instant.type.name === 'unknown' ? cond(hasType(value, 'date'), body, null) : body;
}

const shiftedType = (types: readonly SqlType[]): SqlType =>
  types[0]?.name === 'timestamp'
    ? timestampType
    : types[0]?.name === 'unknown'
      ? timestampType
      : timestamptzType;

/** Months and days are those of the clocks in a zone. */
function lowerShiftInZone(
  date: LoweredArgument,
  interval: LoweredArgument,
  zone: LoweredArgument,
  sign: 1 | -1,
  context: LoweringContext,
): MongoExpression {
  const instant = asDate(date, date.expression);
  const timezone = lowerZone(zone, context);
  return bind(context, [instant, interval.expression], (value, by) => {
    const part = (name: 'months' | 'days' | 'ms') => ({ $multiply: [intervalPart(by, name), sign] });
    // As in an interval's sum, $dateAdd gets whole seconds.
    const startDate = { $dateTrunc: { date: value, unit: 'second' } };
    const months = { $dateAdd: { startDate, unit: 'month', amount: part('months'), timezone } };
    const days = { $dateAdd: { startDate: months, unit: 'day', amount: part('days'), timezone } };
    return { $add: [days, part('ms'), { $millisecond: value }] };
  });
}

function shifting(name: string, sign: 1 | -1, aliases: readonly string[]): ScalarFunction {
  return {
    name,
    aliases,
    category: 'datetime',
    documentation: `A timestamp ${sign > 0 ? 'plus' : 'minus'} an interval.`,
    example: {
      sql: `${name}(TIMESTAMP '2024-01-31', INTERVAL '1 month')`,
      result: sign > 0 ? '2024-02-29 00:00:00' : '2023-12-31 00:00:00',
    },
    signatures: [signature('date datetime, interval, [zone text]', shiftedType, 'timestamp')],
    nulls: 'strict',
    lower: ({ args, context }) =>
      args[2]
        ? lowerShiftInZone(args[0]!, args[1]!, args[2], sign, context)
        : lowerIntervalShift(args[0]!, args[1]!, sign, context),
    evaluate: ([date, amount, zone]) => {
      if (!(date instanceof Date) || !isInterval(amount))
        throw new SqlError('a date and an interval are needed');
      if (zone === undefined) return addInterval(date, amount, sign);
      const name = zoneOf(zone);
      const days = { ...amount, ms: 0 };
      const local = addInterval(new Date(utcToLocal(date.getTime(), name)), days, sign);
      return new Date(localToUtc(local.getTime(), name) + sign * amount.ms);
    },
  };
}

/** A local time becomes an instant, an instant a local time. */
const otherKind = (types: readonly SqlType[]): SqlType =>
  types[1]?.name === 'timestamp' ? timestamptzType : timestampType;

export const dateFunctions: readonly ScalarFunction[] = [
  {
    name: 'DATE_BIN',
    category: 'datetime',
    documentation: 'The start of the bin of a width, counted from an origin, that a date lies in.',
    example: {
      sql: "DATE_BIN('15 minutes', TIMESTAMP '2024-02-29 10:38', TIMESTAMP '2024-01-01')",
      result: '2024-02-29 10:30:00',
    },
    signatures: [
      signature(
        'width interval, date datetime, origin datetime',
        (types) => (types[1]?.name === 'timestamptz' ? timestamptzType : timestampType),
        'timestamp',
      ),
    ],
    nulls: 'strict',
    mayBeNull: true,
    lower: lowerDateBin,
    evaluate: ([width, date, origin]) => {
      if (!isInterval(width) || width.months !== 0)
        throw new SqlError('the width of a bin cannot have months');
      const size = width.days * msPerDay + width.ms;
      const [at, from] = [(date as Date).getTime(), (origin as Date).getTime()];
      return size < 1 ? date : new Date(from + Math.floor((at - from) / size) * size);
    },
  },
  {
    name: 'AGE',
    category: 'datetime',
    documentation: 'The years, months, days and time between two dates; with one argument, until today.',
    example: { sql: "AGE(DATE '2024-02-29', DATE '2020-01-31')", result: '4 years 29 days' },
    signatures: [signature('later datetime, [earlier datetime]', intervalType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [later, earlier], context }) => {
      const today = literal(midnight(context.now ?? new Date(0)));
      const [a, b] =
        earlier === undefined
          ? [today, asDate(args[0]!, later)]
          : [asDate(args[0]!, later), asDate(args[1]!, earlier)];
      return lowerAge(a, b, context);
    },
    evaluate: ([later, earlier], { now }) =>
      earlier === undefined
        ? ageBetween(midnight(now), later as Date)
        : ageBetween(later as Date, earlier as Date),
  },
  shifting('DATE_ADD', 1, ['DATEADD']),
  shifting('DATE_SUBTRACT', -1, ['DATE_SUB']),
  {
    name: 'DATE_DIFF',
    aliases: ['DATEDIFF'],
    category: 'datetime',
    documentation:
      "How many boundaries of a unit lie between two dates: DATE_DIFF('year', DATE '2023-12-31', DATE '2024-01-01') is 1.",
    example: { sql: "DATE_DIFF('day', DATE '2024-02-01', DATE '2024-03-01')", result: '29' },
    signatures: [signature('unit text, start datetime, end datetime', longType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [, start, end], context }) => {
      const field = typeof args[0]?.constant === 'string' ? dateField(args[0].constant) : undefined;
      if (!field || !(nativeUnits.includes(field) || field === 'milliseconds')) {
        context.refuse(`The unit of DATE_DIFF must be one of ${nativeUnits.join(', ')}.`);
        return literal(null);
      }
      const unit = field === 'milliseconds' ? 'millisecond' : field;
      return {
        $dateDiff: {
          startDate: asDate(args[1]!, start),
          endDate: asDate(args[2]!, end),
          unit,
          ...(unit === 'week' ? { startOfWeek: 'monday' } : {}),
        },
      };
    },
    evaluate: ([unit, start, end]) => {
      const field = dateField(String(unit));
      if (!field) throw new SqlError(`'${String(unit)}' is not a unit of time`);
      return boundaries(field, start as Date, end as Date);
    },
  },
  {
    name: 'TIMEZONE',
    category: 'datetime',
    documentation:
      'What AT TIME ZONE does: the local time of an instant in a zone, or the instant of a local time.',
    example: {
      sql: "TIMESTAMPTZ '2024-02-29 10:00+00' AT TIME ZONE 'Asia/Tokyo'",
      result: '2024-02-29 19:00:00',
    },
    signatures: [
      signature('zone text, date datetime', otherKind, 'timestamp'),
      signature('zone interval, date datetime', otherKind, 'timestamp'),
    ],
    nulls: 'strict',
    mayBeNull: true,
    lower: lowerTimeZone,
    evaluate: ([zone, value], { types }) => {
      const name = zoneOf(zone);
      const ms = (value as Date).getTime();
      return new Date(types[1]?.name === 'timestamp' ? localToUtc(ms, name) : utcToLocal(ms, name));
    },
  },
  overlapsFunction,
  {
    name: 'ISFINITE',
    category: 'datetime',
    documentation: 'Whether a date, timestamp or interval is not infinite.',
    example: { sql: "ISFINITE(DATE '2024-02-29')", result: 'true' },
    signatures: [signature('date datetime', booleanType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => ({
      $not: [{ $in: [value, literal([new Date(infinityMs), new Date(-infinityMs)])] }],
    }),
    evaluate: ([value]) =>
      value instanceof Date ? !isInfinite(value) : isInterval(value) ? Number.isFinite(value.ms) : true,
  },
  {
    name: 'LAST_DAY',
    category: 'datetime',
    documentation: 'The last day of the month that a date lies in.',
    example: { sql: "LAST_DAY(DATE '2024-02-10')", result: '2024-02-29' },
    signatures: [signature('date datetime', dateType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [value] }) => ({
      $dateAdd: {
        startDate: {
          $dateAdd: {
            startDate: { $dateTrunc: { date: asDate(args[0]!, value), unit: 'month' } },
            unit: 'month',
            amount: 1,
          },
        },
        unit: 'day',
        amount: -1,
      },
    }),
    evaluate: ([value]) => {
      const date = value as Date;
      return new Date(utcOf(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
    },
  },
];

function boundaries(field: DateField, start: Date, end: Date): bigint {
  const unit: Partial<Record<DateField, number>> = {
    milliseconds: 1,
    second: 1000,
    minute: 60_000,
    hour: 3_600_000,
    day: msPerDay,
    week: 7 * msPerDay,
  };
  const size = unit[field];
  if (size !== undefined) {
    const [from, to] = [truncateLocal(field, start), truncateLocal(field, end)];
    return BigInt(Math.round((to.getTime() - from.getTime()) / size));
  }
  const months = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
  const per = { month: 1, quarter: 3, year: 12 }[field as string];
  if (per === undefined) throw new SqlError(`DATE_DIFF does not count ${field}`);
  return BigInt(Math.floor(months(end) / per) - Math.floor(months(start) / per));
}
