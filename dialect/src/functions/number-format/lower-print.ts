import type { SqlType } from '../../catalog/types.ts';
import { bind, choose, cond, hasType, isFinite, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweringContext } from '../lowering.ts';
import { roundDecimal } from '../rounding.ts';
import { readNumberFormat } from './format.ts';
import type { FormatPiece, NumberFormat } from './format.ts';
import {
  blankOf,
  end,
  lastPlace,
  lead,
  noExponent,
  nothing,
  overflow,
  rest,
  signPiece,
  signTexts,
} from './frame.ts';
import type { SignTexts } from './frame.ts';
import { lowerFigures, lowerScientific } from './lower-figures.ts';
import type { LoweredFigures } from './lower-figures.ts';
import { noRoman, romanDigits } from './roman.ts';

// print.ts as expressions: what the format says is decided here, what depends on the number when the statement runs.

/** TO_CHAR of a number (not NULL) by a constant format. Throws SqlError where the format contradicts itself. */
export function lowerNumberToChar(
  value: MongoExpression,
  type: SqlType,
  text: string,
  context: LoweringContext,
): MongoExpression {
  const format = readNumberFormat(text);
  if (format.exponent) {
    return bind(context, [value], (number) =>
      cond(isFinite(number), lowerScientific(context, number, type, format.decimals), noExponent(format)),
    );
  }
  return bind(context, [value], (number) =>
    format.roman === undefined
      ? lowerFigures(context, number, type, format, (figures) => lowerPieces(format, figures, context))
      : lowerRoman(number, type, format, context),
  );
}

/** As `Line` of print.ts. */
interface LoweredLine {
  readonly digits: MongoExpression;
  readonly places: MongoExpression;
  readonly signAt: MongoExpression;
}

function placed(
  format: NumberFormat,
  { text, decimals }: LoweredFigures,
  context: LoweringContext,
  build: (line: LoweredLine) => MongoExpression,
): MongoExpression {
  const point = { $indexOfCP: [text, '.'] };
  const length = cond({ $lt: [point, 0] }, { $strLenCP: text }, point);
  return bind(context, [length], (whole) => {
    const tooLong = {
      $substrCP: [overflow(format, format.decimals), 0, { $add: [format.whole + 1, decimals] }],
    };
    const digits = cond({ $gt: [whole, format.whole] }, tooLong, text);
    const blanks = { $max: [{ $subtract: [format.whole, whole] }, 0] };
    return bind(context, [digits, blanks], (shown, missing) =>
      bind(context, [keptOf(format, shown, missing)], (kept) => {
        const starts = { $eq: [{ $substrCP: [kept, 0, 1] }, '0'] };
        const lone = { $eq: [kept, '0.'] };
        const mayHide = format.zerosFrom === undefined && format.decimals > 0;
        const hides = format.bare ? { $and: [starts, { $not: [lone] }] } : starts;
        const visible = mayHide
          ? cond(hides, { $concat: [blankOf(format), { $substrCP: [kept, 1, { $strLenCP: kept }] }] }, kept)
          : kept;
        const head = { $concat: [{ $substrCP: [lead(format), 0, missing] }, visible] };
        const first = format.zerosFrom === undefined ? missing : { $min: [missing, format.zerosFrom] };
        return bind(
          context,
          [head, mayHide ? { $add: [first, cond(hides, 1, 0)] } : first],
          (characters, signAt) => {
            const tail = rest(format);
            const filled = { $substrCP: [literal(tail), { $strLenCP: characters }, tail.length] };
            return bind(context, [{ $concat: [characters, filled] }], (places) =>
              build({ digits: shown, places, signAt }),
            );
          },
        );
      }),
    );
  });
}

function keptOf(format: NumberFormat, digits: MongoExpression, blanks: MongoExpression): MongoExpression {
  if (!format.bare || !format.point) return digits;
  const length = { $strLenCP: digits };
  const trimmed = { $strLenCP: { $rtrim: { input: digits, chars: '0' } } };
  const held = { $min: [{ $subtract: [format.zerosTo + 1, blanks] }, length] };
  return cond({ $lt: [{ $indexOfCP: [digits, '.'] }, 0] }, digits, {
    $substrCP: [digits, 0, { $max: [trimmed, held] }],
  });
}

