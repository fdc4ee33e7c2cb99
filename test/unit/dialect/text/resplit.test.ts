import assert from 'node:assert/strict';
import { resplit } from '../../../../dialect/src/text/resplit.ts';
import type { TextPart } from '../../../../dialect/src/text/resplit.ts';
import { split } from '../../../../dialect/src/text/split.ts';
import type { StatementSlice } from '../../../../dialect/src/text/split.ts';
import { seeded } from '../../../editor-quality/sources.ts';

interface Part extends TextPart {
  readonly statements: readonly StatementSlice[];
}

/** A text in parts of so many statements. */
function parts(text: string, size: number): readonly Part[] {
  const all = split(text);
  const cut: Part[] = [];
  for (let first = 0; first < all.length; first += size) {
    const statements = all.slice(first, first + size);
    const isLast = first + size >= all.length;
    cut.push({ statements, end: isLast ? text.length : (statements.at(-1)?.end ?? 0) });
  }
  return cut;
}

/** A statement's text and places, so many characters further on. */
const placed = ({ text, start, end, leadingStart }: StatementSlice, by = 0) => ({
  text,
  start: start + by,
  end: end + by,
  leadingStart: leadingStart + by,
});

/** The statements of a text as an edit gives them. */
function afterEdit(old: string, source: string, size: number) {
  const all = parts(old, size);
  const { before, changed, after, by } = resplit(old, all, source);
  return [
    ...all.slice(0, before).flatMap(({ statements }) => statements.map((each) => placed(each))),
    ...changed.map((each) => placed(each)),
    ...all.slice(after).flatMap(({ statements }) => statements.map((each) => placed(each, by))),
  ];
}

const afresh = (source: string) => split(source).map((each) => placed(each));

describe('statements after an edit', () => {
  it('are read anew in the part where the text differs, and nowhere else', () => {
    const old = Array.from({ length: 120 }, (_, index) => `SELECT ${index};\n`).join('');
    const { before, from, to, changed, after } = resplit(old, parts(old, 40), old.replace('50;', '5000;'));
    assert.deepEqual([before, after, changed.length], [1, 2, 40]);
    assert.deepEqual([from, to], [old.indexOf('\nSELECT 40;'), changed.at(-1)?.end]);
  });

  it('are read with those of a small part before them', () => {
    const old = 'SELECT 1;\nSELECT 2;\nSELECT 3;';
    const { before, changed, after } = resplit(old, parts(old, 1), old.replace('2', '22'));
    assert.deepEqual([before, changed.length, after], [0, 2, 2]);
  });

  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'a string that never ends takes the rest': [
      "SELECT 1; SELECT 2; SELECT 'a;",
      "SELECT 1; SELECT ' 2; SELECT 'a;",
    ],
    'one that never ended goes on': ["SELECT 1; SELECT 'a;", "SELECT 1; SELECT 'a; b'; SELECT 2;"],
    'a comment swallows a statement': [
      'SELECT 1;\nSELECT 2;\nSELECT 3;',
      'SELECT 1;\n-- SELECT 2;\nSELECT 3;',
    ],
    'a comment goes to the line of the one before': [
      'SELECT 1;\n-- a\nSELECT 2;',
      'SELECT 1; -- a\nSELECT 2;',
    ],
    'all is new': ['SELECT 1;', 'a; b;'],
    'all goes': ['SELECT 1; SELECT 2', ''],
    'nothing changes': ['SELECT 1; SELECT 2', 'SELECT 1; SELECT 2'],
  };
  for (const [name, [old, source]] of Object.entries(cases))
    for (const size of [1, 40])
      it(`${name}, in parts of ${size}`, () =>
        assert.deepEqual(afterEdit(old, source, size), afresh(source)));

  it('are those of the whole text, whatever was edited', () => {
    const random = seeded(7);
    const pieces = [
      ';',
      "'",
      '"',
      '$$',
      '$a$',
      '/*',
      '*/',
      '--',
      '\n',
      ' ',
      'a',
      'E',
      'SELECT 1;',
      '\\',
      ';\n-- c\n',
    ];
    const some = (count: number) =>
      Array.from({ length: count }, () => pieces[Math.floor(random() * pieces.length)] ?? '').join('');
    for (let time = 0; time < 20_000; time += 1) {
      const old = some(Math.floor(random() * 14));
      const start = Math.floor(random() * (old.length + 1));
      const end = Math.min(old.length, start + Math.floor(random() * 5));
      const source = old.slice(0, start) + some(Math.floor(random() * 3)) + old.slice(end);
      assert.deepEqual(afterEdit(old, source, 1), afresh(source), JSON.stringify([old, source]));
    }
  });
});
