import { interval, SqlError } from '../values.ts';
import type { Interval } from '../values.ts';

/** Months, days and milliseconds of one unit. */
type UnitSize = readonly [months: number, days: number, ms: number];

const units: readonly (readonly [RegExp, UnitSize])[] = [
  [/^(millennia|millenniums?|mil|mils)$/, [12000, 0, 0]],
  [/^(century|centuries|cent|c)$/, [1200, 0, 0]],
  [/^(decades?|decs?)$/, [120, 0, 0]],
  [/^(years?|yrs?|y)$/, [12, 0, 0]],
  [/^quarters?$/, [3, 0, 0]],
  [/^(months?|mons?)$/, [1, 0, 0]],
  [/^(weeks?|w)$/, [0, 7, 0]],
  [/^(days?|d)$/, [0, 1, 0]],
  [/^(hours?|hrs?|h)$/, [0, 0, 3_600_000]],
  [/^(minutes?|mins?|m)$/, [0, 0, 60_000]],
  [/^(seconds?|secs?|s)$/, [0, 0, 1000]],
  [/^(milliseconds?|msecs?|msecond|mseconds|ms)$/, [0, 0, 1]],
  [/^(microseconds?|usecs?|usecond|useconds|us)$/, [0, 0, 0.001]],
];

function unitSize(name: string): UnitSize | undefined {
  return units.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1];
}

interface Parts {
  months: number;
  days: number;
  ms: number;
}

// A fraction of a month is days, a fraction of a day is hours, as in PostgreSQL.
function addAmount(parts: Parts, amount: number, [months, days, ms]: UnitSize): void {
  if (months > 0) {
    const total = amount * months;
    const whole = months === 1 ? Math.trunc(total) : Math.round(total);
    parts.months += whole;
    if (months === 1) addAmount(parts, (total - whole) * 30, [0, 1, 0]);
  } else if (days > 0) {
    const total = amount * days;
    const whole = Math.trunc(Math.round(total * 1e6) / 1e6);
    parts.days += whole;
    parts.ms += Math.round((total - whole) * 86_400_000 * 1000) / 1000;
  } else {
    parts.ms += amount * ms;
  }
}

const isoAmount = (unit: string) => `(?:([-+]?[\\d.]+(?:e[-+]?\\d+)?)${unit})?`;
const isoAmounts = (units: string) => new RegExp(`^${[...units].map(isoAmount).join('')}$`, 'i');

const dayFields: readonly UnitSize[] = [
  [12, 0, 0],
  [1, 0, 0],
  [0, 1, 0],
];
const clockFields: readonly UnitSize[] = [
  [0, 0, 3_600_000],
  [0, 0, 60_000],
  [0, 0, 1000],
];

interface IsoPart {
  /** Amounts with designators, and what each counts. */
  readonly amounts: RegExp;
  readonly amountSizes: readonly UnitSize[];
  /** Fields by their place: `0001-02-03` and `00010203`. */
  readonly fields: readonly RegExp[];
  readonly fieldSizes: readonly UnitSize[];
}

const isoDate: IsoPart = {
  amounts: isoAmounts('YMWD'),
  amountSizes: [...dayFields.slice(0, 2), [0, 7, 0], [0, 1, 0]],
  fields: [/^(\d{4})(\d\d)(\d\d)$/, /^([-+]?\d+)(?:-(\d+)(?:-(\d+))?)?$/],
  fieldSizes: dayFields,
};
const isoTime: IsoPart = {
  amounts: isoAmounts('HMS'),
  amountSizes: clockFields,
  fields: [/^(\d\d)(\d\d)(\d\d(?:\.\d+)?)$/, /^([-+]?\d+)(?::(\d+)(?::(\d+(?:\.\d+)?))?)?$/],
  fieldSizes: clockFields,
};

/** `P1Y2M10DT2H30M`, `P0001-02-03T04:05:06`, `P0002T1S`. */
function readIso(text: string): Parts | undefined {
  const [, date = '', time = ''] = /^P(?=.)([^T]*)(?:T(.*))?$/i.exec(text) ?? [undefined, '?'];
  const parts: Parts = { months: 0, days: 0, ms: 0 };
  return addIso(parts, date, isoDate) && addIso(parts, time, isoTime) ? parts : undefined;
}

function addIso(parts: Parts, text: string, form: IsoPart): boolean {
  const amounts = form.amounts.exec(text);
  const found = amounts ?? form.fields.map((each) => each.exec(text)).find((each) => each !== null);
  const sizes = amounts ? form.amountSizes : form.fieldSizes;
  sizes.forEach((size, index) => {
    const amount = found?.[index + 1];
    if (amount !== undefined) addAmount(parts, Number(amount), size);
  });
  return Boolean(found);
}

const clock = /^([-+]?)(\d+):(\d*)(?::(\d+(?:\.\d*)?|\.\d+)?)?(?:\.(\d+))?$/;

// What a number without a unit counts, by the field that follows the literal: INTERVAL '3' DAY.
function bareUnit(field: string | undefined): UnitSize {
  const last = field?.split(' to ').at(-1);
  return (last && unitSize(last)) || [0, 0, 1000];
}

