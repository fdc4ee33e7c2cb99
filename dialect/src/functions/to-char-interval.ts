import { cased, dateFormatPieces, lowerOrdinal, ordinal, romans } from './date-format.ts';
import type { Piece } from './date-format.ts';
import { intervalPart } from './casts/lower-interval.ts';
import { bind, cond, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';
import { SqlError } from './values.ts';
import type { Interval } from './values.ts';

// TO_CHAR over intervals: what each pattern counts of one of the interval's parts. Hours go on behind 24; days of the week mean nothing.

interface Figure {
  readonly part: 'months' | 'days' | 'ms';
  /** How much of the part is one. */
  readonly unit: number;
  /** Where it begins anew. */
  readonly below?: number;
  /** Digits: without a sign, but for days and parts of seconds. */
  readonly width: number;
}

const hour = 3_600_000;
const figure = (part: Figure['part'], unit: number, width: number, below?: number): Figure => ({
  part,
  unit,
  width,
  ...(below === undefined ? {} : { below }),
});

const figures: Readonly<Record<string, Figure>> = {
  YYYY: figure('months', 12, 4),
  YYY: figure('months', 12, 3, 1000),
  YY: figure('months', 12, 2, 100),
  Y: figure('months', 12, 1, 10),
  CC: figure('months', 1200, 2),
  MM: figure('months', 1, 2, 12),
  DD: figure('days', 1, 2),
  HH24: figure('ms', hour, 2),
  HH12: figure('ms', hour, 2, 12),
  HH: figure('ms', hour, 2, 12),
  MI: figure('ms', 60_000, 2, 60),
  SS: figure('ms', 1000, 2, 60),
  SSSS: figure('ms', 1000, 1),
  SSSSS: figure('ms', 1000, 1),
  MS: figure('ms', 1, 3, 1000),
  US: figure('ms', 0.001, 6, 1_000_000),
  FF1: figure('ms', 100, 1, 10),
  FF2: figure('ms', 10, 2, 100),
  FF3: figure('ms', 1, 3, 1000),
  FF4: figure('ms', 0.1, 4, 10_000),
  FF5: figure('ms', 0.01, 5, 100_000),
  FF6: figure('ms', 0.001, 6, 1_000_000),
};

const countsSign = ({ part, unit }: Figure): boolean => part === 'days' || (part === 'ms' && unit < 1000);
const onClock = (name: string): boolean => name === 'HH' || name === 'HH12';
const halves: Readonly<Record<string, readonly [string, string]>> = {
  AM: ['AM', 'PM'],
  PM: ['AM', 'PM'],
  'A.M.': ['A.M.', 'P.M.'],
  'P.M.': ['A.M.', 'P.M.'],
};

/** A month in Roman numbers as PostgreSQL counts those of intervals: none of a year is XII, and from -1 on it goes down from there. */
const romanAt = (month: number, year: number): string =>
  (month === 0 ? romans[year < 0 ? 0 : 11] : romans[month > 0 ? month - 1 : 12 + month]) ?? '';

function shown(piece: Piece, value: Interval): string {
  if (piece.kind === 'text') return piece.text;
  const upper = piece.name.toUpperCase();
  const half = halves[upper];
  if (half) return cased(half[Math.trunc(value.ms / hour) % 24 >= 12 ? 1 : 0], piece.name);
  if (upper === 'RM') {
    if (value.months === 0) return '';
    const roman = cased(romanAt(value.months % 12, value.months), piece.name === 'rm' ? 'rm' : 'RM');
    return piece.fill ? roman.padEnd(4) : roman;
  }
  const known = figures[upper];
  if (!known) throw new SqlError(`'${piece.name}' means nothing for an interval`);
  const whole = Math.trunc(value[known.part] / known.unit);
  const counted = known.below === undefined ? whole : whole % known.below;
  const number = counted === 0 && onClock(upper) ? 12 : counted;
  const width = number < 0 && countsSign(known) ? known.width - 1 : known.width;
  const digits = String(Math.abs(number)).padStart(piece.fill ? width : 1, '0');
  const suffix = piece.suffix === '' ? '' : cased(ordinal(Math.abs(number)), piece.suffix);
  return (number < 0 ? '-' : '') + digits + suffix;
}

/** TO_CHAR of an interval that is not NULL. Throws SqlError for a pattern of calendars. */
export const intervalToChar = (value: Interval, format: string): string =>
  dateFormatPieces(format)
    .map((piece) => shown(piece, value))
    .join('');

function lowerPiece(piece: Piece, value: MongoExpression, context: LoweringContext): MongoExpression {
  if (piece.kind === 'text') return literal(piece.text);
  const upper = piece.name.toUpperCase();
  const whole = ({ part, unit }: Figure): MongoExpression => ({
    $trunc: { $divide: [intervalPart(value, part), unit] },
  });
  const half = halves[upper];
  if (half) {
    const late = { $gte: [{ $mod: [whole(figure('ms', hour, 2)), 24] }, 12] };
    return cond(late, cased(half[1], piece.name), cased(half[0], piece.name));
  }
  if (upper === 'RM') return lowerRoman(piece.name, piece.fill, intervalPart(value, 'months'));
  const known = figures[upper];
  if (!known) throw new SqlError(`'${piece.name}' means nothing for an interval`);
  const counted = known.below === undefined ? whole(known) : { $mod: [whole(known), known.below] };
  return bind(context, [{ $toLong: counted }], (count) => {
    const number = onClock(upper) ? cond({ $eq: [count, 0] }, 12, count) : count;
    const digits: MongoExpression = { $toString: { $abs: number } };
    const width = countsSign(known) ? cond({ $lt: [number, 0] }, known.width - 1, known.width) : known.width;
    const missing = { $max: [0, { $subtract: [width, { $strLenCP: digits }] }] };
    const padding = piece.fill ? [{ $substrCP: ['0'.repeat(known.width), 0, missing] }] : [];
    const suffix = piece.suffix === '' ? [] : [lowerOrdinal({ $abs: number }, piece.suffix)];
    return { $concat: [cond({ $lt: [number, 0] }, '-', ''), ...padding, digits, ...suffix] };
  });
}

function lowerRoman(name: string, fill: boolean, months: MongoExpression): MongoExpression {
  const written = (month: number, year: number) => {
    const roman = cased(romanAt(month, year), name === 'rm' ? 'rm' : 'RM');
    return fill ? roman.padEnd(4) : roman;
  };
  const names = Array.from({ length: 23 }, (_, index) => written(index - 11, 1));
  const named = { $arrayElemAt: [literal(names), { $add: [{ $mod: [months, 12] }, 11] }] };
  const wholeYears = { $and: [{ $lt: [months, 0] }, { $eq: [{ $mod: [months, 12] }, 0] }] };
  return cond({ $eq: [months, 0] }, '', cond(wholeYears, written(0, -1), named));
}

/** The same of an interval document that is not NULL, for each row. */
export const lowerIntervalToChar = (
  interval: MongoExpression,
  format: string,
  context: LoweringContext,
): MongoExpression =>
  bind(context, [interval], (value) => ({
    $concat: dateFormatPieces(format).map((piece) => lowerPiece(piece, value, context)),
  }));
