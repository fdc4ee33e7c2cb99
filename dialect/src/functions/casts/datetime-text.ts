import { infinityMs, isInfinite, msPerDay, SqlError } from '../values.ts';
import { printClock } from './interval-text.ts';
import { canonicalZone, localToUtc, utcOf } from './time-zone.ts';

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayName = /^(sun|mon|tue|wed|thu|fri|sat)[a-z]*$/i;

/** What a text says of a date and a time: fields as written, milliseconds of the day with their fraction. */
interface DateTimeParts {
  year?: number;
  month?: number;
  day?: number;
  ms?: number;
  zone?: string;
  before?: boolean;
  julian?: number;
  /** Days from today. */
  near?: number;
  /** DST was written behind the zone. */
  summer?: boolean;
}

function monthOf(word: string): number | undefined {
  const index = monthNames.indexOf(word.slice(0, 3).toLowerCase());
  return index >= 0 && /^[a-z]{3,9}$/i.test(word) ? index + 1 : undefined;
}

function century(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? year + 2000 : year + 1900;
}

function readClock(text: string): number | undefined {
  const match =
    /^(\d{1,2}):(\d{0,2})(?::(\d{1,2}(?:\.\d*)?)?)?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{2}(?:\.\d*)?)?$/.exec(text);
  if (!match) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 24 || minutes > 59 || seconds > 60) return undefined;
  const ms = Math.round(((hours * 60 + minutes) * 60 + seconds) * 1e6) / 1000;
  return ms > msPerDay ? undefined : ms;
}

function readDateToken(token: string, parts: DateTimeParts): boolean {
  let match = /^(\d{3,})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(token);
  if (match) {
    [parts.year, parts.month, parts.day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    return true;
  }
  match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,})$/.exec(token);
  if (match) {
    [parts.month, parts.day, parts.year] = [Number(match[1]), Number(match[2]), century(match[3]!)];
    return true;
  }
  match = /^(\d{4}|\d{2})(\d{2})(\d{2})$/.exec(token);
  if (match && parts.year === undefined && parts.julian === undefined) {
    [parts.year, parts.month, parts.day] = [century(match[1]!), Number(match[2]), Number(match[3])];
    return true;
  }
  match = /^(\d{4})[-.](\d{3})$/.exec(token);
  if (match) {
    [parts.year, parts.month, parts.day] = [Number(match[1]), 1, Number(match[2])];
    return true;
  }
  match = /^([a-z]{3,9})-(\d{1,2})-(\d{2,4})$/i.exec(token);
  const named = match ? monthOf(match[1]!) : undefined;
  if (match && named) {
    [parts.month, parts.day, parts.year] = [named, Number(match[2]), century(match[3]!)];
    return true;
  }
  match = /^(\d{1,4})-([a-z]{3,9})-(\d{1,4})$/i.exec(token);
  const month = match ? monthOf(match[2]!) : undefined;
  if (match && month) {
    const yearFirst = match[1]!.length > 2;
    parts.year = century(yearFirst ? match[1]! : match[3]!);
    parts.month = month;
    parts.day = Number(yearFirst ? match[3] : match[1]);
    return true;
  }
  return false;
}

/** A number alone: year, month or day by what is known already, months before days, as with DateStyle MDY. */
function readNumber(token: string, parts: DateTimeParts): void {
  if (token.length > 2 && parts.year === undefined) parts.year = century(token);
  else if (parts.month === undefined) parts.month = Number(token);
  else if (parts.day === undefined) parts.day = Number(token);
  else parts.year = century(token);
}

function readMonthName(month: number, parts: DateTimeParts): void {
  // A number that was taken for the month was the day: 08 Jan 1999.
  if (parts.month !== undefined && parts.day === undefined) parts.day = parts.month;
  parts.month = month;
}

const nearDays: Readonly<Record<string, number>> = { today: 0, tomorrow: 1, yesterday: -1 };

function readWord(token: string, parts: DateTimeParts): boolean {
  const word = token.toLowerCase();
  const near = nearDays[word];
  const month = monthOf(token);
  if (near !== undefined) parts.near = near;
  else if (month) readMonthName(month, parts);
  else if (word === 'am' || word === 'pm') {
    if (parts.ms === undefined) return false;
    const twelve = parts.ms >= msPerDay / 2 && parts.ms < msPerDay / 2 + 3_600_000;
    if (word === 'pm') parts.ms += twelve ? 0 : msPerDay / 2;
    else if (twelve) parts.ms -= msPerDay / 2;
  } else if (word === 'bc' || word === 'ad') parts.before = word === 'bc';
  else if (word === 'allballs') [parts.ms, parts.zone] = [0, '+00:00'];
  else if (word === 'dst') {
    if (parts.zone === undefined) return false;
    parts.summer = true;
  } else if (!dayName.test(token)) return readZone(token, parts);
  return true;
}

function readZone(token: string, parts: DateTimeParts): boolean {
  const zone = canonicalZone(token);
  if (zone) parts.zone = zone;
  return zone !== undefined;
}

function readToken(token: string, parts: DateTimeParts): boolean {
  const julian = /^J(\d+)(\.\d+)?$/i.exec(token);
  if (julian) {
    parts.julian = Number(julian[1]);
    if (julian[2]) parts.ms = Number(julian[2]) * msPerDay;
    return true;
  }
  if (readDateToken(token, parts)) return true;
  const dated = parts.year !== undefined || parts.julian !== undefined || parts.near !== undefined;
  if (/^\d{1,2}:/.test(token) || (/^\d{4}(\d\d(\.\d*)?)?$/.test(token) && dated)) {
    const ms = readClock(token);
    if (ms !== undefined) parts.ms = ms;
    return ms !== undefined;
  }
  if (/^\d+$/.test(token)) {
    readNumber(token, parts);
    return true;
  }
  return /^[a-z]+$/i.test(token) ? readWord(token, parts) : readZone(token, parts);
}

