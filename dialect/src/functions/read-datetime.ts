import { canonicalZone, localToUtc, utcOf } from './casts/time-zone.ts';
import { msPerDay, SqlError } from './values.ts';

// TO_DATE and TO_TIMESTAMP: a text read by PostgreSQL's template patterns.

export const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
export const longMonths = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
export const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
export const longDays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
export const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

const template =
  /^(?:FM|FX|TM)*(HH24|HH12|HH|MI|SSSSS|SSSS|SS|MS|US|FF[1-6]|A\.M\.|P\.M\.|AM|PM|Y,YYY|YYYY|YYY|YY|Y|IYYY|IYY|IY|IDDD|ID|IW|I|BC|AD|B\.C\.|A\.D\.|MONTH|MON|MM|DDD|DD|DAY|DY|D|WW|W|CC|J|Q|RM|TZH|TZM|TZ|OF)(TH)?/i;

const widths: Readonly<Record<string, number>> = {
  YYYY: 4,
  YYY: 3,
  YY: 2,
  Y: 1,
  MM: 2,
  DD: 2,
  DDD: 3,
  D: 1,
  HH24: 2,
  HH12: 2,
  HH: 2,
  MI: 2,
  SS: 2,
  SSSS: 5,
  SSSSS: 5,
  MS: 3,
  US: 6,
  WW: 2,
  W: 1,
  CC: 2,
  J: 10,
  Q: 1,
  IYYY: 4,
  IYY: 3,
  IY: 2,
  I: 1,
  IW: 2,
  ID: 1,
  IDDD: 3,
  TZH: 2,
  TZM: 2,
};

type Fields = Record<string, number | string | undefined>;

/** One node of a format: a pattern, a separator that stands for none or one of the text's, or a character to skip. */
export type FormatNode =
  | { readonly kind: 'field'; readonly name: string; readonly filled: boolean; readonly ordinal: boolean }
  | { readonly kind: 'separator' | 'character' };

