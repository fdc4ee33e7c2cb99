import { Decimal128 } from 'bson';

/** A decimal number as MongoDB reckons with it: coefficient × 10 ^ exponent, at most 34 digits. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Digits that a Decimal128 holds. */
const precision = 34;

export type Rounding = 'halfEven' | 'down' | 'floor' | 'ceiling';

export function parseDecimal(text: string): Decimal | undefined {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text);
  const [, sign, whole = '', fraction = '', power = '0'] = match ?? [];
  if (!match || whole + fraction === '') return undefined;
  const coefficient = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  return { coefficient, exponent: Number(power) - fraction.length };
}

/** A double to so many significant digits: MongoDB converts to 15, and sums with 34. Undefined for NaN and infinity. */
export function fromDouble(value: number, digits: 15 | 34): Decimal | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (Number.isSafeInteger(value)) return { coefficient: BigInt(value), exponent: 0 };
  // Exact to 34 digits needs the binary value itself: a double is an integer times a power of two.
  if (digits === 15) return parseDecimal(value.toExponential(14));
  let [mantissa, power] = [value, 0];
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    power++;
  }
  return toPrecision({ coefficient: BigInt(mantissa) * 5n ** BigInt(power), exponent: -power });
}

export function toDecimal128(value: Decimal): Decimal128 {
  return Decimal128.fromString(`${value.coefficient}E${value.exponent}`);
}

export function toNumber(value: Decimal): number {
  return Number(`${value.coefficient}e${value.exponent}`);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return toPrecision({ coefficient: scaled(a, exponent) + scaled(b, exponent), exponent });
}

export function negate({ coefficient, exponent }: Decimal): Decimal {
  return { coefficient: -coefficient, exponent };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return toPrecision({
    coefficient: a.coefficient * b.coefficient,
    exponent: a.exponent + b.exponent,
  });
}

/** The divisor is not 0. An exact result has the exponent nearest to that of dividend over divisor. */
export function divide(a: Decimal, b: Decimal): Decimal {
  const ideal = a.exponent - b.exponent;
  const shift = Math.max(0, precision + 2 + digitsOf(b.coefficient) - digitsOf(a.coefficient));
  const scaledDividend = a.coefficient * 10n ** BigInt(shift);
  let quotient = scaledDividend / b.coefficient;
  const exact = quotient * b.coefficient === scaledDividend;
  // A digit that is not nothing tells rounding that there is more behind.
  if (!exact)
    quotient = quotient * 10n + (quotient < 0n || (quotient === 0n && a.coefficient < 0n) ? -1n : 1n);
  let result: Decimal = { coefficient: quotient, exponent: ideal - shift - (exact ? 0 : 1) };
  while (exact && result.exponent < ideal && result.coefficient % 10n === 0n)
    result = { coefficient: result.coefficient / 10n, exponent: result.exponent + 1 };
  return toPrecision(result);
}

/** What is left after dividing towards zero. The divisor is not 0. */
export function remainder(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { coefficient: scaled(a, exponent) % scaled(b, exponent), exponent };
}

/** To so many places behind the point; before it where negative. */
export function quantize(value: Decimal, places: number, rounding: Rounding): Decimal {
  const exponent = -places;
  if (value.exponent >= exponent) return { coefficient: scaled(value, exponent), exponent };
  return { coefficient: shiftDown(value.coefficient, exponent - value.exponent, rounding), exponent };
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function scaled({ coefficient, exponent }: Decimal, to: number): bigint {
  return coefficient * 10n ** BigInt(exponent - to);
}

function toPrecision(value: Decimal): Decimal {
  const excess = digitsOf(value.coefficient) - precision;
  if (excess <= 0) return value;
  const coefficient = shiftDown(value.coefficient, excess, 'halfEven');
  // Rounding up may have made one digit more: 99…95 becomes 100…0.
  return toPrecision({ coefficient, exponent: value.exponent + excess });
}

function shiftDown(coefficient: bigint, digits: number, rounding: Rounding): bigint {
  const unit = 10n ** BigInt(digits);
  const quotient = coefficient / unit;
  const rest = coefficient % unit;
  if (rest === 0n) return quotient;
  const away = coefficient < 0n ? -1n : 1n;
  switch (rounding) {
    case 'down':
      return quotient;
    case 'floor':
      return away < 0n ? quotient - 1n : quotient;
    case 'ceiling':
      return away > 0n ? quotient + 1n : quotient;
    case 'halfEven': {
      const twice = (rest < 0n ? -rest : rest) * 2n;
      const up = twice > unit || (twice === unit && quotient % 2n !== 0n);
      return up ? quotient + away : quotient;
    }
  }
}

function digitsOf(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}