const isoDate = /^(\d{4})-(\d\d)-(\d\d)$/;

function readParts(text: string): DateTimeParts | undefined {
  // As nearly all dates are written.
  const plain = isoDate.exec(text);
  if (plain) return { year: Number(plain[1]), month: Number(plain[2]), day: Number(plain[3]) };
  const spaced = text
    .trim()
    .replace(/^T(?=\d)/i, '')
    .replace(/(\d)T(\d{2}:?\d)/i, '$1 $2')
    // Other punctuation stands between parts and says nothing.
    .replace(/[!-*,;-@[-^`{-~]/g, ' ')
    .trim()
    // An offset or a word right behind the clock or a Julian day: 10:00+02, 10:00Z, 10:00PM, 173201-05, J2452271+08.
    .replace(/(:\d{2}(?:\.\d*)?|(?:^|\s)\d{6}(?:\.\d*)?|J\d+(?:\.\d+)?)\s*([+-]\d)/i, '$1 $2')
    .replace(/(:\d{2}(?:\.\d*)?|\s\d{6}(?:\.\d*)?)([a-z])/i, '$1 $2')
    .replace(/^(\d{4}-\d\d-\d\d)([+-]\d|z$)/i, '$1 $2');
  const parts: DateTimeParts = {};
  for (const token of spaced.split(/\s+/)) if (!readToken(token, parts)) return undefined;
  return parts;
}

const specials: Readonly<Record<string, number>> = {
  infinity: infinityMs,
  '+infinity': infinityMs,
  '-infinity': -infinityMs,
  epoch: 0,
};

/** The midnight of the day that the parts tell; undefined where there is no such day. */
function dayOf(parts: DateTimeParts, today: number): number | undefined {
  if (parts.near !== undefined) return today + parts.near * msPerDay;
  if (parts.julian !== undefined) return (parts.julian - 2_440_588) * msPerDay;
  const { year, month, day } = parts;
  if (year === undefined || month === undefined || day === undefined || year === 0) return undefined;
  const astronomic = parts.before ? 1 - year : year;
  const ms = utcOf(astronomic, month - 1, day);
  const back = new Date(ms);
  const ordinal = month === 1 && day > 31;
  if (!ordinal && (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day)) return undefined;
  return ms;
}

export type DateTimeKind = 'date' | 'timestamp' | 'timestamptz';

/** Reads a date or timestamp as PostgreSQL does with DateStyle ISO, MDY and the time zone UTC. */
export function readDateTime(text: string, kind: DateTimeKind, now: Date): Date {
  const word = text.trim().toLowerCase();
  const special = specials[word];
  if (special !== undefined) return new Date(special);
  const today = Math.floor(now.getTime() / msPerDay) * msPerDay;
  if (word === 'now') return new Date(kind === 'date' ? today : now.getTime());
  const parts = readParts(text);
  const day = parts && dayOf(parts, today);
  if (day === undefined) {
    throw new SqlError(`'${text}' is not a ${kind === 'date' ? 'date' : 'timestamp'}`);
  }
  if (kind === 'date') return new Date(day);
  const local = day + Math.round(parts?.ms ?? 0) - (parts?.summer ? 3_600_000 : 0);
  return new Date(kind === 'timestamptz' && parts?.zone ? localToUtc(local, parts.zone) : local);
}

/** The instant from which PostgreSQL counts. */
export const year2000 = Date.UTC(2000, 0);

/** Reads a time of day into its canonical text: `9:05 pm` is `21:05:00`. */
export function readTime(text: string, precision = 6): string {
  // Digits alone are a clock here, not a date: 040506.789+08.
  const digits = /^T?(\d{4}(?:\d\d(?:\.\d*)?)?)(?:\s*(?:[+-][\d:]+|[a-z]+))?$/i.exec(text.trim());
  const ms = digits ? readClock(digits[1]!) : readParts(text)?.ms;
  if (ms === undefined) throw new SqlError(`'${text}' is not a time`);
  const unit = 1000 / 10 ** precision;
  return printClock(Math.round(ms / unit) * unit);
}

/** Milliseconds since midnight of a canonical time. */
export function timeToMs(time: string): number {
  const [hours, minutes, seconds] = time.split(':').map(Number);
  return Math.round(((hours! * 60 + minutes!) * 60 + (seconds ?? 0)) * 1e6) / 1000;
}

/** A time of day from milliseconds, wrapped around midnight. */
export const timeFromMs = (ms: number): string => printClock(((ms % msPerDay) + msPerDay) % msPerDay);

export function printDate(date: Date): string {
  if (isInfinite(date)) return date.getTime() < 0 ? '-infinity' : 'infinity';
  const year = date.getUTCFullYear();
  const shown = String(year > 0 ? year : 1 - year).padStart(4, '0');
  const two = (n: number) => String(n).padStart(2, '0');
  return `${shown}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}${year > 0 ? '' : ' BC'}`;
}

export function printTimestamp(date: Date, withZone = false): string {
  if (isInfinite(date)) return printDate(date);
  const ofDay = ((date.getTime() % msPerDay) + msPerDay) % msPerDay;
  const [day, era] = printDate(date).split(' ');
  return `${day} ${printClock(ofDay)}${withZone ? '+00' : ''}${era ? ` ${era}` : ''}`;
}
