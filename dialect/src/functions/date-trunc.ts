import type { SqlType } from '../catalog/types.ts';
import { timeToMs } from './casts/datetime-text.ts';
import { makeInterval } from './casts/lower-interval.ts';
import { localToUtc, utcOf, utcToLocal } from './casts/time-zone.ts';
import { dateField, namesField } from './datetime-field-names.ts';
import type { DateField } from './datetime-field-names.ts';
import { asDate, lowerZone, zoneOf } from './date-zone.ts';
import { bind, choose, cond, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, LoweringContext, ScalarFunction } from './lowering.ts';
import { timeMs } from './operators/datetime.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import {
  interval,
  intervalType,
  isInfinite,
  isInterval,
  msPerDay,
  SqlError,
  timestampType,
  timestamptzType,
  unknownType,
} from './values.ts';

/** date_trunc and its kin take a date for the timestamp with time zone at its midnight, and a time for the interval since midnight. */
function truncatedType(types: readonly SqlType[]): SqlType {
  const { name } = types[1] ?? unknownType;
  if (name === 'interval' || name === 'timestamp') return { name };
  if (name === 'time') return intervalType;
  return name === 'unknown' || name === 'null' ? timestampType : timestamptzType;
}

/** The units that MongoDB cuts dates to. */
export const nativeUnits: readonly DateField[] = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
];
const yearsOf: Partial<Record<DateField, number>> = { decade: 10, century: 100, millennium: 1000 };

function lowerTruncation(field: DateField, date: MongoExpression, zone: MongoExpression): MongoExpression {
  if (nativeUnits.includes(field)) {
    return {
      $dateTrunc: {
        date,
        unit: field,
        ...(field === 'week' ? { startOfWeek: 'monday' } : {}),
        ...(zone === undefined ? {} : { timezone: zone }),
      },
    };
  }
  const years = yearsOf[field];
  if (years === undefined) return date;
  // A century begins with its year 1, a decade with its year 0.
  const first = field === 'decade' ? 0 : 1;
  const timezone = zone === undefined ? {} : { timezone: zone };
  const passed = { $divide: [{ $subtract: [{ $year: { date, ...timezone } }, first] }, years] };
  const year = { $toInt: { $add: [{ $multiply: [{ $floor: passed }, years] }, first] } };
  return cond({ $lte: [date, null] }, null, { $dateFromParts: { year, month: 1, day: 1, ...timezone } });
}

const truncatable: readonly DateField[] = [
  'microseconds',
  'milliseconds',
  ...nativeUnits,
  'decade',
  'century',
  'millennium',
];

function lowerDateTrunc({ args, it: [unit, value, zone], context }: CallToLower): MongoExpression {
  const known = args[0]?.constant;
  const name: LoweredArgument = { ...args[0]!, expression: unit };
  if (args[1]!.type.name === 'interval') return lowerIntervalTruncation(name, value, context);
  if (args[1]!.type.name === 'time')
    return bind(context, [timeMs(value, context)], (ms) =>
      lowerIntervalTruncation(name, makeInterval(context, 0, 0, ms), context),
    );
  const date = asDate(args[1]!, value);
  const inZone = zone === undefined ? undefined : lowerZone(args[2]!, context);
  if (typeof known === 'string') {
    const field = dateField(known);
    if (field && truncatable.includes(field)) return lowerTruncation(field, date, inZone);
    context.refuse(`A date cannot be cut to '${known}': use one of ${truncatable.join(', ')}.`);
    return literal(null);
  }
  return bind(context, [date], (bound) =>
    choose(
      truncatable.map((field) => [namesField(unit, field), lowerTruncation(field, bound, inZone)] as const),
      null,
    ),
  );
}

/** The units of an interval by what they cut: months, days or milliseconds. */
const monthsOf: Partial<Record<DateField, number>> = {
  millennium: 12_000,
  century: 1200,
  decade: 120,
  year: 12,
  quarter: 3,
  month: 1,
};
const msOf: Partial<Record<DateField, number>> = {
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  milliseconds: 1,
};

