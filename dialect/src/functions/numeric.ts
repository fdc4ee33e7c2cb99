/**
 * Exact decimal numbers for folding constants: PostgreSQL's `numeric`. A finite one is `digits` × 10^-scale; the scale is kept, since
 * `1.10` prints as it was written. Only values that fit Decimal128 (34 digits) can be stored.
 */
export interface Numeric {
  readonly kind: 'numeric';
  readonly digits: bigint;
  readonly scale: number;
  readonly special?: 'NaN' | 'Infinity' | '-Infinity';
}

const special = (name: 'NaN' | 'Infinity' | '-Infinity'): Numeric => ({
  kind: 'numeric',
  digits: 0n,
  scale: 0,
  special: name,
});

export const numericNaN = special('NaN');

export const numeric = (digits: bigint, scale = 0): Numeric => ({ kind: 'numeric', digits, scale });

export const isNumeric = (value: unknown): value is Numeric =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'numeric';

const power10 = (exponent: number): bigint => 10n ** BigInt(exponent);
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** Reads `12.50`, `1e-3`, `NaN`, `inf`, `0x1F` and `1_000`; undefined for anything else. */
export function parseNumeric(text: string): Numeric | undefined {
  const trimmed = text.trim();
  if (/^nan$/i.test(trimmed)) return numericNaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(trimmed);
  if (infinite) return special(infinite[1] === '-' ? '-Infinity' : 'Infinity');
  const radix = /^([+-]?)(0[xob][0-9a-f_]+)$/i.exec(trimmed);
  if (radix) {
    try {
      const value = BigInt(radix[2]!.replaceAll('_', ''));
      return numeric(radix[1] === '-' ? -value : value);
    } catch {
      return undefined;
    }
  }
  const match = /^([+-]?)(\d+(?:_\d+)*)?(?:\.(\d+(?:_\d+)*)?)?(?:e([+-]?\d+(?:_\d+)*))?$/i.exec(trimmed);
  if (!match || (match[2] === undefined && match[3] === undefined)) return undefined;
  const fraction = (match[3] ?? '').replaceAll('_', '');
  const digits = BigInt((match[2] ?? '').replaceAll('_', '') + fraction);
  const exponent = Number((match[4] ?? '0').replaceAll('_', ''));
  if (Math.abs(exponent) > 6200) return undefined;
  const scale = fraction.length - exponent;
  const signed = match[1] === '-' ? -digits : digits;
  return scale >= 0 ? numeric(signed, scale) : numeric(signed * power10(-scale));
}

/** PostgreSQL's text form: all digits of the scale, no exponent. */
export function printNumeric(value: Numeric): string {
  if (value.special) return value.special;
  const digits = magnitude(value.digits)
    .toString()
    .padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = value.scale > 0 ? `.${digits.slice(digits.length - value.scale)}` : '';
  return `${value.digits < 0n ? '-' : ''}${whole}${fraction}`;
}

export function numericToNumber(value: Numeric): number {
  return Number(printNumeric(value));
}

/** From a double, with the 15 digits that PostgreSQL takes over (6 of a real). */
export function numericFromNumber(value: number, digits = 15): Numeric {
  if (Number.isNaN(value)) return numericNaN;
  if (!Number.isFinite(value)) return special(value < 0 ? '-Infinity' : 'Infinity');
  return parseNumeric(String(Number(value.toPrecision(digits)))) ?? numericNaN;
}

function rescaled(value: Numeric, scale: number): bigint {
  return value.digits * power10(scale - value.scale);
}

function viaNumber(left: Numeric, right: Numeric, compute: (a: number, b: number) => number): Numeric {
  return numericFromNumber(compute(numericToNumber(left), numericToNumber(right)));
}

export function addNumeric(left: Numeric, right: Numeric): Numeric {
  if (left.special ?? right.special) return viaNumber(left, right, (a, b) => a + b);
  const scale = Math.max(left.scale, right.scale);
  return numeric(rescaled(left, scale) + rescaled(right, scale), scale);
}

export function negateNumeric(value: Numeric): Numeric {
  if (value.special === 'NaN') return value;
  if (value.special) return special(value.special === 'Infinity' ? '-Infinity' : 'Infinity');
  return numeric(-value.digits, value.scale);
}

export function subtractNumeric(left: Numeric, right: Numeric): Numeric {
  return addNumeric(left, negateNumeric(right));
}

export function multiplyNumeric(left: Numeric, right: Numeric): Numeric {
  if (left.special ?? right.special) return viaNumber(left, right, (a, b) => a * b);
  return numeric(left.digits * right.digits, left.scale + right.scale);
}

/** The place of the leading base-10000 digit and that digit, as PostgreSQL chooses a quotient's scale by them. */
function leading(value: Numeric): { weight: number; digit: number } {
  if (value.digits === 0n) return { weight: 0, digit: 0 };
  const text = magnitude(value.digits).toString();
  const exponent = text.length - value.scale - 1;
  const weight = Math.floor(exponent / 4);
  const take = exponent - weight * 4 + 1;
  return { weight, digit: Number(text.slice(0, take).padEnd(take, '0')) };
}

