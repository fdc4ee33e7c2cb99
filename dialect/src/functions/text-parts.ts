import { Decimal128 } from 'bson';
import { keywords } from '../text/keywords.ts';
import type { Keyword } from '../text/keywords.ts';
import { columnName, namesOf } from '../text/tokens.ts';
import { bind, cond, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, ScalarFunction } from './lowering.ts';
import { evaluateSubstringPattern, lowerSubstringPattern } from './regexp.ts';
import { raise } from './raise.ts';
import { normalFormFunctions } from './normal-form.ts';
import { signature } from './signature.ts';
import { intType, SqlError, textType, toNumber } from './values.ts';

const text = (value: unknown): string => String(value);
const chars = (value: unknown): string[] => [...text(value)];

const known = (argument: LoweredArgument | undefined): number | undefined =>
  argument?.constant === undefined || argument.constant === null
    ? undefined
    : Number(String(argument.constant));

/** SUBSTRING counts from 1; what lies before the first character counts but gives nothing. */
function lowerSubstring({ args, it: [value, start, count] }: CallToLower): MongoExpression {
  const [from, length] = [known(args[1]), known(args[2])];
  const begin =
    from === undefined ? { $max: [{ $subtract: [{ $toInt: start }, 1] }, 0] } : Math.max(from - 1, 0);
  if (args.length === 2) return { $substrCP: [value, begin, { $strLenCP: value }] };
  if (from !== undefined && length !== undefined && length >= 0) {
    return { $substrCP: [value, begin, Math.max(from - 1 + length - Math.max(from - 1, 0), 0)] };
  }
  const end = { $subtract: [{ $add: [{ $toInt: start }, { $toInt: count }] }, 1] };
  const part = { $substrCP: [value, begin, { $max: [{ $subtract: [end, begin] }, 0] }] };
  if (length !== undefined && length >= 0) return part;
  return cond({ $lt: [count, 0] }, raise('argument', '', { $toString: count }, ' is not a length'), part);
}

function substring(value: unknown, start: unknown, count: unknown): string {
  const from = toNumber(start);
  if (count === undefined)
    return chars(value)
      .slice(Math.max(from - 1, 0))
      .join('');
  const length = toNumber(count);
  if (length < 0) throw new SqlError(`${length} is not a length`);
  const end = Math.max(from - 1 + length, 0);
  return chars(value)
    .slice(Math.max(from - 1, 0), end)
    .join('');
}

/** LEFT and RIGHT: a negative count leaves out so many characters of the other side. */
function side(name: 'LEFT' | 'RIGHT', left: boolean): ScalarFunction {
  return {
    name,
    category: 'text',
    documentation: `The ${left ? 'first' : 'last'} characters; with a negative count, all but the ${left ? 'last' : 'first'} ones.`,
    example: { sql: `${name}('abcde', 2)`, result: left ? 'ab' : 'de' },
    signatures: [signature('text, count integer', textType)],
    nulls: 'strict',
    lower: ({ args, it: [value, count], context }) => {
      const size = { $strLenCP: value };
      const n = known(args[1]);
      if (left && n !== undefined && n >= 0) return { $substrCP: [value, 0, n] };
      return bind(context, [size, { $toInt: count }], (length, wanted) => {
        const kept = {
          $min: [length, { $max: [cond({ $lt: [wanted, 0] }, { $add: [length, wanted] }, wanted), 0] }],
        };
        return left
          ? { $substrCP: [value, 0, kept] }
          : bind(context, [kept], (keep) => ({ $substrCP: [value, { $subtract: [length, keep] }, keep] }));
      });
    },
    evaluate: ([value, count]) => {
      const [items, n] = [chars(value), toNumber(count)];
      const kept = Math.min(items.length, Math.max(n < 0 ? items.length + n : n, 0));
      return (left ? items.slice(0, kept) : items.slice(items.length - kept)).join('');
    },
  };
}

const positionOf = (value: unknown, part: unknown): number => {
  const at = text(value).indexOf(text(part));
  return at < 0 ? 0 : [...text(value).slice(0, at)].length + 1;
};

const zeroPlace = 'the place of SPLIT_PART must not be 0';

/** A place that is not known to be another: 0 is an error. */
const checked = (place: MongoExpression): MongoExpression =>
  cond({ $eq: [place, 0] }, raise('argument', zeroPlace), { $toInt: place });

function lowerSplitPart({ args, it: [value, separator, place], context }: CallToLower): MongoExpression {
  const n = known(args[2]) || undefined;
  return bind(context, [n ?? checked(place)], (index) => {
    const whole = cond({ $in: [index, { $literal: [1, -1] }] }, value, '');
    const from: MongoExpression =
      n === undefined ? cond({ $gt: [index, 0] }, { $subtract: [index, 1] }, index) : n > 0 ? n - 1 : n;
    const part = { $ifNull: [{ $arrayElemAt: [{ $split: [value, separator] }, from] }, ''] };
    const constant = args[1]?.constant;
    if (constant !== undefined) return constant === '' ? whole : part;
    return cond({ $eq: [separator, ''] }, whole, part);
  });
}

