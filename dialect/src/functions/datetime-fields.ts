import { intervalPart } from './casts/lower-interval.ts';
import { dateField, dateFieldNames, namesField } from './datetime-field-names.ts';
import type { DateField } from './datetime-field-names.ts';
import { evaluateExtract } from './evaluate-datetime-field.ts';
import { bind, choose, cond, hasType, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, LoweringContext, ScalarFunction } from './lowering.ts';
import { timeMs } from './operators/datetime.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { decimalType, doubleType, intType, msPerDay } from './values.ts';

// A quotient is a double, whose text as a decimal would have 15 digits: whole fields are integers.
const floorDivide = (value: MongoExpression, by: number): MongoExpression => ({
  $toInt: { $floor: { $divide: [value, by] } },
});

const truncDivide = (value: MongoExpression, by: number): MongoExpression => ({
  $toInt: { $trunc: { $divide: [value, by] } },
});

/** A field of a date that is not NULL. */
function lowerInstantField(
  field: DateField,
  date: MongoExpression,
  isDay: boolean,
  context: LoweringContext,
): MongoExpression {
  switch (field) {
    case 'microseconds':
      return {
        $add: [{ $multiply: [{ $second: date }, 1_000_000] }, { $multiply: [{ $millisecond: date }, 1000] }],
      };
    case 'milliseconds':
      return { $add: [{ $multiply: [{ $second: date }, 1000] }, { $millisecond: date }] };
    case 'second':
      return { $add: [{ $second: date }, { $divide: [{ $millisecond: date }, 1000] }] };
    case 'minute':
      return { $minute: date };
    case 'hour':
      return { $hour: date };
    case 'day':
      return { $dayOfMonth: date };
    case 'dow':
      return { $subtract: [{ $dayOfWeek: date }, 1] };
    case 'isodow':
      return { $isoDayOfWeek: date };
    case 'doy':
      return { $dayOfYear: date };
    case 'week':
      return { $isoWeek: date };
    case 'month':
      return { $month: date };
    case 'quarter':
      return { $toInt: { $ceil: { $divide: [{ $month: date }, 3] } } };
    case 'year':
      return { $year: date };
    case 'isoyear':
      return { $isoWeekYear: date };
    case 'decade':
      return floorDivide({ $year: date }, 10);
    case 'century':
      return floorDivide({ $add: [{ $year: date }, 99] }, 100);
    case 'millennium':
      return floorDivide({ $add: [{ $year: date }, 999] }, 1000);
    case 'epoch':
      return { $divide: [{ $toDecimal: { $toLong: date } }, 1000] };
    case 'julian': {
      const days = { $divide: [{ $toDecimal: { $toLong: date } }, msPerDay] };
      return bind(context, [days], (value) => ({ $add: [2_440_588, isDay ? { $floor: value } : value] }));
    }
    case 'timezone':
    case 'timezone_hour':
    case 'timezone_minute':
      return 0;
  }
}

function lowerClockField(field: DateField, ms: MongoExpression): MongoExpression | undefined {
  switch (field) {
    case 'microseconds':
      return { $toInt: { $round: { $multiply: [{ $mod: [ms, 60_000] }, 1000] } } };
    case 'milliseconds':
      return { $mod: [ms, 60_000] };
    case 'second':
      return { $divide: [{ $mod: [ms, 60_000] }, 1000] };
    case 'minute':
      return truncDivide({ $mod: [ms, 3_600_000] }, 60_000);
    case 'hour':
      return truncDivide(ms, 3_600_000);
    case 'epoch':
      return { $divide: [ms, 1000] };
    default:
      return undefined;
  }
}

function lowerIntervalField(
  field: DateField,
  interval: MongoExpression,
  context: LoweringContext,
): MongoExpression | undefined {
  const months = intervalPart(interval, 'months');
  const years = truncDivide(months, 12);
  switch (field) {
    case 'day':
      return intervalPart(interval, 'days');
    case 'week':
      return truncDivide(intervalPart(interval, 'days'), 7);
    case 'month':
      return { $mod: [months, 12] };
    case 'quarter':
      return bind(context, [months], (all) => ({
        $add: [truncDivide({ $mod: [all, 12] }, 3), cond({ $lt: [all, 0] }, -1, 1)],
      }));
    case 'year':
      return years;
    case 'decade':
      return truncDivide(years, 10);
    case 'century':
      return truncDivide(years, 100);
    case 'millennium':
      return truncDivide(years, 1000);
    case 'epoch':
      return {
        $add: [
          { $multiply: [years, 31_557_600] },
          { $multiply: [{ $mod: [months, 12] }, 2_592_000] },
          { $multiply: [intervalPart(interval, 'days'), 86_400] },
          { $divide: [intervalPart(interval, 'ms'), 1000] },
        ],
      };
    default:
      return lowerClockField(field, intervalPart(interval, 'ms'));
  }
}

function lowerField(
  field: DateField,
  value: MongoExpression,
  argument: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const none = (what: string): MongoExpression => {
    context.refuse(`${what} has no field ${field}.`);
    return literal(null);
  };
  switch (argument.type.name) {
    case 'interval':
      return lowerIntervalField(field, value, context) ?? none('An interval');
    case 'time':
      return bind(context, [timeMs(value, context)], (ms) => lowerClockField(field, ms) ?? none('A time'));
    case 'unknown': {
      // What lies between two dates that nobody declared is an interval.
      const ofInterval = lowerIntervalField(field, value, context);
      return choose(
        [
          [hasType(value, 'date'), lowerInstantField(field, value, false, context)],
          ...(ofInterval === undefined ? [] : [[hasType(value, 'object'), ofInterval] as const]),
        ],
        null,
      );
    }
    default:
      return lowerInstantField(field, value, argument.type.name === 'date', context);
  }
}