function readClock(match: RegExpExecArray, field: string | undefined): number {
  const [first, second] = [Number(match[2]), Number(match[3])];
  const rest = Number(match[4] ?? 0);
  const ms =
    // Two numbers are minutes and seconds where a fraction shows it.
    match[4] === undefined && (field === 'minute to second' || match[5] !== undefined)
      ? first * 60_000 + second * 1000 + Number(`0.${match[5] ?? 0}`) * 1000
      : first * 3_600_000 + second * 60_000 + rest * 1000;
  return match[1] === '-' ? -ms : ms;
}

function readWords(text: string, field: string | undefined): Parts | undefined {
  const parts: Parts = { months: 0, days: 0, ms: 0 };
  const ago = /\bago\s*$/i.test(text);
  // Punctuation between amounts counts as blanks do.
  const body = text
    .replace(/[@,;()]/g, ' ')
    .replace(/\bago\s*$/i, '')
    .trim();
  const tokens =
    body.match(
      /(?:[-+]\s*)?\d+:\d*(?::[\d.]*)?(?:\.\d+)?|[-+]?\d+-\d+|(?:[-+]\s*)?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[a-z]+|\S/gi,
    ) ?? [];
  // From the end, since a unit stands behind its number and a number before a clock counts days.
  let pending: UnitSize | undefined;
  let bare = bareUnit(field);
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index]!;
    const time = clock.exec(token.replace(/\s/g, ''));
    const yearMonth = /^([-+]?)(\d+)-(\d+)$/.exec(token);
    if (time) {
      parts.ms += readClock(time, field);
      bare = [0, 1, 0];
    } else if (yearMonth) {
      parts.months += (yearMonth[1] === '-' ? -1 : 1) * (Number(yearMonth[2]) * 12 + Number(yearMonth[3]));
    } else if (/^[a-z]/i.test(token)) {
      pending = unitSize(token);
      if (!pending || index === 0) return undefined;
    } else {
      const amount = Number(token.replace(/\s/g, ''));
      if (Number.isNaN(amount)) return undefined;
      addAmount(parts, amount, pending ?? bare);
      // Before the hour of DAY TO HOUR stand days.
      if (!pending && field?.startsWith('day to')) bare = [0, 1, 0];
      pending = undefined;
    }
  }
  if (tokens.length === 0 || pending) return undefined;
  return ago ? { months: -parts.months, days: -parts.days, ms: -parts.ms } : parts;
}

/** What a field keeps: `day to hour` drops minutes. */
function truncateToField(parts: Parts, field: string): Parts {
  const last = field
    .replace(/\(\d+\)/, '')
    .split(' to ')
    .at(-1);
  const precision = /\((\d)\)/.exec(field)?.[1];
  const { months, days, ms } = parts;
  switch (last) {
    case 'year':
      return { months: Math.trunc(months / 12) * 12, days: 0, ms: 0 };
    case 'month':
      return { months, days: 0, ms: 0 };
    case 'day':
      return { months, days, ms: 0 };
    case 'hour':
      return { months, days, ms: Math.trunc(ms / 3_600_000) * 3_600_000 };
    case 'minute':
      return { months, days, ms: Math.trunc(ms / 60_000) * 60_000 };
    default: {
      if (precision === undefined) return parts;
      const unit = 1000 / 10 ** Number(precision);
      return { months, days, ms: Math.round(ms / unit) * unit };
    }
  }
}

/** Reads an interval as PostgreSQL does: `1 day 02:03`, `1-2`, `@ 5 hours ago`, `P1Y2M`; `field` is what follows the literal. */
export function readInterval(text: string, field?: string): Interval {
  const trimmed = text.trim();
  const infinite = /^([-+]?)infinity$/i.exec(trimmed);
  if (infinite) {
    const ms = infinite[1] === '-' ? -Infinity : Infinity;
    return { span: ms, months: 0, days: 0, ms };
  }
  const plainField = field
    ?.toLowerCase()
    .replace(/\s*\(\d+\)/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const parts = /^P/i.test(trimmed) ? readIso(trimmed) : readWords(trimmed, plainField);
  if (!parts) throw new SqlError(`'${text}' is not an interval`);
  const kept = field ? truncateToField(parts, field.toLowerCase()) : parts;
  return interval(kept.months, kept.days, kept.ms);
}

/** PostgreSQL's form: `1 year 2 mons -3 days +04:05:06.7`. */
export function printInterval(value: Interval): string {
  if (!Number.isFinite(value.ms)) return value.ms < 0 ? '-infinity' : 'infinity';
  const words: string[] = [];
  let negative = false;
  const add = (amount: number, unit: string) => {
    if (amount === 0) return;
    words.push(`${negative && amount > 0 ? '+' : ''}${amount} ${unit}${amount === 1 ? '' : 's'}`);
    negative = amount < 0;
  };
  add(Math.trunc(value.months / 12), 'year');
  add(value.months % 12, 'mon');
  add(value.days, 'day');
  if (value.ms !== 0 || words.length === 0) {
    const sign = value.ms < 0 ? '-' : negative ? '+' : '';
    words.push(sign + printClock(Math.abs(value.ms)));
  }
  return words.join(' ');
}

/** `04:05:06.7` from milliseconds that are not negative; hours may exceed 24. */
export function printClock(ms: number): string {
  const micros = Math.round(ms * 1000);
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = String(micros % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const two = (n: number) => String(n).padStart(2, '0');
  const clockText = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction ? `${clockText}.${fraction}` : clockText;
}