function lowerPieces(
  format: NumberFormat,
  figures: LoweredFigures,
  context: LoweringContext,
): MongoExpression {
  return placed(format, figures, context, (line) => {
    const shown: MongoExpression = {
      $concat: format.pieces.map((piece, index) => lowerPiece(format, figures, line, piece, index)),
    };
    const ended = { $arrayElemAt: [{ $split: [shown, literal(end)] }, 0] };
    return format.bare ? { $replaceAll: { input: ended, find: nothing, replacement: '' } } : ended;
  });
}

function lowerPiece(
  format: NumberFormat,
  figures: LoweredFigures,
  line: LoweredLine,
  piece: FormatPiece,
  index: number,
): MongoExpression {
  const bySign = ({ negative, other }: SignTexts): MongoExpression => cond(figures.negative, negative, other);
  const characterAt = (at: number): MongoExpression => ({ $substrCP: [line.places, at, 1] });
  switch (piece.kind) {
    case 'place': {
      const { before, behind } = signTexts(format);
      const parts: MongoExpression[] = [characterAt(piece.at)];
      if (before.negative !== '') parts.unshift(cond({ $eq: [line.signAt, piece.at] }, bySign(before), ''));
      if (behind.negative !== '' && piece.at >= lastPlace(format, 0)) {
        const last = { $add: [lastPlace(format, 0), figures.decimals] };
        parts.push(cond({ $eq: [last, piece.at] }, bySign(behind), ''));
      }
      return parts.length === 1 ? parts[0] : { $concat: parts };
    }
    case 'text':
      return literal(piece.text);
    case 'group': {
      const before = format.pieces.slice(0, index).findLast((each) => each.kind === 'place');
      const blank = blankOf(format);
      if (!before || before.key === '.') return blank;
      return cond({ $eq: [characterAt(before.at), blank] }, blank, ',');
    }
    case 'minus':
    case 'plus':
    case 'sign':
      return bySign(signPiece(format, piece.kind));
    case 'roman':
      return '';
    case 'ordinal':
      return format.point ? '' : lowerOrdinal(figures, line, piece.upper);
  }
}

function lowerOrdinal(figures: LoweredFigures, line: LoweredLine, upper: boolean): MongoExpression {
  const ends = (pattern: string): MongoExpression => ({
    $regexMatch: { input: line.digits, regex: pattern },
  });
  const suffix = (text: string): string => (upper ? text.toUpperCase() : text);
  return choose(
    [
      [{ $or: [figures.negative, ends('^(#|\\.|$)')] }, ''],
      [ends('(^|[^1])1$'), suffix('st')],
      [ends('(^|[^1])2$'), suffix('nd')],
      [ends('(^|[^1])3$'), suffix('rd')],
    ],
    suffix('th'),
  );
}

function lowerRoman(
  value: MongoExpression,
  type: SqlType,
  format: NumberFormat,
  context: LoweringContext,
): MongoExpression {
  const away = roundDecimal(context, { $toDecimal: value }, 0);
  const even = { $round: [value, 0] };
  const rounded =
    type.name === 'double'
      ? even
      : type.name === 'unknown'
        ? cond(hasType(value, 'double'), even, away)
        : away;
  return bind(context, [rounded], (number) => {
    const digit = (power: number): MongoExpression => ({
      $toInt: { $mod: [{ $floor: { $divide: [number, 10 ** power] } }, 10] },
    });
    const lowered = (text: string): string => (format.roman === 'lower' ? text.toLowerCase() : text);
    const letters = romanDigits.map((names, power) => ({
      $arrayElemAt: [literal(names.map(lowered)), digit(power)],
    }));
    const inReach = { $and: [{ $gte: [number, 1] }, { $lte: [number, 3999] }] };
    return bind(context, [cond(inReach, { $concat: letters.reverse() }, noRoman)], (text) => {
      const blanks = { $substrCP: [' '.repeat(15), 0, { $subtract: [15, { $strLenCP: text }] }] };
      const shown = format.bare ? text : { $concat: [blanks, text] };
      return {
        $concat: format.pieces.map((piece) =>
          piece.kind === 'roman'
            ? shown
            : piece.kind === 'text'
              ? literal(piece.text)
              : piece.kind === 'group'
                ? blankOf(format).replace(nothing, '')
                : '',
        ),
      };
    });
  });
}
