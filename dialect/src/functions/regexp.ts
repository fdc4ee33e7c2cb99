import { bind, cond, isNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, LoweringContext, ScalarFunction } from './lowering.ts';
import { computedPattern } from './operators/computed-pattern.ts';
import {
  byLines,
  javascriptRegex,
  regexOptions,
  regexPattern,
  searchOf,
  similarBody,
} from './operators/pattern-text.ts';
import { signature } from './signature.ts';
import { arrayOf, booleanType, intType, SqlError, textType, toNumber } from './values.ts';

const text = (value: unknown): string => String(value);

/** The pattern and options of a call, as MongoDB takes them. */
function mongoRegex(
  pattern: LoweredArgument,
  flags: LoweredArgument | undefined,
  context: LoweringContext,
): { readonly regex: MongoExpression; readonly options: string; readonly all: boolean } {
  const given = typeof flags?.constant === 'string' ? flags.constant : '';
  if (flags && flags.constant === undefined)
    context.refuse('The flags of a regular expression must be a constant.');
  return {
    regex:
      typeof pattern.constant === 'string'
        ? literal(regexPattern(pattern.constant, 'pcre', byLines(given)))
        : computedPattern('regex', pattern.expression, undefined, context),
    options: regexOptions(given),
    all: given.includes('g'),
  };
}

