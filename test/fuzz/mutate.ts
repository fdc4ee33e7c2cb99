import { scan } from '../../dialect/src/text/scan.ts';

/** A number from 0 to 1. */
export type Random = () => number;

const pick = <T>(list: readonly T[], random: Random): T | undefined =>
  list[Math.floor(random() * list.length)];

/** Text that is easily forgotten: ends of strings and comments, odd characters, numbers at their limits, names that MongoDB reads its own way. */
const odd: readonly string[] = [
  ...[
    "'",
    '"',
    '`',
    '$$',
    '$a$',
    '/*',
    '*/',
    '--',
    ';',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '.',
    '..',
    '::',
    ':=',
  ],
  ...[
    '\0',
    '\u{1F600}',
    '\uD800',
    '\uFEFF',
    '\u2028',
    'é',
    '\\',
    '\n',
    '\t',
    '@',
    '@v',
    '$1',
    ':name',
    '?',
    '%',
  ],
  ...[
    '0',
    '-1',
    '1e400',
    '99999999999999999999999999999999999999',
    '0x',
    '1.',
    '.5',
    "''",
    "E'\\u'",
    'NULL',
    '*',
  ],
  ...[
    '"$where"',
    '"a.b"',
    '"$$ROOT"',
    '"__proto__"',
    'constructor',
    "INTERVAL 'x'",
    "DATE '2024-02-30'",
    'ANY',
    'OVER ()',
  ],
  ...[
    'DISTINCT',
    'FILTER (WHERE',
    'AS',
    'NOT',
    'ORDER BY',
    'LIMIT',
    'FROM',
    'SELECT',
    'RETURNING',
    'WITH RECURSIVE',
  ],
];

type Mutation = (text: string, other: string, random: Random) => string;

/** A token's place, or that of an empty text. */
function place(text: string, random: Random): readonly [number, number] {
  const token = pick(scan(text).tokens, random);
  return token ? [token.start, token.end] : [0, 0];
}

function wordOf(text: string, random: Random): string {
  const [start, end] = place(text, random);
  return text.slice(start, end);
}

const replaced = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

const tokenMutations: readonly Mutation[] = [
  // One goes, comes twice, comes from elsewhere, or is something odd.
  (text, _, random) => replaced(text, ...place(text, random), ''),
  (text, _, random) => {
    const [start, end] = place(text, random);
    return replaced(text, end, end, ` ${text.slice(start, end)}`);
  },
  (text, other, random) => replaced(text, ...place(text, random), wordOf(other, random)),
  (text, other, random) => replaced(text, ...place(text, random), wordOf(text, random) || other),
  (text, _, random) => replaced(text, ...place(text, random), pick(odd, random) ?? ''),
  (text, _, random) => {
    const [start] = place(text, random);
    return replaced(text, start, start, ` ${pick(odd, random) ?? ''} `);
  },
  // Several go, or change places.
  (text, _, random) => {
    const [[a], [b]] = [place(text, random), place(text, random)];
    return replaced(text, Math.min(a, b), Math.max(a, b), '');
  },
  (text, _, random) => {
    const [[start, end], word] = [place(text, random), wordOf(text, random)];
    return replaced(text, start, end, `${word} ${text.slice(start, end)}`);
  },
  // The beginning of one with the end of another; one in parentheses inside another.
  (text, other, random) => text.slice(0, place(text, random)[0]) + other.slice(place(other, random)[0]),
  (text, other, random) => replaced(text, ...place(text, random), `(${other.replace(/;\s*$/, '')})`),
  (text, _, random) => {
    const depth = Math.floor(random() * 30);
    const [start, end] = place(text, random);
    return replaced(text, start, end, '('.repeat(depth) + text.slice(start, end) + ')'.repeat(depth));
  },
];

const characterMutations: readonly Mutation[] = [
  (text, _, random) => {
    const at = Math.floor(random() * text.length);
    return replaced(text, at, at + 1, '');
  },
  (text, other, random) => {
    const at = Math.floor(random() * text.length);
    return replaced(text, at, at + 1, pick([...other], random) ?? '');
  },
  (text, _, random) => {
    const at = Math.floor(random() * text.length);
    return replaced(text, at, at, String.fromCharCode(Math.floor(random() * (random() < 0.8 ? 128 : 65536))));
  },
  (text, _, random) => text.slice(0, Math.floor(random() * text.length)),
  (text, _, random) => {
    const at = Math.floor(random() * text.length);
    return replaced(text, at, at + 2, (text[at + 1] ?? '') + (text[at] ?? ''));
  },
  (text, _, random) => {
    const at = Math.floor(random() * text.length);
    const length = Math.floor(random() * 20);
    return replaced(text, at, at, text.slice(at, at + length).repeat(Math.floor(random() * 20)));
  },
];

/** A statement with one to three faults; `other` lends it its parts. */
export function mutate(text: string, other: string, random: Random): string {
  let mutated = text;
  const times = 1 + Math.floor(random() * 3);
  for (let time = 0; time < times; time += 1) {
    const mutation = pick(random() < 0.7 ? tokenMutations : characterMutations, random);
    mutated = mutation?.(mutated, other, random) ?? mutated;
  }
  return mutated;
}
