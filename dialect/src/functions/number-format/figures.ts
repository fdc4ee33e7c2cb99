import type { SqlType } from '../../catalog/types.ts';
import {
  addNumeric,
  compareNumeric,
  numeric,
  printNumeric,
  roundNumeric,
  subtractNumeric,
  truncateNumeric,
} from '../numeric.ts';
import type { Numeric } from '../numeric.ts';
import { toNumber, toNumeric } from '../values.ts';
import type { NumberFormat } from './format.ts';

/** A number as a format's places show it: its figures without the sign, such as `12.50`; `NaN` and `Infinity` likewise. */
export interface Figures {
  readonly text: string;
  readonly negative: boolean;
  /** Digits behind the point: fewer than the format has where a double holds no more. */
  readonly decimals: number;
}

/** Digits that a double holds for sure; 6 of a real. */
export const doubleDigits = (type: SqlType): number => (type.precision === 24 ? 6 : 15);

const unsigned = (text: string, decimals: number): Figures => ({
  text: text.replace('-', ''),
  negative: text.startsWith('-'),
  decimals,
});

/** Numerics and integers are rounded half away from zero. */
function ofNumeric(value: unknown, format: NumberFormat): Figures {
  const number = toNumeric(value);
  const shifted = { ...number, digits: number.digits * 10n ** BigInt(format.shift) };
  return unsigned(printNumeric(roundNumeric(shifted, format.decimals)), format.decimals);
}

/** A double is rounded by its exact value, and shows no digits that it does not hold. */
function ofDouble(value: number, format: NumberFormat, type: SqlType): Figures {
  const shifted = value * 10 ** format.shift;
  const negative = shifted < 0 || Object.is(shifted, -0);
  const size = Math.abs(shifted);
  const show = (digits: number) =>
    Number.isFinite(size) ? printNumeric(roundEven(exactly(size), digits)) : String(size);
  const decimals = Math.max(Math.min(format.decimals, doubleDigits(type) - show(0).length), 0);
  return { text: show(decimals), negative, decimals };
}

/** A finite double's exact value. */
function exactly(value: number): Numeric {
  let [above, scale] = [value, 0];
  while (!Number.isInteger(above)) {
    above *= 2;
    scale += 1;
  }
  return numeric(BigInt(above) * 5n ** BigInt(scale), scale);
}

/** A half goes to the even digit, as C prints a double. */
function roundEven(value: Numeric, digits: number): Numeric {
  const cut = truncateNumeric(value, digits);
  const rest = subtractNumeric(value, cut);
  const half = compareNumeric(addNumeric(rest, rest), numeric(value.digits < 0n ? -1n : 1n, digits)) === 0;
  return half && cut.digits % 2n === 0n ? cut : roundNumeric(value, digits);
}

export const figuresOf = (value: unknown, type: SqlType, format: NumberFormat): Figures =>
  type.name === 'double' ? ofDouble(toNumber(value), format, type) : ofNumeric(value, format);

/** EEEE: `1.50e+03`; undefined where the number has no exponent. PostgreSQL writes 10.0e+00 for a numeric of 9.99, but not for a double. */
export function scientific(value: unknown, type: SqlType, decimals: number): string | undefined {
  const number = toNumeric(value);
  if (number.special) return undefined;
  if (type.name === 'decimal' || type.name === 'long') return byExponent(number, decimals, roundNumeric);
  const exact = exactly(toNumber(value));
  const shown = byExponent(exact, decimals, roundEven);
  return /^-?10/.test(shown) ? byExponent(roundEven(exact, -exponentOf(exact)), decimals, roundEven) : shown;
}

/** The power of ten of the first digit. */
const exponentOf = ({ digits, scale }: Numeric): number =>
  digits === 0n ? 0 : String(digits).replace('-', '').length - 1 - scale;

function byExponent(
  number: Numeric,
  decimals: number,
  round: (value: Numeric, digits: number) => Numeric,
): string {
  const exponent = exponentOf(number);
  const mantissa = numeric(number.digits, number.scale + exponent);
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${printNumeric(round(mantissa, decimals))}e${exponent < 0 ? '-' : '+'}${power}`;
}