function lowerIntervalTruncation(
  unit: LoweredArgument,
  value: MongoExpression,
  context: LoweringContext,
): MongoExpression {
  const cut = (part: MongoExpression, by: number): MongoExpression => ({
    $multiply: [{ $trunc: { $divide: [part, by] } }, by],
  });
  const part = (name: string): MongoExpression => ({ $getField: { field: name, input: value } });
  const cutTo = (field: DateField): MongoExpression | undefined => {
    const [months, ms] = [monthsOf[field], msOf[field]];
    if (months !== undefined) return makeInterval(context, { $toInt: cut(part('months'), months) }, 0, 0);
    if (field === 'day') return makeInterval(context, part('months'), part('days'), 0);
    if (ms !== undefined) return makeInterval(context, part('months'), part('days'), cut(part('ms'), ms));
    return field === 'microseconds' ? value : undefined;
  };
  if (typeof unit.constant === 'string') {
    const field = dateField(unit.constant);
    const known = field && cutTo(field);
    if (known !== undefined) return known;
    context.refuse('An interval cannot be cut to that unit.');
    return literal(null);
  }
  return choose(
    truncatable.flatMap((field) => {
      const known = cutTo(field);
      return known === undefined ? [] : [[namesField(unit.expression, field), known] as const];
    }),
    raise('argument', 'an interval cannot be cut to ', unit.expression),
  );
}

/** The start of a unit that a local time lies in. */
export function truncateLocal(field: DateField, date: Date): Date {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const ms = date.getTime();
  const cut = (unit: number) => new Date(Math.floor(ms / unit) * unit);
  switch (field) {
    case 'second':
      return cut(1000);
    case 'minute':
      return cut(60_000);
    case 'hour':
      return cut(3_600_000);
    case 'day':
      return cut(msPerDay);
    case 'week': {
      const day = cut(msPerDay);
      return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * msPerDay);
    }
    case 'month':
      return new Date(utcOf(year, month, 1));
    case 'quarter':
      return new Date(utcOf(year, Math.floor(month / 3) * 3, 1));
    case 'year':
      return new Date(utcOf(year, 0, 1));
    case 'decade':
      return new Date(utcOf(Math.floor(year / 10) * 10, 0, 1));
    case 'century':
      return new Date(utcOf(Math.floor((year - 1) / 100) * 100 + 1, 0, 1));
    case 'millennium':
      return new Date(utcOf(Math.floor((year - 1) / 1000) * 1000 + 1, 0, 1));
    default:
      return date;
  }
}

function evaluateTruncation(unit: unknown, given: unknown, zone: unknown): unknown {
  const value = typeof given === 'string' ? interval(0, 0, timeToMs(given)) : given;
  const field = dateField(String(unit));
  if (!field || !truncatable.includes(field)) throw new SqlError(`a date cannot be cut to '${String(unit)}'`);
  if (isInterval(value)) {
    const cut = (part: number, by: number) => Math.trunc(part / by) * by;
    const months = monthsOf[field];
    if (months !== undefined) return interval(cut(value.months, months), 0, 0);
    if (field === 'day') return interval(value.months, value.days, 0);
    const unitMs = msOf[field];
    return interval(value.months, value.days, unitMs === undefined ? value.ms : cut(value.ms, unitMs));
  }
  const date = value as Date;
  if (isInfinite(date)) return date;
  if (zone === undefined) return truncateLocal(field, date);
  const name = zoneOf(zone);
  const local = new Date(utcToLocal(date.getTime(), name));
  return new Date(localToUtc(truncateLocal(field, local).getTime(), name));
}

export const dateTruncFunctions: readonly ScalarFunction[] = [
  {
    name: 'DATE_TRUNC',
    category: 'datetime',
    documentation: `The start of the unit that a date lies in: ${truncatable.join(', ')}. Weeks start on Monday. A third argument names the time zone to reckon in.`,
    example: { sql: "DATE_TRUNC('month', TIMESTAMP '2024-02-29 10:30')", result: '2024-02-01 00:00:00' },
    units: {
      names: truncatable,
      accepts: (word) => {
        const field = dateField(word);
        return field !== undefined && truncatable.includes(field);
      },
    },
    signatures: [signature('unit text, date datetime, [zone text]', truncatedType, 'timestamp')],
    nulls: 'strict',
    mayBeNull: true,
    lower: lowerDateTrunc,
    evaluate: ([unit, value, zone]) => evaluateTruncation(unit, value, zone),
  },
];