const isSeparator = (character: string | undefined): boolean =>
  character !== undefined && /^[\s!-/:-@[-`{-~]$/.test(character);
const isSpace = (character: string | undefined): boolean => character !== undefined && /^\s$/.test(character);

/** A format cut into its nodes; `exact` where FX asks for a text that has them all. */
export function nodesOf(format: string): { readonly nodes: readonly FormatNode[]; readonly exact: boolean } {
  const nodes: FormatNode[] = [];
  let exact = false;
  for (let rest = format; rest !== '';) {
    const match = template.exec(rest);
    const quoted = /^"((?:[^"\\]|\\.)*)"?/.exec(rest);
    if (match) {
      const prefix = /^(?:FM|FX|TM)*/i.exec(rest)![0].toUpperCase();
      exact ||= prefix.includes('FX');
      const [filled, ordinal] = [prefix.includes('FM'), match[2] !== undefined];
      nodes.push({ kind: 'field', name: match[1]!.toUpperCase(), filled, ordinal });
    } else if (quoted) {
      const characters = quoted[1]!.replace(/\\(.)/g, '$1');
      nodes.push(...Array.from(characters, (): FormatNode => ({ kind: 'character' })));
    } else nodes.push({ kind: isSeparator(rest[0]) ? 'separator' : 'character' });
    rest = rest.slice((match ?? quoted)?.[0].length ?? 1);
  }
  return { nodes, exact };
}

/** What stands before and behind a text that a format does not fit. */
export const notOfFormat = (format: string): readonly [string, string] => [
  "'",
  `' does not have the format '${format}'`,
];

/** What a text says by a format, as an instant; without a zone in UTC. A text that ends before its format leaves fields out. */
export function readByFormat(text: string, format: string): Date {
  const fields: Fields = {};
  const { nodes, exact } = nodesOf(format);
  const fail = (): SqlError => new SqlError(notOfFormat(format).join(text));
  let at = 0;
  // How many characters were passed over that the format does not have: they pay for separators still to come.
  let extra = 0;
  const skipSpaces = (): void => {
    for (; isSpace(text[at]); at += 1) extra += 1;
  };
  for (const [index, node] of nodes.entries()) {
    if (at >= text.length) break;
    if (!exact && (node.kind !== 'character' || index === 0)) skipSpaces();
    if (node.kind === 'separator' && !exact) {
      extra -= 1;
      if (isSeparator(text[at])) {
        at += 1;
        extra += 1;
      }
    } else if (node.kind === 'character' && !exact && extra > 0) extra -= 1;
    else if (node.kind !== 'field') at += 1;
    else {
      // A minus sign taken for a separator belongs to the zone's hours.
      if (node.name === 'TZH' && extra > 0 && text[at - 1] === '-') at -= 1;
      at += take(node.name, text.slice(at), !node.filled && isDense(nodes, index), fields, fail);
      if (node.ordinal) at += 2;
      if (!exact) {
        extra = 0;
        skipSpaces();
      }
    }
  }
  return assemble(fields, fail);
}

const wordy = new Set(['AM', 'PM', 'A.M.', 'P.M.', 'BC', 'AD', 'B.C.', 'A.D.']);
for (const name of ['MONTH', 'MON', 'DAY', 'DY', 'RM', 'TZ', 'TZH', 'TZM', 'OF']) wordy.add(name);

/** Whether digits follow a field's digits without anything between, so that its width must end it. */
export function isDense(nodes: readonly FormatNode[], index: number): boolean {
  const [node, next] = [nodes[index], nodes[index + 1]];
  return !(node?.kind === 'field' && node.ordinal) && next?.kind === 'field' && !wordy.has(next.name);
}

function take(name: string, text: string, dense: boolean, fields: Fields, fail: () => SqlError): number {
  const word = (list: readonly string[], key: string): number => {
    const found = [...list]
      .sort((a, b) => b.length - a.length)
      .find((each) => text.toLowerCase().startsWith(each));
    if (found === undefined) throw fail();
    fields[key] = list.indexOf(found) + 1;
    return found.length;
  };
  switch (name) {
    case 'MONTH':
      return word(longMonths.some((each) => text.toLowerCase().startsWith(each)) ? longMonths : months, 'MM');
    case 'MON':
      return word(months, 'MM');
    case 'RM':
      return word(romans, 'MM');
    case 'DAY':
      return word(longDays.some((each) => text.toLowerCase().startsWith(each)) ? longDays : days, 'DAYNAME');
    case 'DY':
      return word(days, 'DAYNAME');
    case 'AM':
    case 'PM':
    case 'A.M.':
    case 'P.M.':
      return word(name.includes('.') ? ['a.m.', 'p.m.'] : ['am', 'pm'], 'PM');
    case 'BC':
    case 'AD':
    case 'B.C.':
    case 'A.D.':
      return word(name.includes('.') ? ['a.d.', 'b.c.'] : ['ad', 'bc'], 'BC');
    case 'Y,YYY': {
      const digits = /^\d{1,3},\d{3}|^\d+/.exec(text)?.[0];
      if (!digits) throw fail();
      fields['YYYY'] = Number(digits.replace(',', ''));
      return digits.length;
    }
    case 'TZ':
    case 'OF': {
      const zone = /^[+-]\d{1,2}(:?\d{2})?|^[a-z/_]+/i.exec(text)?.[0];
      if (!zone) throw fail();
      fields['ZONE'] = zone;
      return zone.length;
    }
    case 'TZH': {
      const hours = /^[+-]?\d{1,2}/.exec(text)?.[0];
      if (!hours) throw fail();
      fields['TZH'] = hours;
      return hours.length;
    }
    default:
      return takeNumber(name, text, dense, fields, fail);
  }
}

/** How many digits a field has at most where others follow. */
export const widthOf = (name: string): number =>
  name.startsWith('FF') ? Number(name.slice(2)) : (widths[name] ?? 2);

function takeNumber(
  name: string,
  text: string,
  dense: boolean,
  fields: Fields,
  fail: () => SqlError,
): number {
  const width = widthOf(name);
  const digits = new RegExp(dense ? `^[+-]?\\d{1,${width}}` : '^[+-]?\\d+').exec(text)?.[0];
  if (!digits || (dense && digits.length < width && /^\d/.test(text.slice(digits.length)))) throw fail();
  const value = Number(digits);
  if (name === 'MS' || name === 'US' || name.startsWith('FF')) fields['fraction'] = Number(`0.${digits}`);
  else if (/^I+Y*$/.test(name)) fields['IYYY'] = name === 'IYYY' ? value : completedYear(digits);
  else if (/^Y+$/.test(name)) fields['YYYY'] = name === 'YYYY' ? value : completedYear(digits);
  else if (name.startsWith('HH')) {
    fields['HH'] = value;
    if (name !== 'HH24') fields['TWELVE'] = 1;
  } else fields[name] = value;
  return digits.length;
}

function completedYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 3) return year;
  if (digits.length === 3) return year < 100 ? year + 2000 : year + (year >= 520 ? 1000 : 2000);
  return year < 70 ? year + 2000 : year + 1900;
}

