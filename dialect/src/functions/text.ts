import type { MongoExpression } from './function-row.ts';
import { bind, choose, cond, hasType, isNull, literal } from './expression.ts';
import type { LoweringContext, ScalarFunction } from './lowering.ts';
import { lowerUpperLower, simpleLower, simpleUpper } from './letter-case.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { lowerOutput } from './casts/lower-to-text.ts';
import { printValue } from './casts/print-value.ts';
import { intType, SqlError, textType, booleanType } from './values.ts';

const text = (value: unknown): string => String(value);
const chars = (value: unknown): string[] => [...text(value)];

/** `count` copies of a text. */
function repeated(source: MongoExpression, count: MongoExpression): MongoExpression {
  return {
    $reduce: { input: { $range: [0, count] }, initialValue: '', in: { $concat: ['$$value', source] } },
  };
}

function trimming(
  name: string,
  operator: '$trim' | '$ltrim' | '$rtrim',
  side: string,
  aliases: readonly string[] = [],
): ScalarFunction {
  const trim = (value: string, set: string): string => {
    const characters = new Set(set);
    const items = [...value];
    let [start, end] = [0, items.length];
    if (operator !== '$rtrim') while (start < end && characters.has(items[start]!)) start += 1;
    if (operator !== '$ltrim') while (end > start && characters.has(items[end - 1]!)) end -= 1;
    return items.slice(start, end).join('');
  };
  return {
    name,
    ...(aliases.length > 0 ? { aliases } : {}),
    category: 'text',
    documentation: `The text without any of the characters (blanks, if none are given) ${side}.`,
    example: { sql: `${name}('xxhixx', 'x')`, result: trim('xxhixx', 'x') },
    signatures: [signature('text, [characters text]', textType)],
    nulls: 'native',
    lower: ({ args: [, set], it: [value, characters] }) => {
      const chars: MongoExpression = set ? characters : ' ';
      // MongoDB refuses an empty set of characters.
      if (set && set.constant === undefined) {
        return cond({ $eq: [characters, ''] }, value, { [operator]: { input: value, chars } });
      }
      return set?.constant === '' ? value : { [operator]: { input: value, chars } };
    },
    evaluate: ([value, set]) => trim(text(value), set === undefined ? ' ' : text(set)),
  };
}

function padding(name: 'LPAD' | 'RPAD', left: boolean): ScalarFunction {
  return {
    name,
    category: 'text',
    documentation: `The text filled ${left ? 'at its left' : 'at its right'} to a length, with blanks or the given text; cut at its right where it is longer.`,
    example: { sql: `${name}('7', 3, '0')`, result: left ? '007' : '700' },
    signatures: [signature('text, length integer, [fill text]', textType)],
    nulls: 'strict',
    lower: ({ it: [value, length, fill], context }) => {
      const filler = fill ?? ' ';
      const wanted = { $max: [{ $toInt: length }, 0] };
      return bind(context, [wanted, { $strLenCP: value }], (width, now) => {
        const missing = { $subtract: [width, now] };
        const filled = {
          $substrCP: [
            repeated(filler, { $ceil: { $divide: [missing, { $max: [{ $strLenCP: filler }, 1] }] } }),
            0,
            { $max: [missing, 0] },
          ],
        };
        return cond(
          { $lte: [missing, 0] },
          { $substrCP: [value, 0, width] },
          { $concat: left ? [filled, value] : [value, filled] },
        );
      });
    },
    evaluate: ([value, length, fill]) => {
      const items = chars(value);
      const width = Math.max(Number(String(length)), 0);
      const filler = fill === undefined ? [' '] : chars(fill);
      if (items.length >= width) return items.slice(0, width).join('');
      if (filler.length === 0) return items.join('');
      const filled = Array.from(
        { length: width - items.length },
        (_, index) => filler[index % filler.length],
      );
      return left ? filled.join('') + items.join('') : items.join('') + filled.join('');
    },
  };
}

/** The Latin characters by their codes, from 1: MongoDB has no function for that, so they are looked up. */
const latin = Array.from({ length: 591 }, (_, index) => String.fromCharCode(index + 1)).join('');

function lowerAscii(value: MongoExpression, context: LoweringContext): MongoExpression {
  return bind(context, [{ $substrCP: [value, 0, 1] }], (first) =>
    choose(
      [
        [{ $eq: [first, ''] }, 0],
        [
          { $gte: [{ $indexOfCP: [literal(latin), first] }, 0] },
          { $add: [1, { $indexOfCP: [literal(latin), first] }] },
        ],
      ],
      raise('argument', 'ASCII knows only Latin characters for each row, not ', first),
    ),
  );
}

function initcap(value: string): string {
  return value.replace(/[\p{L}\p{N}]+/gu, (word) => {
    const [first = '', ...rest] = word;
    return simpleUpper(first) + simpleLower(rest.join(''));
  });
}