/** A text in quotes, as a literal of SQL. */
export function quoteLiteral(value: string): string {
  const quotes = value.replaceAll("'", "''");
  return value.includes('\\') ? `E'${quotes.replaceAll('\\', '\\\\')}'` : `'${quotes}'`;
}

export const lowerQuoteLiteral = (value: MongoExpression): MongoExpression => {
  const quotes = { $replaceAll: { input: value, find: "'", replacement: "''" } };
  return cond(
    { $gte: [{ $indexOfCP: [value, '\\'] }, 0] },
    { $concat: ["E'", { $replaceAll: { input: quotes, find: '\\', replacement: '\\\\' } }, "'"] },
    { $concat: ["'", quotes, "'"] },
  );
};

const plainName = /^[a-z_][a-z0-9_$]*$/;
/** Keywords that are no names of columns by themselves. */
const reservedNames: readonly string[] = (Object.keys(keywords) as Keyword[])
  .filter((word) => (namesOf(word) & columnName) === 0)
  .map((word) => word.toLowerCase());

/** A name in quotes where it needs them. */
export const quoteIdentifier = (value: string): string =>
  plainName.test(value) && !reservedNames.includes(value) ? value : `"${value.replaceAll('"', '""')}"`;

export const lowerQuoteIdentifier = (value: MongoExpression): MongoExpression =>
  cond(
    {
      $and: [
        { $regexMatch: { input: value, regex: '^[a-z_][a-z0-9_$]*\\z' } },
        { $not: [{ $in: [value, literal(reservedNames)] }] },
      ],
    },
    value,
    { $concat: ['"', { $replaceAll: { input: value, find: '"', replacement: '""' } }, '"'] },
  );

/** A whole number in digits of 2^bits; a negative one in two's complement. */
function inBase(name: string, bits: number, which: string, example: string, result: string): ScalarFunction {
  const base = 2 ** bits;
  return {
    name,
    category: 'text',
    documentation: `A whole number in ${which} digits; a negative one in two’s complement.`,
    example: { sql: `${name}(${example})`, result },
    signatures: [signature('n integer', textType)],
    nulls: 'strict',
    lower: ({ args, it: [n] }) => {
      const size = args[0]!.type.name === 'long' ? '18446744073709551616' : '4294967296';
      const positive = cond({ $lt: [n, 0] }, { $add: [n, Decimal128.fromString(size)] }, { $toDecimal: n });
      const digits: MongoExpression = {
        $reduce: {
          input: { $range: [0, Math.ceil(64 / bits)] },
          initialValue: { rest: positive, text: '' },
          in: {
            rest: { $trunc: { $divide: ['$$value.rest', base] } },
            text: {
              $concat: [
                { $substrCP: ['0123456789abcdef', { $toInt: { $mod: ['$$value.rest', base] } }, 1] },
                '$$value.text',
              ],
            },
          },
        },
      };
      const trimmed = { $ltrim: { input: { $getField: { field: 'text', input: digits } }, chars: '0' } };
      return cond({ $eq: [n, 0] }, '0', trimmed);
    },
    evaluate: ([n]) => BigInt.asUintN(typeof n === 'bigint' ? 64 : 32, BigInt(String(n))).toString(base),
  };
}

const unicodeEscape =
  /\\(?:\\|u([\da-fA-F]{4})|U([\da-fA-F]{8})|\+([\da-fA-F]{6})|([\da-fA-F]{4})|([\s\S]?))/g;

