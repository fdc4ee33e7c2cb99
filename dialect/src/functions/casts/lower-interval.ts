import { bind, choose, cond, hasType, isNull } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweringContext } from '../lowering.ts';
import { raise } from '../raise.ts';
import { msPerDay } from '../values.ts';

// Intervals in expressions: documents {span, months, days, ms} (see values.ts), and the text that stored columns hold.

/** A part of an interval held in a variable or field; `$getField` where it is computed. */
export function intervalPart(
  value: MongoExpression,
  part: 'span' | 'months' | 'days' | 'ms',
): MongoExpression {
  return typeof value === 'string' ? `${value}.${part}` : { $getField: { field: part, input: value } };
}

/** Builds an interval from its parts, which are not NULL. */
export function makeInterval(
  context: LoweringContext,
  months: MongoExpression,
  days: MongoExpression,
  ms: MongoExpression,
): MongoExpression {
  return bind(context, [months, days, ms], (m, d, t) => ({
    span: { $add: [{ $multiply: [{ $add: [{ $multiply: [m, 30] }, d] }, msPerDay] }, t] },
    months: m,
    days: d,
    ms: t,
  }));
}

/** Milliseconds as `04:05:06.7`; not negative, hours may exceed 24. */
export function clockText(context: LoweringContext, ms: MongoExpression): MongoExpression {
  const two = (value: MongoExpression): MongoExpression =>
    bind(context, [value], (number) => ({
      $concat: [cond({ $lt: [number, 10] }, '0', ''), { $toString: number }],
    }));
  return bind(context, [{ $toLong: { $round: [{ $multiply: [ms, 1000] }, 0] } }], (micros) => {
    const seconds = wholeUnits(micros, 1_000_000);
    return {
      $concat: [
        two(wholeUnits(micros, 3_600_000_000)),
        ':',
        two({ $mod: [wholeUnits(micros, 60_000_000), 60] }),
        ':',
        two({ $mod: [seconds, 60] }),
        bind(context, [{ $mod: [micros, 1_000_000] }], (fraction) =>
          cond(
            { $eq: [fraction, 0] },
            '',
            // 1000000 + fraction has seven digits: the first is dropped.
            {
              $concat: [
                '.',
                {
                  $rtrim: {
                    input: { $substrCP: [{ $toString: { $add: [1_000_000, fraction] } }, 1, 6] },
                    chars: '0',
                  },
                },
              ],
            },
          ),
        ),
      ],
    };
  });
}

const wholeUnits = (value: MongoExpression, unit: number): MongoExpression => ({
  $toLong: { $floor: { $divide: [value, unit] } },
});

/** PostgreSQL's text of an interval document that is not NULL. */
export function lowerIntervalText(context: LoweringContext, interval: MongoExpression): MongoExpression {
  return bind(context, [interval], (value) => {
    const months = intervalPart(value, 'months');
    const days = intervalPart(value, 'days');
    const ms = intervalPart(value, 'ms');
    return bind(
      context,
      [{ $toInt: { $trunc: { $divide: [months, 12] } } }, { $toInt: { $mod: [months, 12] } }, days, ms],
      (years, restMonths, restDays, restMs) => {
        const word = (amount: MongoExpression, unit: string, after: MongoExpression): MongoExpression =>
          cond({ $eq: [amount, 0] }, '', {
            $concat: [
              cond({ $and: [{ $gt: [amount, 0] }, after] }, '+', ''),
              { $toString: amount },
              cond({ $eq: [amount, 1] }, ` ${unit} `, ` ${unit}s `),
            ],
          });
        // A positive part behind a negative one shows its sign: what counts is the nearest part that is not zero.
        const negativeBefore = (...parts: readonly MongoExpression[]): MongoExpression =>
          parts.length === 0
            ? false
            : cond({ $eq: [parts.at(-1), 0] }, negativeBefore(...parts.slice(0, -1)), {
                $lt: [parts.at(-1), 0],
              });
        return {
          $rtrim: {
            input: {
              $concat: [
                word(years, 'year', false),
                word(restMonths, 'mon', negativeBefore(years)),
                word(restDays, 'day', negativeBefore(years, restMonths)),
                cond(
                  {
                    $and: [
                      { $eq: [restMs, 0] },
                      { $or: [years, restMonths, restDays].map((part) => ({ $ne: [part, 0] })) },
                    ],
                  },
                  '',
                  {
                    $concat: [
                      choose(
                        [
                          [{ $lt: [restMs, 0] }, '-'],
                          [negativeBefore(years, restMonths, restDays), '+'],
                        ],
                        '',
                      ),
                      clockText(context, { $abs: restMs }),
                    ],
                  },
                ),
              ],
            },
          },
        };
      },
    );
  });
}

