import { canonicalZone, localToUtc, utcOf } from './casts/time-zone.ts';
import { msPerDay, SqlError } from './values.ts';

// TO_DATE and TO_TIMESTAMP: a text read by PostgreSQL's template patterns.

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

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
  IW: 2,
  ID: 1,
  IDDD: 3,
  TZH: 2,
  TZM: 2,
};

type Fields = Record<string, number | string | undefined>;

/** What a text says by a format, as an instant; without a zone in UTC. */
export function readByFormat(text: string, format: string): Date {
  const fields: Fields = {};
  let at = 0;
  const fail = (): SqlError => new SqlError(`'${text}' does not have the format '${format}'`);
  let rest = format;
  while (rest !== '') {
    const match = template.exec(rest);
    if (!match) {
      const quoted = /^"((?:[^"\\]|\\.)*)"?/.exec(rest);
      const literalLength = quoted ? quoted[1]!.replace(/\\(.)/g, '$1').length : 1;
      // A separator of the format stands for any separators of the text.
      if (!quoted && /[^\p{L}\p{N}]/u.test(rest[0]!)) {
        while (
          /[^\p{L}\p{N}+-]/u.test(text[at] ?? 'x') ||
          (/[-]/.test(text[at] ?? '') && /\D/.test(rest[0]!) && rest[0] === '-')
        )
          at += 1;
      } else at += literalLength;
      rest = rest.slice(quoted ? quoted[0].length : 1);
      continue;
    }
    const name = match[1]!.toUpperCase();
    rest = rest.slice(match[0].length);
    while (/\s/.test(text[at] ?? '')) at += 1;
    at += take(name, text.slice(at), template.test(rest), fields, fail);
    if (match[2] !== undefined) at += 2;
  }
  return assemble(fields, fail);
}

function take(name: string, text: string, dense: boolean, fields: Fields, fail: () => SqlError): number {
  const word = (list: readonly string[], key: string): number => {
    const found = [...list]
      .sort((a, b) => b.length - a.length)
      .find((each) => text.toLowerCase().startsWith(each));
    if (found === undefined) throw fail();
    fields[key] = list.indexOf(found) + 1;
    return /^[a-z]+/i.exec(text)![0].length;
  };
  switch (name) {
    case 'MONTH':
      return word(months, 'MM');
    case 'MON':
      word(months, 'MM');
      return 3;
    case 'RM':
      return word(romans, 'MM');
    case 'DAY':
      return /^[a-z]+/i.exec(text)?.[0].length ?? 0;
    case 'DY':
      return 3;
    case 'AM':
    case 'PM':
    case 'A.M.':
    case 'P.M.':
      fields['PM'] = /^p/i.test(text) ? 1 : 0;
      return name.length;
    case 'BC':
    case 'AD':
    case 'B.C.':
    case 'A.D.':
      fields['BC'] = /^b/i.test(text) ? 1 : 0;
      return name.length;
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

function takeNumber(
  name: string,
  text: string,
  dense: boolean,
  fields: Fields,
  fail: () => SqlError,
): number {
  const fraction = /^FF(\d)/.exec(name);
  const width = fraction ? Number(fraction[1]) : (widths[name] ?? 2);
  const limit = name === 'YYYY' && !dense ? 6 : width;
  const digits = new RegExp(`^[+-]?\\d{1,${limit}}`).exec(text)?.[0];
  if (!digits) throw fail();
  if (name === 'MS' || name === 'US' || fraction) fields['fraction'] = Number(`0.${digits}`);
  else if (/^Y+$/.test(name)) fields['YYYY'] = name === 'YYYY' ? Number(digits) : completedYear(digits);
  else if (name.startsWith('HH')) {
    fields['HH'] = Number(digits);
    if (name !== 'HH24') fields['TWELVE'] = 1;
  } else fields[name] = Number(digits);
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
  if (number('PM') !== undefined) hour = (hour % 12) + (number('PM') === 1 ? 12 : 0);
  else if (number('TWELVE') && hour === 12) hour = 0;
  const ofDay = number('SSSSS') ?? number('SSSS');
  const seconds = ofDay ?? hour * 3600 + (number('MI') ?? 0) * 60 + (number('SS') ?? 0);
  if (hour > 24 || (number('MI') ?? 0) > 59 || (number('SS') ?? 0) > 59) throw fail();
  day += seconds * 1000 + Math.round((number('fraction') ?? 0) * 1000);
  const offset = number('TZH');
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
  if (number('BC') === 1) year = 1 - year;
  const ordinal = number('DDD');
  if (ordinal !== undefined) return utcOf(year, 0, ordinal);
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
