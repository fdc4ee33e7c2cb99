import assert from 'node:assert/strict';
import { hasErrors, parseStatement } from '../../../../dialect/src/index.ts';
import { print } from '../../../../dialect/src/syntax/print.ts';
import { scan } from '../../../../dialect/src/text/scan.ts';
import { formatting } from '../../../../server/src/features/formatting.ts';
import { changed } from '../../../../server/src/text/changed.ts';
import { ownSamples, seeded } from '../../../editor-quality/sources.ts';
import { model } from '../check.ts';

const random = seeded(1);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

const format = (text: string): string =>
  changed(text, formatting(model(text), { start: 0, end: text.length }));

const isSound = (text: string): boolean => !hasErrors(parseStatement(text).problems);

const comments = [
  ' /* c */ ',
  '/*c*/',
  ' -- c\n',
  '\n-- c\n  ',
  '\n\n/* c\n c */\n',
  ' /* c */ /* d */ ',
  ' /* c */ -- d\n',
];

/** A statement with comments at random boundaries of its tokens. */
function commented(sql: string): string {
  const { tokens } = scan(sql);
  const pieces = tokens.map(({ start, end }, index) => {
    const before = sql.slice(tokens[index - 1]?.end ?? 0, start);
    return `${before}${random() < 0.2 ? pick(comments) : ''}${sql.slice(start, end)}`;
  });
  return pieces.join('');
}

/** What is to stay of a statement: its tree as it prints, and its comments. */
function kept(text: string): string {
  const { statement } = parseStatement(text);
  const all = scan(text).comments.map(({ start, end }) => text.slice(start, end).trimEnd());
  return `${statement ? print(statement) : ''}\n${all.join('\n')}`;
}

describe('server: formatting of every statement of the project', () => {
  const sound = [...new Set(ownSamples().map(({ sql }) => `${sql.replace(/;\s*$/, '')}\n;`))].filter(isSound);
  const texts = [...sound, ...sound.map(commented).filter(isSound)];

  it('keeps what it means and all comments, and is settled after the first time', () => {
    const wrong = texts.filter((text) => {
      const once = format(text);
      return kept(once) !== kept(text) || format(once) !== once;
    });
    assert.deepEqual(wrong, []);
  });

  it('leaves none as it is that is written in small letters', () => {
    const small = texts
      .filter((text) => text.startsWith('SELECT'))
      .map((text) => text.replace('SELECT', 'select'));
    assert.ok(small.length > 100);
    assert.deepEqual(
      small.filter((text) => format(text) === text),
      [],
    );
  });
});