const unitWords = {
  years: 'years?|yrs?|y',
  months: 'months?|mons?',
  weeks: 'weeks?|w',
  days: 'days?|d',
  hours: 'hours?|hrs?|h',
  minutes: 'minutes?|mins?|m',
  seconds: 'seconds?|secs?|s',
  milliseconds: 'milliseconds?|msecs?|ms',
  microseconds: 'microseconds?|usecs?|us',
} as const;

const amount = '([+-]?\\d+(?:\\.\\d+)?)';
const anyUnit = Object.values(unitWords).join('|');
const pair = `${amount}\\s*(${anyUnit})\\b`;
const clock = '([+-]?)(\\d+):(\\d\\d)(?::(\\d\\d(?:\\.\\d+)?))?$';
/** A number without a unit is one of seconds. */
const seconds = '^\\s*[+-]?\\d+(\\.\\d+)?\\s*\\z';
const whole = `^\\s*@?\\s*(${pair}\\s*)*(${clock})?\\s*\\z`;

/**
 * An interval from what a document or an expression holds: PostgreSQL's own text (`1 year 2 mons -3 days +04:05:06`), amounts with
 * units (`7 d`, `1.5 hours`), seconds (`90`), or the document that QLSQL writes. `fail` is what other texts give.
 */
export function lowerStoredInterval(
  context: LoweringContext,
  field: MongoExpression,
  fail: (value: MongoExpression) => MongoExpression = (value) =>
    raise('cast', '', value, ' is not an interval'),
): MongoExpression {
  return bind(context, [field], (value) =>
    choose(
      [
        [isNull(value), null],
        [hasType(value, 'object'), value],
        [{ $regexMatch: { input: value, regex: seconds } }, ofSeconds(context, value)],
        [
          { $and: [{ $ne: [value, ''] }, { $regexMatch: { input: value, regex: whole, options: 'i' } }] },
          fromText(context, value),
        ],
      ],
      fail(value),
    ),
  );
}

const ofSeconds = (context: LoweringContext, text: MongoExpression): MongoExpression =>
  makeInterval(context, 0, 0, {
    $round: [{ $multiply: [{ $toDouble: { $trim: { input: text } } }, 1000] }, 3],
  });

function fromText(context: LoweringContext, text: MongoExpression): MongoExpression {
  const pairs = { $regexFindAll: { input: text, regex: pair, options: 'i' } };
  const found = { $regexFind: { input: text, regex: clock } };
  return bind(context, [pairs, found], (amounts, time) => {
    const sumOf = (units: Partial<Record<keyof typeof unitWords, number>>): MongoExpression => ({
      $sum: {
        $map: {
          input: amounts,
          in: {
            $multiply: [
              { $toDouble: { $arrayElemAt: ['$$this.captures', 0] } },
              choose(
                Object.entries(units).map(([unit, size]) => [
                  {
                    $regexMatch: {
                      input: { $arrayElemAt: ['$$this.captures', 1] },
                      regex: `^(${unitWords[unit as keyof typeof unitWords]})$`,
                      options: 'i',
                    },
                  },
                  size,
                ]),
                0,
              ),
            ],
          },
        },
      },
    });
    const clockPart = (index: number): MongoExpression => ({
      $toDouble: {
        $ifNull: [{ $arrayElemAt: [{ $getField: { field: 'captures', input: time } }, index] }, '0'],
      },
    });
    const sign = { $arrayElemAt: [{ $getField: { field: 'captures', input: time } }, 0] };
    const clockMs = {
      $add: [
        { $multiply: [clockPart(1), 3_600_000] },
        { $multiply: [clockPart(2), 60_000] },
        { $round: [{ $multiply: [clockPart(3), 1000] }, 3] },
      ],
    };
    return makeInterval(
      context,
      { $toInt: { $trunc: sumOf({ years: 12, months: 1 }) } },
      { $toInt: { $trunc: sumOf({ weeks: 7, days: 1 }) } },
      {
        $add: [
          sumOf({ hours: 3_600_000, minutes: 60_000, seconds: 1000, milliseconds: 1, microseconds: 0.001 }),
          cond({ $eq: [sign, '-'] }, { $multiply: [clockMs, -1] }, clockMs),
        ],
      },
    );
  });
}