/** The digits behind the point that PostgreSQL gives a field as a numeric. */
const scales: Partial<Record<DateField, number>> = { second: 6, epoch: 6, milliseconds: 3 };

function lowerExtract({ args, it: [name, value], returns, context }: CallToLower): MongoExpression {
  const convert = (result: MongoExpression, scale = 0): MongoExpression => {
    if (returns.name !== 'decimal') return { [returns.name === 'int' ? '$toInt' : '$toDouble']: result };
    return scale > 0 ? { $round: [{ $toDecimal: result }, scale] } : { $toDecimal: result };
  };
  const known = args[0]?.constant;
  if (typeof known === 'string') {
    const field = dateField(known);
    const type = args[1]!.type.name;
    if (field)
      return convert(lowerField(field, value, args[1]!, context), type === 'date' ? 0 : scales[field]);
    context.refuse(`'${known}' is not a field of a date: use one of ${dateFieldNames.join(', ')}.`);
    return literal(null);
  }
  return convert(lowerNamedField(name, value, args[1]!, context));
}

/** The field whose name is known per row only. A name of none fails for an interval and a time, and is NULL for a date. */
function lowerNamedField(
  name: MongoExpression,
  value: MongoExpression,
  argument: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const among = (
    lowered: (field: DateField) => MongoExpression | undefined,
    otherwise: MongoExpression,
  ): MongoExpression =>
    choose(
      dateFieldNames.flatMap((field) => {
        const result = lowered(field);
        return result === undefined ? [] : [[namesField(name, field), result] as const];
      }),
      otherwise,
    );
  const fails = raise('argument', `${argument.type.name} has no field `, name);
  switch (argument.type.name) {
    case 'interval':
      return among((field) => lowerIntervalField(field, value, context), fails);
    case 'time':
      return bind(context, [timeMs(value, context)], (ms) =>
        among((field) => lowerClockField(field, ms), fails),
      );
    case 'unknown':
      return choose(
        [
          [hasType(value, 'date'), among((field) => lowerInstantField(field, value, false, context), null)],
          [hasType(value, 'object'), among((field) => lowerIntervalField(field, value, context), null)],
        ],
        null,
      );
    default:
      return among((field) => lowerInstantField(field, value, false, context), null);
  }
}

/** YEAR(d) and its kin, as MySQL and others have them. */
function shorthand(name: string, field: DateField, what: string, result: string): ScalarFunction {
  return {
    name,
    category: 'datetime',
    documentation: `${what} of a date, as an integer. The same as EXTRACT(${field} FROM …).`,
    example: { sql: `${name}(TIMESTAMP '2024-02-29 10:30:05')`, result },
    signatures: [signature('date datetime', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: (call) =>
      lowerExtract({
        ...call,
        args: [{ expression: field, type: { name: 'text' }, nullable: false, constant: field }, ...call.args],
        it: [field, ...call.it],
      }),
    evaluate: ([value], { types }) => evaluateExtract(field, value, types[0]!, intType),
  };
}

/** What EXTRACT and DATE_PART take, in any spelling. */
const dateFields = {
  names: dateFieldNames,
  accepts: (word: string) => dateField(word) !== undefined,
};

export const dateFieldFunctions: readonly ScalarFunction[] = [
  {
    name: 'EXTRACT',
    category: 'datetime',
    documentation: `A field of a date, time or interval: ${dateFieldNames.join(', ')}.`,
    example: { sql: "EXTRACT(year FROM DATE '2024-02-29')", result: '2024' },
    units: dateFields,
    signatures: [signature('field text, from datetime', decimalType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: lowerExtract,
    evaluate: ([field, value], { types, returns }) => evaluateExtract(field, value, types[1]!, returns),
  },
  {
    name: 'DATE_PART',
    category: 'datetime',
    documentation: `A field of a date, time or interval as a double: ${dateFieldNames.join(', ')}.`,
    example: { sql: "DATE_PART('month', DATE '2024-02-29')", result: '2' },
    units: dateFields,
    signatures: [signature('field text, from datetime', doubleType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: lowerExtract,
    evaluate: ([field, value], { types, returns }) => evaluateExtract(field, value, types[1]!, returns),
  },
  shorthand('YEAR', 'year', 'The year', '2024'),
  shorthand('QUARTER', 'quarter', 'The quarter', '1'),
  shorthand('MONTH', 'month', 'The month', '2'),
  shorthand('WEEK', 'week', 'The ISO week', '9'),
  shorthand('DAY', 'day', 'The day of the month', '29'),
  shorthand('DAYOFWEEK', 'dow', 'The day of the week (0 is Sunday)', '4'),
  shorthand('DAYOFYEAR', 'doy', 'The day of the year', '60'),
  shorthand('HOUR', 'hour', 'The hour', '10'),
  shorthand('MINUTE', 'minute', 'The minute', '30'),
  shorthand('SECOND', 'second', 'The second', '5'),
];
