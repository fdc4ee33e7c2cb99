import assert from 'node:assert/strict';
import { readScript, writeScript, type ScriptCell } from '../../../../client/src/notebooks/script-cells.ts';

const shown = (cells: readonly ScriptCell[]): string[] =>
  cells.map(({ kind, text }) => `${kind === 'markdown' ? '# ' : ''}${text}`);

const files: readonly [string, string, readonly string[]][] = [
  ['statements', 'SELECT 1;\n\n\nSELECT 2', ['SELECT 1;', 'SELECT 2']],
  ['statements of one line', 'SELECT 1; SELECT 2;', ['SELECT 1;', 'SELECT 2;']],
  [
    'comments of a statement',
    '-- one\nSELECT 1; -- first\nSELECT 2',
    ['-- one\nSELECT 1; -- first', 'SELECT 2'],
  ],
  ['markdown', '/*markdown\n# Orders\n\n* a\n*/\nSELECT 1;\n', ['# # Orders\n\n* a', 'SELECT 1;']],
  [
    'markdown between comments',
    '-- of nothing\n/*markdown\nText\n*/\n\n-- of two\nSELECT 2;\n/* end */\n',
    ['-- of nothing', '# Text', '-- of two\nSELECT 2;', '/* end */'],
  ],
  ['other comments', '/* markdown */ SELECT 1', ['/* markdown */ SELECT 1']],
  ['what is inside strings', "SELECT '/*markdown\n;*/';", ["SELECT '/*markdown\n;*/';"]],
  ['an empty markdown', '/*markdown\n*/', ['# ']],
  ['nothing', '', []],
  ['blanks', ' \n\t\n', []],
  ['stray semicolons', ';;\nSELECT 1;;\n', ['SELECT 1;']],
  [
    'lines of Windows',
    '\uFEFF-- a\r\nSELECT 1; -- b\r\n\r\n/*markdown\r\nx\r\n*/\r\n',
    ['-- a\r\nSELECT 1; -- b', '# x'],
  ],
];

describe('a .qlsql file as a notebook', () => {
  for (const [what, text, cells] of files)
    it(`has cells, and keeps every byte: ${what}`, () => {
      const script = readScript(text);
      assert.deepEqual(shown(script.cells), cells);
      assert.equal(writeScript(script.cells, script.frame), text);
      // The editor may give the lines of a cell another end: that is no edit.
      const windows = script.cells.map((cell) => ({ ...cell, text: cell.text.replace(/\r?\n/g, '\r\n') }));
      assert.equal(writeScript(windows, script.frame), text);
    });

  /** The file after somebody has worked at its cells. */
  function edited(text: string, edit: (cells: ScriptCell[]) => ScriptCell[]): string {
    const { cells, frame } = readScript(text);
    return writeScript(edit([...cells]), frame);
  }
  const code = (text: string): ScriptCell => ({ kind: 'code', text });
  const at = (cells: ScriptCell[], index: number): ScriptCell => cells[index] ?? assert.fail();

  it('changes nothing but the cell that is edited', () => {
    const text = '  SELECT 1 ;\t\n\n\n-- c\nSELECT  2;  -- d\n\n\n\nSELECT 3;\n\n';
    assert.equal(
      edited(text, (cells) => cells.with(1, { ...at(cells, 1), text: 'SELECT 20;' })),
      text.replace('-- c\nSELECT  2;  -- d', 'SELECT 20;'),
    );
  });

  it('takes a new cell, and gives the statement before it its semicolon', () => {
    assert.equal(
      edited('SELECT 1 -- last\n', (cells) => [...cells, code('SELECT 2')]),
      'SELECT 1; -- last\n\nSELECT 2\n',
    );
    assert.equal(
      edited('SELECT 1;\nSELECT 2;\n', (cells) => cells.toSpliced(1, 0, { kind: 'markdown', text: 'Two' })),
      'SELECT 1;\n\n/*markdown\nTwo\n*/\n\nSELECT 2;\n',
    );
  });

  it('loses and moves cells', () => {
    const text = 'SELECT 1;\nSELECT 2;\n\nSELECT 3\n';
    assert.equal(
      edited(text, (cells) => cells.toSpliced(1, 1)),
      'SELECT 1;\n\nSELECT 3\n',
    );
    assert.equal(
      edited(text, (cells) => cells.reverse()),
      'SELECT 3;\n\nSELECT 2;\n\nSELECT 1;\n',
    );
    assert.equal(
      edited(text, () => []),
      '',
    );
    assert.equal(
      edited(text, (cells) => cells.with(1, code('  '))),
      'SELECT 1;\n\nSELECT 3\n',
    );
  });

  it('writes lines as the file has them', () => {
    const text = 'SELECT 1;\r\nSELECT 2;\r\n';
    assert.equal(
      edited(text, (cells) => cells.with(0, { ...at(cells, 0), text: 'SELECT\n1;' })),
      'SELECT\r\n1;\r\nSELECT 2;\r\n',
    );
  });

  for (const markdown of [
    'a */ b',
    '/* a */',
    '/*/',
    '*/*/',
    '*\\/ and /\\*',
    '',
    '\n\n# x\n\n',
    '/*markdown\nx\n*/',
  ])
    it(`gives markdown back: ${JSON.stringify(markdown)}`, () => {
      const text = writeScript(
        [{ kind: 'markdown', text: markdown || ' ' }, code('SELECT 1')],
        readScript('').frame,
      );
      if (markdown.trim() === '') return assert.equal(text, 'SELECT 1\n');
      assert.deepEqual(shown(readScript(text).cells), [`# ${markdown}`, 'SELECT 1']);
    });

  it('keeps every byte of files made of any pieces', () => {
    const pieces = [
      'SELECT 1',
      ';',
      '\n',
      ' ',
      '-- c\n',
      '/* c */',
      '/*markdown\nm\n*/',
      "'a;b'",
      '$$ x;\n$$',
      '/*',
      '\r\n',
      'é',
    ];
    let state = 7;
    const next = (bound: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % bound;
    };
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: next(14) }, () => pieces[next(pieces.length)]).join('');
      const script = readScript(text);
      assert.equal(writeScript(script.cells, script.frame), text, JSON.stringify(text));
    }
  });
});
