// Decimal arithmetic without rounding: a number is digits × 10^exponent.

export interface ExactNumber {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Reads `-1.50E+3` and the like; undefined for anything else, such as NaN and Infinity. */
export function readExact(text: string): ExactNumber | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (!match || whole + fraction === '') return undefined;
  return {
    digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`),
    exponent: Number(exponent) - fraction.length,
  };
}

export function add(left: ExactNumber, right: ExactNumber): ExactNumber {
  const exponent = Math.min(left.exponent, right.exponent);
  return { digits: at(left, exponent) + at(right, exponent), exponent };
}

/** Negative, zero or positive, as left is less, equal or more. */
export function compare(left: ExactNumber, right: ExactNumber): number {
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = at(left, exponent) - at(right, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A quotient by a count, exact where it ends within `places` digits behind the point of the dividend, else rounded half away from zero. */
export function divide({ digits, exponent }: ExactNumber, count: number, places = 10): ExactNumber {
  const scaled = digits * 10n ** BigInt(places);
  const by = BigInt(count);
  const half = (scaled < 0n ? -by : by) / 2n;
  return { digits: (scaled + half) / by, exponent: exponent - places };
}

/** Plain digits without needless zeros, such as `-0.25`; with an exponent where there would be more than 40 zeros. */
export function exactText({ digits, exponent }: ExactNumber): string {
  if (digits === 0n) return '0';
  const sign = digits < 0n ? '-' : '';
  const all = String(digits < 0n ? -digits : digits);
  const bare = all.replace(/0+$/, '');
  const power = exponent + all.length - bare.length;
  if (power > 40 || power + bare.length < -40) return `${sign}${scientific(bare, power)}`;
  if (power >= 0) return `${sign}${bare}${'0'.repeat(power)}`;
  const padded = bare.padStart(1 - power, '0');
  return `${sign}${padded.slice(0, power)}.${padded.slice(power)}`;
}

function scientific(bare: string, power: number): string {
  const fraction = bare.slice(1);
  const exponent = power + fraction.length;
  return `${bare[0] ?? ''}${fraction === '' ? '' : `.${fraction}`}E${exponent < 0 ? '' : '+'}${exponent}`;
}

function at({ digits, exponent }: ExactNumber, lower: number): bigint {
  return digits * 10n ** BigInt(exponent - lower);
}
