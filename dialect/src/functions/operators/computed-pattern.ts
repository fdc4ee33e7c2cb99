import { bind, choose, cond, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweringContext } from '../lowering.ts';
import { isWordCharacter, regexEscapes, specialCharacters } from './pattern-text.ts';

// pattern-text.ts for patterns that are known per row only: the same rules, applied to one character after the other.

export type PatternKind = 'LIKE' | 'SIMILAR TO' | 'regex';

/** What stands for a character that is neither escaped nor in brackets. */
const meanings: Readonly<Record<PatternKind, Readonly<Record<string, string>>>> = {
  LIKE: {
    ...Object.fromEntries(specialCharacters.map((each) => [each, `\\${each}`])),
    '%': '.*',
    _: '.',
  },
  'SIMILAR TO': {
    ...Object.fromEntries(['.', '^', '$', '\\'].map((each) => [each, `\\${each}`])),
    '%': '.*',
    _: '.',
    '(': '(?:',
  },
  regex: { $: '\\z' },
};

const ends: Readonly<Record<PatternKind, readonly [string, string]>> = {
  LIKE: ['^(?:', ')\\z'],
  'SIMILAR TO': ['^(?:', ')\\z'],
  regex: ['', ''],
};

/** `character` as a table of texts says, or as it is. */
function translated(
  character: MongoExpression,
  table: Readonly<Record<string, string>>,
  otherwise: MongoExpression = character,
): MongoExpression {
  const keys = Object.keys(table);
  const at = { $indexOfArray: [literal(keys), character] };
  return cond({ $lt: [at, 0] }, otherwise, { $arrayElemAt: [literal(Object.values(table)), at] });
}

const escaped: Readonly<Record<string, string>> = Object.fromEntries(
  specialCharacters.map((each) => [each, `\\${each}`]),
);

/** To SIMILAR TO, a letter or digit behind the mark is what it is behind a backslash in a regular expression. */
const escapedSimilar: Readonly<Record<string, string>> = {
  ...escaped,
  ...Object.fromEntries(
    Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
      .filter(isWordCharacter)
      .map((each) => [each, regexEscapes[each] ?? `\\${each}`]),
  ),
};

/** The regular expression of a pattern, for each row. Gives NULL for NULL. `escape` is a backslash where none is given. */
export function computedPattern(
  kind: PatternKind,
  pattern: MongoExpression,
  escape: MongoExpression | undefined,
  context: LoweringContext,
): MongoExpression {
  const brackets = kind !== 'LIKE';
  return bind(context, [pattern, escape ?? literal('\\')], (text, mark) => {
    const character = context.fresh('char');
    const so = context.fresh('so');
    const [at, state] = [`$$${character}`, `$$${so}`];
    const add = (piece: MongoExpression, change: object = {}): MongoExpression => ({
      source: { $concat: [`${state}.source`, piece] },
      escaped: false,
      bracket: `${state}.bracket`,
      ...change,
    });
    const marked = { $concat: ['\\', at] };
    const behindMark =
      kind === 'regex'
        ? cond(`${state}.bracket`, marked, translated(at, regexEscapes, marked))
        : translated(at, kind === 'LIKE' ? escaped : escapedSimilar);
    const step = choose(
      [
        [`${state}.escaped`, add(behindMark)],
        [{ $eq: [at, mark] }, add('', { escaped: true })],
        ...(brackets
          ? ([
              [`${state}.bracket`, add(translated(at, { '\\': '\\\\' }), { bracket: { $ne: [at, ']'] } })],
              [{ $eq: [at, '['] }, add('[', { bracket: true })],
            ] as const)
          : []),
      ],
      add(translated(at, meanings[kind])),
    );
    const read: MongoExpression = {
      $reduce: {
        input: { $range: [0, { $strLenCP: { $ifNull: [text, ''] } }] },
        initialValue: { source: '', escaped: false, bracket: false },
        in: {
          $let: { vars: { [character]: { $substrCP: [text, '$$this', 1] }, [so]: '$$value' }, in: step },
        },
      },
    };
    const [before, behind] = ends[kind];
    return bind(context, [read], (done) =>
      cond({ $lte: [text, null] }, null, {
        $concat: [before, { $getField: { field: 'source', input: done } }, behind],
      }),
    );
  });
}