/** Every match of a pattern from a character (counted from 0) on. */
function matches(value: string, pattern: string, flags: string, start = 0): RegExpExecArray[] {
  const regex = searchOf(value, pattern, flags.includes('g') ? flags : `${flags}g`);
  regex.lastIndex = [...value].slice(0, start).join('').length;
  const found: RegExpExecArray[] = [];
  for (let match = regex.exec(value); match; match = regex.exec(value)) {
    found.push(match);
    // Behind a whole code point: within a pair of surrogates the search would begin before it again.
    if (match[0] === '') regex.lastIndex += (value.codePointAt(regex.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}

/** The groups of a match, or the whole of it where there are none. */
const groupsOf = (match: RegExpExecArray): (string | null)[] =>
  match.length === 1 ? [match[0]] : match.slice(1).map((group) => group ?? null);

/** What REGEXP_MATCHES gives: the groups of each match. */
export const evaluateMatches = (value: string, pattern: string, flags: string): (string | null)[][] => {
  const found = matches(value, pattern, flags);
  return (flags.includes('g') ? found : found.slice(0, 1)).map(groupsOf);
};

const groupsExpression = (match: MongoExpression): MongoExpression => {
  const captures = { $getField: { field: 'captures', input: match } };
  return cond({ $eq: [{ $size: captures }, 0] }, [{ $getField: { field: 'match', input: match } }], captures);
};

/** Every match. MongoDB leaves out an empty one at the text's end where another match ends there, or before the last character. */
function allMatches(
  { args, it: [input], context }: CallToLower,
  regex: MongoExpression,
  options: string,
): MongoExpression {
  const found: MongoExpression = { $regexFindAll: { input, regex, options } };
  const pattern = args[1]?.constant;
  if (typeof pattern !== 'string' || !javascriptRegex(pattern).test('')) return found;
  const atEnd = { $concat: ['\\z(?:', regex, ')'] };
  const last = { $regexFindAll: { input, regex: atEnd, options } };
  return bind(context, [found, last], (inner, end) =>
    cond({ $in: [{ $first: end }, inner] }, inner, { $concatArrays: [inner, end] }),
  );
}

export function lowerMatches(call: CallToLower): MongoExpression {
  const {
    args,
    it: [input],
    context,
  } = call;
  const { regex, options, all } = mongoRegex(args[1]!, args[2], context);
  const name = context.fresh('match');
  const found = all
    ? allMatches(call, regex, options)
    : { $slice: [{ $regexFindAll: { input, regex, options } }, 1] };
  return {
    $map: { input: found, as: name, in: groupsExpression(`$$${name}`) },
  };
}

function splitByPattern(value: string, pattern: string, flags: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of matches(value, pattern, flags)) {
    if (match[0] === '') {
      // An empty match splits between characters, not at the ends.
      if (match.index === from || match.index >= value.length) continue;
    }
    parts.push(value.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(value.slice(from));
  return parts;
}

function lowerSplitByPattern({ args, it: [input], context }: CallToLower): MongoExpression {
  const { regex, options } = mongoRegex(args[1]!, args[2], context);
  const found = { $regexFindAll: { input, regex, options } };
  const match = '$$this';
  const length = { $strLenCP: { $getField: { field: 'match', input: match } } };
  const index = { $getField: { field: 'idx', input: match } };
  const whole: MongoExpression = {
    $reduce: {
      input: found,
      initialValue: { parts: [], from: 0 },
      in: cond(
        {
          $and: [
            { $eq: [length, 0] },
            { $or: [{ $eq: [index, '$$value.from'] }, { $gte: [index, { $strLenCP: input }] }] },
          ],
        },
        '$$value',
        {
          parts: {
            $concatArrays: [
              '$$value.parts',
              [{ $substrCP: [input, '$$value.from', { $subtract: [index, '$$value.from'] }] }],
            ],
          },
          from: { $add: [index, length] },
        },
      ),
    },
  };
  return bind(context, [whole], (split) => ({
    $concatArrays: [
      { $getField: { field: 'parts', input: split } },
      [{ $substrCP: [input, { $getField: { field: 'from', input: split } }, { $strLenCP: input }] }],
    ],
  }));
}

/** The parts of a replacement: plain text, `&` for the whole match, or a group's number. */
function replacementParts(replacement: string): readonly (string | number)[] {
  const parts: (string | number)[] = [];
  for (const piece of replacement.match(/\\[\s\S]|[^\\]+|\\$/g) ?? []) {
    if (!piece.startsWith('\\')) parts.push(piece);
    else if (piece === '\\&') parts.push(0);
    else if (/^\\[1-9]$/.test(piece)) parts.push(Number(piece[1]));
    else parts.push(piece === '\\\\' ? '\\' : piece);
  }
  return parts;
}

function replaceMatches(value: string, found: readonly RegExpExecArray[], replacement: string): string {
  const parts = replacementParts(replacement);
  let [out, from] = ['', 0];
  for (const match of found) {
    out += value.slice(from, match.index);
    out += parts.map((part) => (typeof part === 'string' ? part : (match[part] ?? ''))).join('');
    from = match.index + match[0].length;
  }
  return out + value.slice(from);
}

/** A whole number among the arguments less 1: an index; `otherwise` where it is left out. */
function indexOf({ args, it }: CallToLower, at: number, otherwise = 0): MongoExpression {
  const arg = args[at];
  if (!arg) return otherwise;
  return arg.constant === undefined
    ? { $subtract: [{ $toInt: it[at] }, 1] }
    : Number(String(arg.constant)) - 1;
}

/** The matches of a pattern, those from a place (an argument, counted from 1) on. */
function lowerFound(call: CallToLower, startAt: number, flagsAt: number) {
  const { regex, options, all } = mongoRegex(call.args[1]!, call.args[flagsAt], call.context);
  const every = allMatches(call, regex, options);
  const start = indexOf(call, startAt);
  const isFirst = typeof start === 'number' && start <= 0;
  const found = isFirst ? every : { $filter: { input: every, cond: { $gte: ['$$this.idx', start] } } };
  return { found, all };
}

function lowerReplace(call: CallToLower): MongoExpression {
  const { args, it, context } = call;
  const [input, , replacement] = it;
  // The fourth argument is a place, or the flags.
  const byPlace = args[3] !== undefined && args[3].type.name !== 'text';
  const { found, all } = byPlace ? lowerFound(call, 3, 5) : lowerFound(call, args.length, 3);
  const place = indexOf(call, byPlace ? 4 : args.length, all ? -1 : 0);
  const one = { $slice: [found, place, 1] };
  const chosen =
    typeof place === 'number' ? (place < 0 ? found : one) : cond({ $lt: [place, 0] }, found, one);
  const match = '$$this';
  const known = args[2]?.constant;
  const parts: readonly MongoExpression[] =
    typeof known === 'string'
      ? replacementParts(known).map((part) => {
          if (typeof part === 'string') return literal(part);
          if (part === 0) return `${match}.match`;
          return { $ifNull: [{ $arrayElemAt: [`${match}.captures`, part - 1] }, ''] };
        })
      : [replacement];
  const built: MongoExpression = {
    $reduce: {
      input: chosen,
      initialValue: { text: '', from: 0 },
      in: {
        text: {
          $concat: [
            '$$value.text',
            { $substrCP: [input, '$$value.from', { $subtract: [`${match}.idx`, '$$value.from'] }] },
            ...parts,
          ],
        },
        from: { $add: [`${match}.idx`, { $strLenCP: `${match}.match` }] },
      },
    },
  };
  return bind(context, [built], (state) => ({
    $concat: [
      { $getField: { field: 'text', input: state } },
      { $substrCP: [input, { $getField: { field: 'from', input: state } }, { $strLenCP: input }] },
    ],
  }));
}

function evaluateReplace(values: readonly unknown[]): string {
  const [value, pattern, replacement, fourth, fifth, sixth] = values;
  const byPlace = typeof fourth !== 'string' && fourth !== undefined;
  const flags = text((byPlace ? sixth : fourth) ?? '');
  const found = matches(text(value), text(pattern), flags, byPlace ? toNumber(fourth) - 1 : 0);
  const place = byPlace && fifth !== undefined ? toNumber(fifth) : flags.includes('g') ? 0 : 1;
  const chosen = place === 0 ? found : found.slice(place - 1, place);
  return replaceMatches(text(value), chosen, text(replacement));
}

/** SUBSTRING(text FROM pattern): the first group, or the whole match; with an escape, SQL's own form with two marks. */
export function evaluateSubstringPattern(value: string, pattern: string, escape?: string): string | null {
  const source = escape === undefined ? pattern : markedPattern(pattern, escape);
  const match = searchOf(value, source).exec(value);
  if (!match) return null;
  return (match.length > 1 ? match[1] : match[0]) ?? null;
}

// 'a#"b%#"c' with escape #: what stands between the marks is the part wanted.
function markedPattern(pattern: string, escape: string): string {
  const parts = pattern.split(`${escape}"`).map((part) => similarBody(part, escape));
  const [first = '', second, third = ''] = parts;
  if (parts.length > 3) throw new SqlError(`'${pattern}' has more than two marks`);
  if (second === undefined) return `^(${first})$`;
  // The first part takes as little as it can.
  const least = first.replace(/(\.\*|\*|\+|\})/g, '$1?');
  return `^(?:${least})(${second})(?:${third})$`;
}

export function lowerSubstringPattern({ args, it: [input], context }: CallToLower): MongoExpression {
  const { constant } = args[1]!;
  const escape = args[2]?.constant;
  if (args[2] && (typeof constant !== 'string' || typeof escape !== 'string'))
    context.refuse('A pattern with an escape character must be a constant here, and the character too.');
  const pattern =
    typeof constant === 'string' && typeof escape === 'string' ? markedPattern(constant, escape) : constant;
  const regex =
    typeof pattern === 'string'
      ? literal(regexPattern(pattern, 'pcre'))
      : computedPattern('regex', args[1]!.expression, undefined, context);
  return bind(context, [{ $regexFind: { input, regex, options: 's' } }], (found) =>
    cond(isNull(found), null, { $ifNull: [{ $first: [groupsExpression(found)] }, null] }),
  );
}

/** The match that the fourth argument counts, the first where it is left out. */
const nthMatch = (call: CallToLower, flagsAt: number): MongoExpression => ({
  $arrayElemAt: [lowerFound(call, 2, flagsAt).found, indexOf(call, 3)],
});

const codePoints = (value: string, index: number): number => [...value.slice(0, index)].length;

export const patternFunctions: readonly ScalarFunction[] = [
  {
    name: 'REGEXP_REPLACE',
    category: 'text',
    documentation:
      'The text with the first match of a regular expression (each, with the flag g; from a place, and only the n-th, where given) replaced. \\1 is the first group, \\& the whole match.',
    example: { sql: "REGEXP_REPLACE('Thomas', '.[mN]a.', 'M')", result: 'ThM' },
    signatures: [
      signature('text, pattern text, replacement text, start integer, [n integer], [flags text]', textType),
      signature('text, pattern text, replacement text, [flags text]', textType),
    ],
    nulls: 'strict',
    lower: lowerReplace,
    evaluate: evaluateReplace,
  },
  {
    name: 'REGEXP_MATCH',
    category: 'text',
    documentation:
      'The groups of the first match of a regular expression, or the match itself where it has no groups; NULL without a match.',
    example: { sql: "REGEXP_MATCH('foobar', '(b.)(r)')", result: '{ba,r}' },
    signatures: [signature('text, pattern text, [flags text]', arrayOf(textType))],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [input], context }) => {
      const { regex, options } = mongoRegex(args[1]!, args[2], context);
      return bind(context, [{ $regexFind: { input, regex, options } }], (found) =>
        cond(isNull(found), null, groupsExpression(found)),
      );
    },
    evaluate: ([value, pattern, flags]) =>
      evaluateMatches(text(value), text(pattern), text(flags ?? ''))[0] ?? null,
  },
  {
    name: 'REGEXP_LIKE',
    category: 'text',
    documentation: 'Whether a regular expression matches somewhere in the text.',
    example: { sql: "REGEXP_LIKE('Hello', 'l+')", result: 'true' },
    signatures: [signature('text, pattern text, [flags text]', booleanType)],
    nulls: 'strict',
    lower: ({ args, it: [input], context }) => {
      const { regex, options } = mongoRegex(args[1]!, args[2], context);
      return { $regexMatch: { input, regex, options } };
    },
    evaluate: ([value, pattern, flags]) =>
      searchOf(text(value), text(pattern), text(flags ?? '')).test(text(value)),
  },
  {
    name: 'REGEXP_COUNT',
    category: 'text',
    documentation: 'How often a regular expression matches, from a place (counted from 1) on.',
    example: { sql: "REGEXP_COUNT('ABCABC', 'A.')", result: '2' },
    signatures: [signature('text, pattern text, [start integer], [flags text]', intType)],
    nulls: 'strict',
    lower: (call) => ({ $size: lowerFound(call, 2, 3).found }),
    evaluate: ([value, pattern, start, flags]) =>
      matches(text(value), text(pattern), text(flags ?? ''), start === undefined ? 0 : toNumber(start) - 1)
        .length,
  },
  {
    name: 'REGEXP_SUBSTR',
    category: 'text',
    documentation:
      'The n-th (first) match of a regular expression from a place (counted from 1) on; NULL without one.',
    example: { sql: "REGEXP_SUBSTR('ABCDEF', 'C.')", result: 'CD' },
    signatures: [
      signature('text, pattern text, [start integer], [n integer], [flags text], [group integer]', textType),
    ],
    nulls: 'strict',
    mayBeNull: true,
    lower: (call) =>
      bind(call.context, [nthMatch(call, 4)], (match) => {
        const group = indexOf(call, 5, -1);
        const whole = { $getField: { field: 'match', input: match } };
        const captured = { $arrayElemAt: [{ $getField: { field: 'captures', input: match } }, group] };
        if (typeof group === 'number') return group < 0 ? whole : captured;
        return cond({ $lt: [group, 0] }, whole, captured);
      }),
    evaluate: ([value, pattern, start, n, flags, group]) => {
      const found = matches(
        text(value),
        text(pattern),
        text(flags ?? ''),
        start === undefined ? 0 : toNumber(start) - 1,
      );
      return (
        found[n === undefined ? 0 : toNumber(n) - 1]?.[group === undefined ? 0 : toNumber(group)] ?? null
      );
    },
  },
  {
    name: 'REGEXP_INSTR',
    category: 'text',
    documentation:
      'The place (counted from 1) of the n-th (first) match of a regular expression, or behind it where `end` is 1; 0 without one.',
    example: { sql: "REGEXP_INSTR('ABCDEF', 'C.')", result: '3' },
    signatures: [
      signature(
        'text, pattern text, [start integer], [n integer], [end integer], [flags text], [group integer]',
        intType,
      ),
    ],
    nulls: 'strict',
    lower: (call) => {
      const { args, it, context } = call;
      if (args[6] && String(args[6].constant) !== '0')
        context.refuse('Where a group of a match begins is not known to MongoDB: the group must be 0.');
      return bind(context, [nthMatch(call, 5)], (match) => {
        const at = { $add: [{ $getField: { field: 'idx', input: match } }, 1] };
        const length = { $strLenCP: { $ifNull: [{ $getField: { field: 'match', input: match } }, ''] } };
        const shown = args[4] ? cond({ $eq: [it[4], 1] }, { $add: [at, length] }, at) : at;
        return cond(isNull(match), 0, shown);
      });
    },
    evaluate: ([value, pattern, start, n, end, flags, group]) => {
      const found = matches(
        text(value),
        text(pattern),
        text(flags ?? ''),
        start === undefined ? 0 : toNumber(start) - 1,
      );
      const match = found[n === undefined ? 0 : toNumber(n) - 1];
      const span = match?.indices?.[group === undefined ? 0 : toNumber(group)];
      if (!span) return 0;
      return codePoints(text(value), span[end !== undefined && toNumber(end) === 1 ? 1 : 0]) + 1;
    },
  },
  {
    name: 'REGEXP_SPLIT_TO_ARRAY',
    category: 'text',
    documentation: 'The parts of a text between the matches of a regular expression.',
    example: { sql: "REGEXP_SPLIT_TO_ARRAY('a  b', '\\s+')", result: '{a,b}' },
    signatures: [signature('text, pattern text, [flags text]', arrayOf(textType))],
    nulls: 'strict',
    lower: lowerSplitByPattern,
    evaluate: ([value, pattern, flags]) => splitByPattern(text(value), text(pattern), text(flags ?? '')),
  },
];
