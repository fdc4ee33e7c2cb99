import { choose } from './expression.ts';
import type { MongoExpression } from './function-row.ts';

// The formats of TO_CHAR over dates and intervals: cut into patterns once.

/** One pattern of a format, or plain text. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pattern'; readonly name: string; readonly fill: boolean; readonly suffix: string };

const numbers =
  'HH24|HH12|HH|MI|SSSSS|SSSS|SS|MS|US|FF1|FF2|FF3|FF4|FF5|FF6|A.M.|P.M.|AM|PM|Y,YYY|YYYY|YYY|YY|Y|IYYY|IYY|IY|IDDD|ID|IW|I|B.C.|A.D.|BC|AD|MM|DDD|DD|WW|W|CC|J|Q|RM|TZH|TZM|TZ|OF';
const names = 'MONTH|Month|month|MON|Mon|mon|DAY|Day|day|DY|Dy|dy';

// Written all in capitals or all in small letters; `Dd` is D and d.
const pattern = new RegExp(
  `^(FM|TM|fm|tm)?(${names}|${`${numbers}|${numbers.toLowerCase()}|D|d`.replaceAll('.', '\\.')})(TH|th)?`,
);

/** The patterns of a format; FM before one drops its padding. FX, which is about reading, says nothing here. */
export function dateFormatPieces(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = format;
  while (rest !== '') {
    const quoted = /^"((?:[^"\\]|\\.)*)"?/.exec(rest);
    const match = quoted ? null : pattern.exec(rest);
    const exact = match ? null : /^fx/i.exec(rest);
    if (exact) rest = rest.slice(2);
    else if (match) {
      pieces.push({
        kind: 'pattern',
        name: match[2]!,
        // TM stands for names in another language: without padding.
        fill: match[1] === undefined,
        suffix: match[3] ?? '',
      });
      rest = rest.slice(match[0].length);
    } else {
      const text = quoted ? quoted[1]!.replace(/\\(.)/g, '$1') : /^\\"/.test(rest) ? '"' : rest[0]!;
      pieces.push({ kind: 'text', text });
      rest = rest.slice(quoted ? quoted[0].length : /^\\"/.test(rest) ? 2 : 1);
    }
  }
  return pieces;
}

export const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** A name in the letters that its pattern is written in. */
export const cased = (name: string, like: string): string => {
  if (like === like.toUpperCase()) return name.toUpperCase();
  return like === like.toLowerCase() ? name.toLowerCase() : name;
};

/** What follows a number that is counted by: `1st`, `12th`. */
export function ordinal(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th';
}

/** The same in an expression. */
export function lowerOrdinal(value: MongoExpression, like: string): MongoExpression {
  return choose(
    [
      [
        { $and: [{ $gte: [{ $mod: [value, 100] }, 11] }, { $lte: [{ $mod: [value, 100] }, 13] }] },
        cased('th', like),
      ],
      [{ $eq: [{ $mod: [value, 10] }, 1] }, cased('st', like)],
      [{ $eq: [{ $mod: [value, 10] }, 2] }, cased('nd', like)],
      [{ $eq: [{ $mod: [value, 10] }, 3] }, cased('rd', like)],
    ],
    cased('th', like),
  );
}
