import { bind, cond, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';

// MongoDB's $toUpper and $toLower know ASCII only. The other letters are mapped through two texts in which a small letter and its
// capital stand at the same place, as Unicode's simple mapping has them (ß and ẞ; no letter becomes two). They hold the letters of
// Latin, Greek, Cyrillic and Armenian.

const pairs: { readonly small: string; readonly capital: string } = (() => {
  let [small, capital] = ['', ''];
  for (let code = 0x80; code < 0x1f00; code += 1) {
    if (code >= 0x590 && code < 0x1e00) continue;
    const letter = String.fromCodePoint(code);
    const upper = code === 0xdf ? 'ẞ' : letter.toUpperCase();
    if (upper === letter || [...upper].length !== 1) continue;
    small += letter;
    capital += upper;
  }
  return { small, capital };
})();

const capitals = new Map<string, string>();
const smalls = new Map<string, string>();
{
  const [small, capital] = [[...pairs.small], [...pairs.capital]];
  small.forEach((letter, index) => {
    capitals.set(letter, capital[index]!);
    if (letter.length > 0 && capital[index]!.toLowerCase() === letter) smalls.set(capital[index]!, letter);
  });
  smalls.set('ẞ', 'ß');
}

const mapped = (text: string, table: ReadonlyMap<string, string>, ascii: (char: string) => string): string =>
  [...text].map((char) => (char < '\u0080' ? ascii(char) : (table.get(char) ?? char))).join('');

export const simpleUpper = (text: string): string => mapped(text, capitals, (char) => char.toUpperCase());
export const simpleLower = (text: string): string => mapped(text, smalls, (char) => char.toLowerCase());

const tables = {
  upper: { from: [...capitals.keys()].join(''), to: [...capitals.values()].join('') },
  lower: { from: [...smalls.keys()].join(''), to: [...smalls.values()].join('') },
};

/** The text (not NULL) in capital or small letters; the tables are looked into only where a text has more than ASCII. */
export function lowerUpperLower(
  to: 'upper' | 'lower',
  text: MongoExpression,
  context: LoweringContext,
): MongoExpression {
  const table = tables[to];
  const operator = to === 'upper' ? '$toUpper' : '$toLower';
  return bind(context, [text], (value) => {
    const char = context.fresh('char');
    const found = context.fresh('at');
    const mappedChar: MongoExpression = {
      $let: {
        vars: { [found]: { $indexOfCP: [literal(table.from), `$$${char}`] } },
        in: cond(
          { $lt: [`$$${found}`, 0] },
          { [operator]: `$$${char}` },
          { $substrCP: [literal(table.to), `$$${found}`, 1] },
        ),
      },
    };
    return cond(
      { $eq: [{ $strLenCP: value }, { $strLenBytes: value }] },
      { [operator]: value },
      {
        $reduce: {
          input: {
            $map: {
              input: { $range: [0, { $strLenCP: value }] },
              in: { $let: { vars: { [char]: { $substrCP: [value, '$$this', 1] } }, in: mappedChar } },
            },
          },
          initialValue: '',
          in: { $concat: ['$$value', '$$this'] },
        },
      },
    );
  });
}