function assemble(fields: Fields, fail: () => SqlError): Date {
  const number = (name: string): number | undefined =>
    fields[name] === undefined ? undefined : Number(fields[name]);
  let day = dayOf(number, fail);
  let hour = number('HH') ?? 0;
  const byTwelve = number('PM') !== undefined || number('TWELVE') !== undefined;
  if (byTwelve && (hour < 1 || hour > 12)) throw fail();
  if (byTwelve) hour = (hour % 12) + (number('PM') === 2 ? 12 : 0);
  const ofDay = number('SSSSS') ?? number('SSSS');
  const seconds = ofDay ?? hour * 3600 + (number('MI') ?? 0) * 60 + (number('SS') ?? 0);
  if (hour > 23 || (number('MI') ?? 0) > 59 || (number('SS') ?? 0) > 59) throw fail();
  day += seconds * 1000 + Math.round((number('fraction') ?? 0) * 1000);
  const offset = number('TZH') ?? (number('TZM') === undefined ? undefined : 0);
  const zone =
    offset === undefined
      ? typeof fields['ZONE'] === 'string'
        ? canonicalZone(fields['ZONE'])
        : undefined
      : canonicalZone(
          `${offset < 0 ? '-' : '+'}${Math.abs(offset)}:${String(number('TZM') ?? 0).padStart(2, '0')}`,
        );
  return new Date(zone ? localToUtc(day, zone) : day);
}

function dayOf(number: (name: string) => number | undefined, fail: () => SqlError): number {
  const julian = number('J');
  if (julian !== undefined) return (julian - 2_440_588) * msPerDay;
  const isoYear = number('IYYY');
  if (isoYear !== undefined) {
    const fourth = new Date(utcOf(isoYear, 0, 4));
    const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * msPerDay;
    const ordinal = number('IDDD');
    if (ordinal !== undefined) return monday + (ordinal - 1) * msPerDay;
    return monday + (((number('IW') ?? 1) - 1) * 7 + ((number('ID') ?? 1) - 1)) * msPerDay;
  }
  let year = number('YYYY');
  const century = number('CC');
  if (century !== undefined)
    year = year === undefined ? (century - 1) * 100 + 1 : (century - 1) * 100 + (year % 100);
  year ??= 1;
  // 44 BC is the year -43; a year that is negative already is before Christ twice over, which is after.
  if (number('BC') === 2) year = year < 0 ? -year : 1 - year;
  else if (year < 0) year += 1;
  const ordinal = number('DDD');
  if (ordinal !== undefined) {
    const ms = utcOf(year, 0, ordinal);
    if (new Date(ms).getUTCFullYear() !== year) throw fail();
    return ms;
  }
  const month = number('MM') ?? (number('Q') === undefined ? 1 : (number('Q')! - 1) * 3 + 1);
  const week = number('WW');
  if (week !== undefined) return utcOf(year, 0, (week - 1) * 7 + 1);
  const ofMonth = number('W');
  const day = number('DD') ?? (ofMonth === undefined ? 1 : (ofMonth - 1) * 7 + 1);
  const ms = utcOf(year, month - 1, day);
  const back = new Date(ms);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) throw fail();
  return ms;
}
