import type { SqlType } from '../../catalog/types.ts';
import { roundHalfEven } from '../casts/evaluate-cast.ts';
import { numericToNumber, roundNumeric } from '../numeric.ts';
import { ordinal } from '../date-format.ts';
import { toNumber, toNumeric } from '../values.ts';
import { figuresOf, scientific } from './figures.ts';
import type { Figures } from './figures.ts';
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
import { roman } from './roman.ts';

/** TO_CHAR of a number that is not NULL. Throws SqlError where the format contradicts itself. */
export function numberToChar(value: unknown, type: SqlType, text: string): string {
  const format = readNumberFormat(text);
  if (format.exponent) {
    const shown = scientific(value, type, format.decimals);
    return shown === undefined ? noExponent(format) : shown.startsWith('-') ? shown : ` ${shown}`;
  }
  const figures = figuresOf(value, type, format);
  const line = placed(format, figures);
  const romanText = format.roman ? romanOf(value, type, format) : '';
  const shown = format.pieces.map((piece, index) =>
    shownPiece(format, figures, line, piece, index, romanText),
  );
  return shown.join('').split(end)[0]!.replaceAll(nothing, '');
}

/** A number in the places of a format. */
interface Line {
  readonly digits: string;
  /** A character for each place. */
  readonly places: string;
  /** The place before which the sign stands. */
  readonly signAt: number;
}

function placed(format: NumberFormat, { text, decimals }: Figures): Line {
  const length = text.split('.')[0]!.length;
  const digits = length > format.whole ? overflow(format, decimals) : text;
  const blanks = Math.max(format.whole - length, 0);
  const kept = keptOf(format, digits, blanks);
  // A zero before the point is not shown, but for the one of `0.`.
  const lone = format.bare && kept.endsWith('.');
  const hides = format.zerosFrom === undefined && decimals > 0 && digits.startsWith('0');
  const shown = hides && !lone ? blankOf(format) + kept.slice(1) : kept;
  const head = lead(format).slice(0, blanks) + shown;
  return {
    digits,
    places: head + rest(format).slice(head.length),
    signAt: Math.min(blanks, format.zerosFrom ?? blanks) + (hides && !lone ? 1 : 0),
  };
}

// FM lets zeros at the end go, but for those that a 0 of the format holds.
function keptOf(format: NumberFormat, digits: string, blanks: number): string {
  if (!format.bare || !digits.includes('.')) return digits;
  const held = Math.min(format.zerosTo + 1 - blanks, digits.length);
  return digits.slice(0, Math.max(digits.replace(/0+$/, '').length, held));
}

function romanOf(value: unknown, type: SqlType, format: NumberFormat): string {
  const whole =
    type.name === 'double'
      ? roundHalfEven(toNumber(value))
      : numericToNumber(roundNumeric(toNumeric(value), 0));
  const text = format.roman === 'lower' ? roman(whole).toLowerCase() : roman(whole);
  return format.bare ? text : text.padStart(15);
}

function shownPiece(
  format: NumberFormat,
  figures: Figures,
  line: Line,
  piece: FormatPiece,
  index: number,
  romanText: string,
): string {
  const bySign = ({ negative, other }: SignTexts) => (figures.negative ? negative : other);
  switch (piece.kind) {
    case 'place': {
      if (format.roman) return '';
      const { before, behind } = signTexts(format);
      const first = piece.at === line.signAt ? bySign(before) : '';
      return (
        first +
        line.places[piece.at]! +
        (piece.at === lastPlace(format, figures.decimals) ? bySign(behind) : '')
      );
    }
    case 'text':
      return piece.text;
    case 'group': {
      const before = format.pieces.slice(0, index).findLast((each) => each.kind === 'place');
      const inside = before && before.key !== '.' && line.places[before.at] !== blankOf(format);
      return inside && !format.roman ? ',' : blankOf(format);
    }
    case 'minus':
    case 'plus':
    case 'sign':
      return format.roman ? '' : bySign(signPiece(format, piece.kind));
    case 'roman':
      return romanText;
    case 'ordinal': {
      const none = format.roman ?? (figures.negative || format.point || /^(#|\.?$)/.test(line.digits));
      if (none) return '';
      const suffix = ordinal(Number(line.digits.slice(-2)));
      return piece.upper ? suffix.toUpperCase() : suffix;
    }
  }
}