export const textFunctions: readonly ScalarFunction[] = [
  {
    name: 'LENGTH',
    aliases: ['CHAR_LENGTH', 'CHARACTER_LENGTH'],
    category: 'text',
    documentation: 'How many characters a text has.',
    example: { sql: "LENGTH('Zoë')", result: '3' },
    unit: 'characters',
    signatures: [signature('text', intType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => ({ $strLenCP: value }),
    evaluate: ([value]) => chars(value).length,
  },
  {
    name: 'OCTET_LENGTH',
    category: 'text',
    documentation: 'How many bytes a text has in UTF-8.',
    example: { sql: "OCTET_LENGTH('Zoë')", result: '4' },
    unit: 'bytes',
    signatures: [signature('text', intType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => ({ $strLenBytes: value }),
    evaluate: ([value]) => new TextEncoder().encode(text(value)).length,
  },
  {
    name: 'BIT_LENGTH',
    category: 'text',
    documentation: 'How many bits a text has in UTF-8.',
    example: { sql: "BIT_LENGTH('abc')", result: '24' },
    unit: 'bits',
    signatures: [signature('text', intType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => ({ $multiply: [{ $strLenBytes: value }, 8] }),
    evaluate: ([value]) => new TextEncoder().encode(text(value)).length * 8,
  },
  {
    name: 'UPPER',
    aliases: ['UCASE'],
    category: 'text',
    documentation: 'The text in capital letters: Latin, Greek, Cyrillic and Armenian ones.',
    example: { sql: "UPPER('Zoë')", result: 'ZOË' },
    signatures: [signature('text', textType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) => lowerUpperLower('upper', value, context),
    evaluate: ([value]) => simpleUpper(text(value)),
  },
  {
    name: 'LOWER',
    aliases: ['LCASE', 'CASEFOLD'],
    category: 'text',
    documentation: 'The text in small letters: Latin, Greek, Cyrillic and Armenian ones.',
    example: { sql: "LOWER('ZOË')", result: 'zoë' },
    signatures: [signature('text', textType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) => lowerUpperLower('lower', value, context),
    evaluate: ([value]) => simpleLower(text(value)),
  },
  {
    name: 'INITCAP',
    category: 'text',
    documentation: 'The text with the first letter of each word capital and the rest small.',
    example: { sql: "INITCAP('hi THOMAS')", result: 'Hi Thomas' },
    signatures: [signature('text', textType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) => lowerInitcap(value, context),
    evaluate: ([value]) => initcap(text(value)),
  },
  {
    name: 'CONCAT',
    category: 'text',
    documentation: 'The texts of all values in one; NULLs count as empty.',
    example: { sql: "CONCAT('a', NULL, 1)", result: 'a1' },
    signatures: [signature('values any…', textType)],
    nulls: 'own',
    lower: ({ args, context }) => ({
      $concat: args.map((arg) => {
        const part = lowerOutput(arg, context);
        return arg.nullable ? { $ifNull: [part, ''] } : part;
      }),
    }),
    evaluate: (values, { types }) =>
      values.map((value, index) => (value === null ? '' : printValue(value, types[index]!, false))).join(''),
  },
  {
    name: 'CONCAT_WS',
    category: 'text',
    documentation: 'The texts of the values that are not NULL, with a separator between them.',
    example: { sql: "CONCAT_WS('-', 2024, NULL, 5)", result: '2024-5' },
    signatures: [signature('separator text, values any…', textType)],
    nulls: 'own',
    lower: ({ args: [, ...values], it: [separator], context }) => {
      const parts = values.map((arg) => lowerOutput(arg, context));
      const name = context.fresh('part');
      const present: MongoExpression = {
        $filter: {
          input: parts.map((part) => ({ $ifNull: [part, null] })),
          as: name,
          cond: { $gt: [`$$${name}`, null] },
        },
      };
      const joined: MongoExpression = {
        $reduce: {
          input: present,
          initialValue: null,
          in: cond(isNull('$$value'), '$$this', { $concat: ['$$value', separator, '$$this'] }),
        },
      };
      return cond(isNull(separator), literal(null), { $ifNull: [joined, ''] });
    },
    evaluate: ([separator, ...values], { types }) =>
      separator === null
        ? null
        : values
            .flatMap((value, index) => (value === null ? [] : [printValue(value, types[index + 1]!, false)]))
            .join(text(separator)),
  },
  trimming('BTRIM', '$trim', 'at both ends', ['TRIM']),
  trimming('LTRIM', '$ltrim', 'at its start'),
  trimming('RTRIM', '$rtrim', 'at its end'),
  padding('LPAD', true),
  padding('RPAD', false),
  {
    name: 'REPEAT',
    category: 'text',
    documentation: 'The text several times over.',
    example: { sql: "REPEAT('ab', 3)", result: 'ababab' },
    signatures: [signature('text, count integer', textType)],
    nulls: 'strict',
    lower: ({ it: [value, count] }) => repeated(value, { $max: [{ $toInt: count }, 0] }),
    evaluate: ([value, count]) => text(value).repeat(Math.max(Number(String(count)), 0)),
  },
  {
    name: 'REPLACE',
    category: 'text',
    documentation: 'The text with every occurrence of one text replaced by another.',
    example: { sql: "REPLACE('a-b-c', '-', '+')", result: 'a+b+c' },
    signatures: [signature('text, find text, replacement text', textType)],
    nulls: 'strict',
    lower: ({ args: [, find], it: [value, from, to] }) => {
      const replaced: MongoExpression = { $replaceAll: { input: value, find: from, replacement: to } };
      if (find?.constant === undefined) return cond({ $eq: [from, ''] }, value, replaced);
      return find.constant === '' ? value : replaced;
    },
    evaluate: ([value, from, to]) =>
      from === '' ? text(value) : text(value).replaceAll(text(from), () => text(to)),
  },
  {
    name: 'TRANSLATE',
    category: 'text',
    documentation:
      'The text with each character of `from` replaced by the one at its place in `to`; those without a counterpart are dropped.',
    example: { sql: "TRANSLATE('12345', '143', 'ax')", result: 'a2x5' },
    signatures: [signature('text, from text, to text', textType)],
    nulls: 'strict',
    lower: ({ it: [value, from, to] }) => ({
      $reduce: {
        input: { $range: [0, { $strLenCP: value }] },
        initialValue: '',
        in: {
          $let: {
            vars: { char: { $substrCP: [value, '$$this', 1] }, sofar: '$$value' },
            in: {
              $let: {
                vars: { at: { $indexOfCP: [from, '$$char'] } },
                in: {
                  $concat: ['$$sofar', cond({ $lt: ['$$at', 0] }, '$$char', { $substrCP: [to, '$$at', 1] })],
                },
              },
            },
          },
        },
      },
    }),
    evaluate: ([value, from, to]) => {
      const [source, target] = [chars(from), chars(to)];
      return chars(value)
        .map((char) => {
          const at = source.indexOf(char);
          return at < 0 ? char : (target[at] ?? '');
        })
        .join('');
    },
  },
  {
    name: 'REVERSE',
    category: 'text',
    documentation: 'The characters of a text from its end to its start.',
    example: { sql: "REVERSE('abc')", result: 'cba' },
    signatures: [signature('text', textType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => ({
      $reduce: {
        input: { $range: [0, { $strLenCP: value }] },
        initialValue: '',
        in: { $concat: [{ $substrCP: [value, '$$this', 1] }, '$$value'] },
      },
    }),
    evaluate: ([value]) => chars(value).reverse().join(''),
  },
  {
    name: 'ASCII',
    category: 'text',
    documentation:
      'The code point of the first character, 0 for an empty text. For each row, only the Latin ones up to 591 are known.',
    example: { sql: "ASCII('A')", result: '65' },
    signatures: [signature('text', intType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) => lowerAscii(value, context),
    evaluate: ([value]) => text(value).codePointAt(0) ?? 0,
  },
  {
    name: 'CHR',
    category: 'text',
    documentation: 'The character of a code point. For each row, only the Latin ones up to 591 are known.',
    example: { sql: 'CHR(65)', result: 'A' },
    signatures: [signature('code integer', textType)],
    nulls: 'strict',
    lower: ({ it: [code] }) =>
      cond(
        { $and: [{ $gte: [code, 1] }, { $lte: [code, latin.length] }] },
        { $substrCP: [literal(latin), { $subtract: [{ $toInt: code }, 1] }, 1] },
        raise('argument', 'CHR knows only Latin characters for each row, not ', { $toString: code }),
      ),
    evaluate: ([code]) => {
      const point = Number(String(code));
      if (!(point > 0 && point <= 0x10ffff)) throw new SqlError(`${point} is not the code of a character`);
      return String.fromCodePoint(point);
    },
  },
  {
    name: 'STARTS_WITH',
    category: 'text',
    documentation: 'Whether a text begins with another; NULL for what is no text, as with LIKE.',
    example: { sql: "STARTS_WITH('alphabet', 'alph')", result: 'true' },
    signatures: [signature('value any, prefix text', booleanType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args: [argument], it: [value, prefix] }) => {
      const test = { $eq: [{ $indexOfCP: [value, prefix] }, 0] };
      return argument?.type.name === 'text' ? test : cond(hasType(value, 'string'), test, null);
    },
    evaluate: ([value, prefix]) => (typeof value === 'string' ? value.startsWith(text(prefix)) : null),
  },
];

// Letters behind the start or behind a character that is neither letter nor digit are capital.
function lowerInitcap(value: MongoExpression, context: LoweringContext): MongoExpression {
  const char = context.fresh('char');
  return {
    $getField: {
      field: 'text',
      input: {
        $reduce: {
          input: { $range: [0, { $strLenCP: value }] },
          initialValue: { text: '', inside: false },
          in: {
            $let: {
              vars: { [char]: { $substrCP: [value, '$$this', 1] } },
              in: {
                text: {
                  $concat: [
                    '$$value.text',
                    cond(
                      '$$value.inside',
                      lowerUpperLower('lower', `$$${char}`, context),
                      lowerUpperLower('upper', `$$${char}`, context),
                    ),
                  ],
                },
                inside: { $regexMatch: { input: `$$${char}`, regex: '[\\p{L}\\p{N}]' } },
              },
            },
          },
        },
      },
    },
  };
}
