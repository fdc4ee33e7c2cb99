import { bind, cond, isNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';
import { raise } from './raise.ts';
import {
  days,
  isDense,
  longDays,
  longMonths,
  months,
  nodesOf,
  notOfFormat,
  romans,
  widthOf,
} from './read-datetime.ts';
import type { FormatNode } from './read-datetime.ts';

// TO_DATE and TO_TIMESTAMP for each row: a constant format becomes one regular expression with a capture for each of its fields, and an
// expression makes an instant of the captures. Where a text ends before its format, the fields behind have none. Each part of the regular
// expression is written so that it can match in one way only: as it reads constants, without going back.

const ends = '\\z';
const blanks = '\\s*(?!\\s)';
const mark = '[\\s!-/:-@\\[-`{-~]';

/** A longer regular expression is refused: plain text between fields has too many ways to meet blanks. */
const longestSource = 8000;

/** One of some words, the longest that stands there. */
const oneOf = (words: readonly string[]): string => {
  const all = [...new Set(words)].sort((a, b) => b.length - a.length);
  const ways = all.map((word) => {
    const longer = all.filter((each) => each !== word && each.startsWith(word));
    return longer.length === 0
      ? word
      : `${word}(?!${longer.map((each) => each.slice(word.length)).join('|')})`;
  });
  return `(${ways.join('|').replaceAll('.', '\\.')})`;
};

const words: Readonly<Record<string, readonly [key: string, words: readonly string[]]>> = {
  MONTH: ['month', [...longMonths, ...months]],
  MON: ['month', months],
  RM: ['roman', romans],
  DAY: ['weekday', [...longDays, ...days]],
  DY: ['weekday', days],
  AM: ['half', ['am', 'pm']],
  PM: ['half', ['am', 'pm']],
  'A.M.': ['half', ['a.m.', 'p.m.']],
  'P.M.': ['half', ['a.m.', 'p.m.']],
};

const keys: Readonly<Record<string, string>> = {
  ...{ YYYY: 'year', MM: 'MM', DD: 'DD', DDD: 'DDD', MI: 'MI', SS: 'SS' },
  ...{ YYY: 'shortYear', YY: 'shortYear', Y: 'shortYear', HH24: 'hour', HH12: 'hour', HH: 'hour' },
  ...{ SSSSS: 'ofDay', SSSS: 'ofDay', MS: 'fraction', US: 'fraction' },
};

/** What a field's capture is, and how it stands in a text; undefined where only constants are read by it. */
function fieldOf(
  name: string,
  dense: boolean,
): { readonly key: string; readonly pattern: string } | undefined {
  const word = words[name];
  if (word) return { key: word[0], pattern: oneOf(word[1]) };
  const key = name.startsWith('FF') ? 'fraction' : keys[name];
  if (key === undefined) return undefined;
  const width = widthOf(name);
  // More digits than an integer has are no date.
  const atMost = dense ? `\\d{${width}}|\\d{1,${width}}(?!\\d)` : '\\d{1,9}(?!\\d)';
  return { key, pattern: key === 'fraction' ? `(${atMost})` : `\\+?(-?(?:${atMost}))` };
}

/** Blanks, counted as far as it matters, and what stands behind so many. */
const counted = (most: number, behind: (count: number) => string): string => {
  const ways = Array.from({ length: most + 1 }, (_, count) => {
    const blank = most === 0 ? blanks : `\\s{${count}${count === most ? ',' : ''}}(?!\\s)`;
    return `${blank}${behind(count)}`;
  });
  return `(?:${ways.join('|')})`;
};

/** What stands between two fields. Blanks that the format does not have stand for its plain characters still to come. */
function gapOf(nodes: readonly FormatNode[], passed: number): string {
  const [node, ...rest] = nodes;
  if (!node) return '';
  if (!nodes.some((each) => each.kind === 'character'))
    return `${blanks}(?:${mark}|(?!${mark}))${gapOf(rest, 0)}`;
  if (node.kind === 'character')
    return passed > 0 ? gapOf(rest, passed - 1) : `(?:${ends}|[\\s\\S]${gapOf(rest, passed)})`;
  return counted(Math.max(nodes.length - passed, 0), (more) => {
    const [told, untold] = [gapOf(rest, passed + more), gapOf(rest, passed + more - 1)];
    return `(?:${mark}${told}|(?!${mark})${untold})`;
  });
}

/** The regular expression that reads a format, and what its captures are; undefined where only constants are read by it. */
function patternOfFormat(
  format: string,
): { readonly source: string; readonly captures: readonly string[]; readonly twelve: boolean } | undefined {
  const { nodes, exact } = nodesOf(format);
  const captures: string[] = [];
  const places = nodes.flatMap((node, index) => (node.kind === 'field' ? [index] : []));
  if (exact || places.length === 0) return undefined;
  const gap = (from: number, to: number): string => {
    const between = nodes.slice(from, to);
    if (!between.some((each) => each.kind === 'character')) return gapOf(between, 0);
    return counted(between.length, (count) => gapOf(between, count));
  };
  let source = `^${gap(0, places[0]!)}`;
  for (const [at, index] of places.entries()) {
    const node = nodes[index] as FormatNode & { readonly kind: 'field' };
    const field = fieldOf(node.name, !node.filled && isDense(nodes, index));
    if (!field) return undefined;
    captures.push(field.key);
    const next = places[at + 1];
    const ordinal = node.ordinal ? `(?:[\\s\\S]{2}|[\\s\\S]?${ends})` : '';
    source += `(?:${ends}|${blanks}${field.pattern}${ordinal}${next === undefined ? '' : gap(index + 1, next)}`;
    if (source.length > longestSource) return undefined;
  }
  const twelve = nodes.some((node) => node.kind === 'field' && ['HH', 'HH12'].includes(node.name));
  return { source: source + ')'.repeat(places.length), captures, twelve };
}

/** A year of one to three digits is near 2020. */
const completed = (context: LoweringContext, digits: MongoExpression): MongoExpression =>
  bind(
    context,
    [digits, { $toInt: digits }, { $strLenCP: { $ifNull: [digits, ''] } }],
    (text, year, length) => {
      const three = cond(
        { $lt: [year, 100] },
        { $add: [year, 2000] },
        { $add: [year, cond({ $gte: [year, 520] }, 1000, 2000)] },
      );
      const two = { $add: [year, cond({ $lt: [year, 70] }, 2000, 1900)] };
      const short = cond({ $eq: [length, 3] }, three, two);
      return cond(isNull(text), null, cond({ $gt: [length, 3] }, year, short));
    },
  );

/** A capture's number, by what it is. */
function numberOf(key: string, capture: MongoExpression, context: LoweringContext): MongoExpression {
  const place = (list: readonly string[], text: MongoExpression): MongoExpression =>
    bind(context, [capture], (found) =>
      cond(isNull(found), null, { $add: [{ $indexOfArray: [literal(list), { $toLower: text }] }, 1] }),
    );
  switch (key) {
    case 'shortYear':
      return completed(context, capture);
    case 'month':
      return place(months, { $substrCP: [capture, 0, 3] });
    case 'roman':
      return place(romans, capture);
    case 'half':
      return place(['a', 'p'], { $substrCP: [capture, 0, 1] });
    case 'fraction': {
      const thousandths = { $multiply: [{ $toDouble: { $concat: ['0.', capture] } }, 1000] };
      return { $toLong: { $floor: { $add: [thousandths, 0.5] } } };
    }
    default:
      return { $toInt: capture };
  }
}

type Field = (...keys: readonly string[]) => MongoExpression | undefined;

const within = (value: MongoExpression, least: number, most: number): MongoExpression => ({
  $and: [{ $gte: [value, least] }, { $lte: [value, most] }],
});

/** The day at midnight, or `fail` where there is none. */
function dayOf(field: Field, fail: MongoExpression, context: LoweringContext): MongoExpression {
  const or = (fallback: number, ...names: readonly string[]): MongoExpression => {
    const found = field(...names);
    return found === undefined ? fallback : { $ifNull: [found, fallback] };
  };
  return bind(
    context,
    [or(1, 'year', 'shortYear'), or(1, 'MM', 'month', 'roman'), or(1, 'DD'), or(1, 'DDD')],
    (year, month, day, ordinal) => {
      const ofYear = field('DDD') !== undefined;
      const limits = [within(year, 1, 9999)];
      if (ofYear) limits.push(within(ordinal, 1, 366));
      else limits.push(within(month, 1, 12), within(day, 1, 31));
      const date = { $dateFromParts: ofYear ? { year, month: 1, day: ordinal } : { year, month, day } };
      const checked = bind(context, [date], (made) => {
        const same = ofYear ? { $eq: [{ $year: made }, year] } : { $eq: [{ $dayOfMonth: made }, day] };
        return cond(same, made, fail);
      });
      return cond({ $and: limits }, checked, fail);
    },
  );
}

/** The milliseconds since midnight, or `fail`; undefined where the format has no time. */
function clockOf(
  field: Field,
  twelve: boolean,
  fail: MongoExpression,
  context: LoweringContext,
): MongoExpression | undefined {
  const names = ['hour', 'MI', 'SS', 'ofDay', 'fraction', 'half'];
  if (names.every((name) => field(name) === undefined)) return undefined;
  const zero = (name: string): MongoExpression => ({ $ifNull: [field(name) ?? null, 0] });
  return bind(
    context,
    [field('hour') ?? null, zero('MI'), zero('SS'), field('half') ?? null],
    (hour, minute, second, half) => {
      const given = { $ifNull: [hour, 0] };
      const byTwelve = within(given, 1, 12);
      // Without a capture neither the hour nor the half was reached, and the hour is midnight's.
      const untold = { $and: [isNull(hour), isNull(half)] };
      const isClock = twelve
        ? { $or: [untold, byTwelve] }
        : cond(isNull(half), within(given, 0, 23), byTwelve);
      const halved = { $add: [{ $mod: [given, 12] }, cond({ $eq: [half, 2] }, 12, 0)] };
      const hours = twelve ? halved : cond(isNull(half), given, halved);
      const told = { $add: [{ $multiply: [hours, 3600] }, { $multiply: [minute, 60] }, second] };
      const seconds = { $ifNull: [field('ofDay') ?? null, told] };
      const limits = { $and: [isClock, within(minute, 0, 59), within(second, 0, 59)] };
      return cond(limits, { $add: [{ $multiply: [seconds, 1000] }, zero('fraction')] }, fail);
    },
  );
}

/** The instant that a text says by a constant format. */
export function lowerByFormat(
  format: unknown,
  value: MongoExpression,
  context: LoweringContext,
): MongoExpression {
  if (typeof format !== 'string') {
    context.refuse('The format must be a constant where dates are read for each row.');
    return literal(null);
  }
  const pattern = patternOfFormat(format);
  if (!pattern) {
    context.refuse(`The format '${format}' has a pattern that works on constants only.`);
    return literal(null);
  }
  const { source, captures, twelve } = pattern;
  const [before, after] = notOfFormat(format);
  return bind(context, [value], (text) => {
    const fail = raise('cast', before, text, after);
    return bind(context, [{ $regexFind: { input: text, regex: source, options: 'i' } }], (found) => {
      // Of fields that say the same, the last one counts.
      const field: Field = (...names) => {
        const all = captures.flatMap((key, index) => (names.includes(key) ? [[key, index] as const] : []));
        const numbers = all.map(([key, index]) =>
          numberOf(key, { $arrayElemAt: [`${String(found)}.captures`, index] }, context),
        );
        return numbers.length > 1 ? { $ifNull: numbers.reverse() } : numbers[0];
      };
      const day = dayOf(field, fail, context);
      const clock = clockOf(field, twelve, fail, context);
      return cond(isNull(found), fail, clock === undefined ? day : { $add: [day, clock] });
    });
  });
}
