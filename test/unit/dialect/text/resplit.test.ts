import assert from 'node:assert/strict';
import { resplit } from '../../../../dialect/src/text/resplit.ts';
import { split } from '../../../../dialect/src/text/split.ts';
import type { StatementSlice } from '../../../../dialect/src/text/split.ts';
import { seeded } from '../../../editor-quality/sources.ts';

/** The statements of a text as an edit gives them. */
function afterEdit(old: string, source: string): readonly StatementSlice[] {
  const before = split(old);
  const { before: kept, changed, after, by, byLines } = resplit(old, before, source);
  const moved = before.slice(after).map((each) => ({
    ...each,
    start: each.start + by,
    end: each.end + by,
    line: each.line + byLines,
    leadingStart: each.leadingStart + by,
  }));
  return [...before.slice(0, kept), ...changed, ...moved];
}

describe('statements after an edit', () => {
  it('are read anew where the text differs, and nowhere else', () => {
    const old = 'SELECT 1;\nSELECT 2;\nSELECT 3;\nSELECT 4;\n';
    const { before, changed, after } = resplit(old, split(old), old.replace('2', '2 + 2'));
    assert.deepEqual([before, changed.map(({ text }) => text), after], [1, ['SELECT 2 + 2;'], 2]);
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
    it(name, () => assert.deepEqual(afterEdit(old, source), split(source)));

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
      assert.deepEqual(afterEdit(old, source), split(source), JSON.stringify([old, source]));
    }
  });
});