/** PostgreSQL's `/`: at least 16 significant digits. The divisor is not zero. */
export function divideNumeric(left: Numeric, right: Numeric): Numeric {
  if (left.special ?? right.special) return viaNumber(left, right, (a, b) => a / b);
  const [a, b] = [leading(left), leading(right)];
  const weight = a.weight - b.weight - (a.digit <= b.digit ? 1 : 0);
  const scale = Math.min(Math.max(16 - weight * 4, left.scale, right.scale, 0), 1000);
  return divideToScale(left, right, scale);
}

/** The quotient rounded to a scale, half away from zero. */
export function divideToScale(left: Numeric, right: Numeric, scale: number): Numeric {
  const shift = scale + right.scale - left.scale;
  const above = shift >= 0 ? left.digits * power10(shift) : left.digits;
  const below = shift >= 0 ? right.digits : right.digits * power10(-shift);
  return numeric(divideRounded(above, below), scale);
}

function divideRounded(above: bigint, below: bigint): bigint {
  const quotient = magnitude(above) / magnitude(below);
  const rest = magnitude(above) % magnitude(below);
  const rounded = rest * 2n >= magnitude(below) ? quotient + 1n : quotient;
  return above < 0n !== below < 0n ? -rounded : rounded;
}

/** The square root of what is not negative, with PostgreSQL's scale: 16 significant digits at least. */
export function sqrtNumeric(value: Numeric): Numeric {
  if (value.special) return value;
  const { weight } = leading(value);
  const scale = Math.max(16 - (weight >= 0 ? weight * 2 + 1 : (weight + 1) * 2 - 1), value.scale, 0);
  // One digit more than wanted, so that the last can be rounded.
  const shift = 2 * (scale + 1) - value.scale;
  const root = integerRoot(shift >= 0 ? value.digits * power10(shift) : value.digits / power10(-shift));
  return numeric(divideRounded(root, 10n), scale);
}

/** The greatest whole number whose square is not greater, by Newton's steps. */
function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = power10(Math.ceil(value.toString().length / 2));
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

/** The remainder with the dividend's sign. The divisor is not zero. */
export function remainderNumeric(left: Numeric, right: Numeric): Numeric {
  if (left.special ?? right.special) return viaNumber(left, right, (a, b) => a % b);
  const scale = Math.max(left.scale, right.scale);
  return numeric(rescaled(left, scale) % rescaled(right, scale), scale);
}

/** NaN is the greatest, as PostgreSQL sorts it. */
export function compareNumeric(left: Numeric, right: Numeric): number {
  if (left.special ?? right.special) {
    const rank = (value: Numeric) =>
      value.special === 'NaN' ? 2 : value.special === 'Infinity' ? 1 : value.special === '-Infinity' ? -1 : 0;
    return Math.sign(rank(left) - rank(right));
  }
  const scale = Math.max(left.scale, right.scale);
  const [a, b] = [rescaled(left, scale), rescaled(right, scale)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Half away from zero; a negative number of digits rounds before the point. */
export function roundNumeric(value: Numeric, digits: number): Numeric {
  if (value.special) return value;
  if (digits >= value.scale) return numeric(rescaled(value, digits), digits);
  const rounded = divideRounded(value.digits, power10(value.scale - digits));
  return digits >= 0 ? numeric(rounded, digits) : numeric(rounded * power10(-digits));
}

export function truncateNumeric(value: Numeric, digits: number): Numeric {
  if (value.special) return value;
  if (digits >= value.scale) return numeric(rescaled(value, digits), digits);
  const cut = value.digits / power10(value.scale - digits);
  return digits >= 0 ? numeric(cut, digits) : numeric(cut * power10(-digits));
}

export function floorNumeric(value: Numeric): Numeric {
  const cut = truncateNumeric(value, 0);
  return value.special || value.digits >= 0n || compareNumeric(cut, value) === 0
    ? cut
    : numeric(cut.digits - 1n);
}

export function ceilNumeric(value: Numeric): Numeric {
  return negateNumeric(floorNumeric(negateNumeric(value)));
}

export const isZeroNumeric = (value: Numeric): boolean => !value.special && value.digits === 0n;

/** Without trailing zeros behind the point. */
export function trimNumeric(value: Numeric): Numeric {
  let { digits, scale } = value;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return value.special ? value : numeric(digits, scale);
}

/** Cut to the 34 significant digits that Decimal128 holds. */
export function toDecimal128Digits(value: Numeric): Numeric {
  if (value.special) return value;
  const length = magnitude(value.digits).toString().length;
  return length > 34 ? roundNumeric(value, value.scale - (length - 34)) : value;
}