export const textPartFunctions: readonly ScalarFunction[] = [
  {
    name: 'UNISTR',
    category: 'text',
    documentation:
      'The text with the characters put in whose code points are written as \\0041, \\+000041, \\u0041 or \\U00000041. For constants.',
    example: { sql: "UNISTR('d\\0061t\\+000061')", result: 'data' },
    signatures: [signature('text', textType)],
    nulls: 'strict',
    evaluate: ([value]) =>
      text(value).replace(unicodeEscape, (match, u?: string, long?: string, plus?: string, bare?: string) => {
        if (match === '\\\\') return '\\';
        const short = u ?? bare;
        // Two surrogates make one character of two.
        if (short !== undefined) return String.fromCharCode(Number.parseInt(short, 16));
        const point = Number.parseInt(long ?? plus ?? '', 16);
        if (!(point <= 0x10ffff)) throw new SqlError(`'${match}' names no character`);
        return String.fromCodePoint(point);
      }),
  },
  {
    name: 'SUBSTRING',
    aliases: ['SUBSTR', 'MID'],
    category: 'text',
    documentation:
      'The part of a text that begins at a place (counted from 1), as long as the count says; or the part that a regular expression matches.',
    example: { sql: "SUBSTRING('Thomas', 2, 3)", result: 'hom' },
    signatures: [
      signature('text, start integer, [count integer]', textType),
      signature('text, pattern text, [escape text]', textType),
    ],
    nulls: 'strict',
    mayBeNull: true,
    lower: (call) =>
      call.args[1]?.type.name === 'text' ? lowerSubstringPattern(call) : lowerSubstring(call),
    evaluate: ([value, start, count]) =>
      typeof start === 'string'
        ? evaluateSubstringPattern(text(value), start, count === undefined ? undefined : text(count))
        : substring(value, start, count),
  },
  side('LEFT', true),
  side('RIGHT', false),
  {
    name: 'POSITION',
    category: 'text',
    documentation: 'The place (counted from 1) where a text first occurs in another; 0 where it does not.',
    example: { sql: "POSITION('om' IN 'Thomas')", result: '3' },
    signatures: [signature('part text, text', intType)],
    nulls: 'strict',
    lower: ({ it: [part, value] }) => ({ $add: [{ $indexOfCP: [value, part] }, 1] }),
    evaluate: ([part, value]) => positionOf(value, part),
  },
  {
    name: 'STRPOS',
    aliases: ['INSTR'],
    category: 'text',
    documentation:
      'The place (counted from 1) where the second text first occurs in the first; 0 where it does not.',
    example: { sql: "STRPOS('high', 'ig')", result: '2' },
    signatures: [signature('text, part text', intType)],
    nulls: 'strict',
    lower: ({ it: [value, part] }) => ({ $add: [{ $indexOfCP: [value, part] }, 1] }),
    evaluate: ([value, part]) => positionOf(value, part),
  },
  {
    name: 'SPLIT_PART',
    category: 'text',
    documentation:
      'The part of a text at a place (counted from 1, or from the end where negative) when it is cut at a separator.',
    example: { sql: "SPLIT_PART('a,b,c', ',', 2)", result: 'b' },
    signatures: [signature('text, separator text, place integer', textType)],
    nulls: 'strict',
    lower: lowerSplitPart,
    evaluate: ([value, separator, place]) => {
      const n = toNumber(place);
      if (n === 0) throw new SqlError(zeroPlace);
      const parts = separator === '' ? [text(value)] : text(value).split(text(separator));
      return parts.at(n > 0 ? n - 1 : n) ?? '';
    },
  },
  {
    name: 'OVERLAY',
    category: 'text',
    documentation:
      'The text with the part at a place (counted from 1) replaced by another; as long as that, or as the count says.',
    example: { sql: "OVERLAY('Txxxxas' PLACING 'hom' FROM 2 FOR 4)", result: 'Thomas' },
    signatures: [signature('text, replacement text, start integer, [count integer]', textType)],
    nulls: 'strict',
    lower: ({ it: [value, part, start, count] }) => {
      const before = { $max: [{ $subtract: [{ $toInt: start }, 1] }, 0] };
      const after = {
        $max: [
          {
            $add: [
              { $subtract: [{ $toInt: start }, 1] },
              count === undefined ? { $strLenCP: part } : { $toInt: count },
            ],
          },
          0,
        ],
      };
      return {
        $concat: [
          { $substrCP: [value, 0, before] },
          part,
          { $substrCP: [value, after, { $strLenCP: value }] },
        ],
      };
    },
    evaluate: ([value, part, start, count]) => {
      const [items, from] = [chars(value), toNumber(start) - 1];
      const removed = count === undefined ? chars(part).length : toNumber(count);
      return (
        items.slice(0, Math.max(from, 0)).join('') +
        text(part) +
        items.slice(Math.max(from + removed, 0)).join('')
      );
    },
  },
  {
    name: 'QUOTE_LITERAL',
    category: 'text',
    documentation: 'The text as a literal of SQL, in quotes.',
    example: { sql: "QUOTE_LITERAL('O''Reilly')", result: "'O''Reilly'" },
    signatures: [signature('text', textType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => lowerQuoteLiteral(value),
    evaluate: ([value]) => quoteLiteral(text(value)),
  },
  {
    name: 'QUOTE_NULLABLE',
    category: 'text',
    documentation: 'The text as a literal of SQL, in quotes; the word NULL for NULL.',
    example: { sql: 'QUOTE_NULLABLE(NULL)', result: 'NULL' },
    signatures: [signature('text', textType)],
    nulls: 'own',
    lower: ({ it: [value] }) => cond({ $lte: [value, null] }, 'NULL', lowerQuoteLiteral(value)),
    evaluate: ([value]) => (value === null ? 'NULL' : quoteLiteral(text(value))),
  },
  {
    name: 'QUOTE_IDENT',
    category: 'text',
    documentation: 'The text as a name of SQL, in double quotes where it needs them.',
    example: { sql: "QUOTE_IDENT('Foo bar')", result: '"Foo bar"' },
    signatures: [signature('text', textType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => lowerQuoteIdentifier(value),
    evaluate: ([value]) => quoteIdentifier(text(value)),
  },
  inBase('TO_HEX', 4, 'hexadecimal', '255', 'ff'),
  inBase('TO_OCT', 3, 'octal', '8', '10'),
  inBase('TO_BIN', 1, 'binary', '5', '101'),
  ...normalFormFunctions,
];
