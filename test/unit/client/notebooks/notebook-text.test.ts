import assert from 'node:assert/strict';
import type { RowsOutput } from '../../../../client/src/messages/notebook.ts';
import {
  readNotebook,
  writeNotebook,
  type NotebookCell,
} from '../../../../client/src/notebooks/notebook-text.ts';

const rows: RowsOutput = {
  title: 'SELECT n, name FROM t',
  columns: [
    { name: 'n', type: 'int' },
    { name: 'name', type: 'text' },
  ],
  rows: [
    [1, 'one "1"'],
    [{ $numberLong: '9007199254740993' }, null],
  ],
  total: 2,
  isCut: false,
  pool: 'p',
};

const planned: RowsOutput = {
  ...rows,
  plan: {
    sql: 'EXPLAIN SELECT n FROM t',
    explained: {
      logical: ['Read t'],
      rules: [],
      parts: [
        {
          ...{ title: 'query', where: 'on shop.t' },
          stages: [{ text: '{ $match: {} }', span: { start: 8, end: 23 } }],
          server: { steps: [{ name: 'COLLSCAN', depth: 0, stages: [0] }] },
        },
      ],
    },
  },
};

const cells: readonly NotebookCell[] = [
  { kind: 'markdown', text: '# Orders\n\n* open\r\n', outputs: [] },
  {
    kind: 'code',
    text: 'SELECT n, name\nFROM t',
    outputs: [
      { kind: 'rows', rows },
      { kind: 'rows', rows: planned },
      {
        kind: 'rows',
        rows: { ...rows, shown: { view: 'chart', chart: { x: 'name', y: 'n', form: 'bar' } } },
      },
      { kind: 'text', text: '3 documents written.\n  By two.' },
      { kind: 'error', code: 'QL5060', message: 'No.', place: 'line 1, column 8' },
    ],
  },
  { kind: 'code', text: '', language: 'json', outputs: [] },
];

describe('a notebook file', () => {
  it('gives back the cells that were written', () => {
    assert.deepEqual(readNotebook(writeNotebook(cells)), cells);
    assert.deepEqual(readNotebook(writeNotebook([])), []);
    assert.deepEqual(readNotebook(''), []);
  });

  for (const output of [
    '{"title":"t","columns":[null],"rows":[],"total":0,"isCut":false}',
    '{"title":"t","columns":[{"name":"n","type":"int"}],"rows":[1],"total":1,"isCut":false}',
    '{"title":"t","columns":[{"name":"n","type":"objectId"}],"rows":[[{"$oid":"no id"}]],"total":1,"isCut":false}',
    '{"title":"t","columns":[],"rows":[],"total":0,"isCut":false,"plan":null}',
    '{"title":"t","columns":[],"rows":[],"total":0,"isCut":false,"plan":{"sql":"x","explained":{"logical":[],"rules":[]}}}',
    '{"title":"t","columns":[],"rows":[],"total":0,"isCut":false,"plan":{"sql":"x","explained":{"logical":[],"rules":[],"parts":[{}]}}}',
    '{"rows":[]}',
    '[1]',
    'null',
  ])
    it(`is read without an output that is none: ${output.slice(0, 60)}…`, () => {
      const text = `{"qlsqlnb": 1, "cells": [{"code": ["SELECT 1"], "outputs": [${output}, {"text": ["kept"]}]}]}`;
      const [cell] = readNotebook(text);
      assert.deepEqual(cell?.outputs, [{ kind: 'text', text: 'kept' }]);
    });

  for (const [written, shown] of [
    ['{"view":"chart","chart":{"x":1,"y":"n","form":"pie"}}', { view: 'chart', chart: { y: 'n' } }],
    ['{"view":"tree","chart":null}', { view: 'tree', chart: {} }],
    ['{"view":"globe"}', undefined],
    ['"chart"', undefined],
    ['null', undefined],
  ] as const)
    it(`shows rows as far as the file says how: ${written}`, () => {
      const output = `{"title":"t","columns":[{"name":"n","type":"int"}],"rows":[[1]],"total":1,"isCut":false,"shown":${written}}`;
      const [cell] = readNotebook(
        `{"qlsqlnb": 1, "cells": [{"code": ["SELECT 1"], "outputs": [${output}]}]}`,
      );
      const [kept] = cell?.outputs ?? [];
      assert.equal(kept?.kind, 'rows');
      assert.deepEqual(kept.rows.shown, shown);
    });

  it('gives back any text', () => {
    for (const text of ['', '\n', '\n\n', '\r', 'a\u2028b', '"\\', '😀\ud800', ' '.repeat(3)]) {
      const one: readonly NotebookCell[] = [{ kind: 'code', text, outputs: [] }];
      assert.deepEqual(readNotebook(writeNotebook(one)), one);
      assert.equal(writeNotebook(readNotebook(writeNotebook(one))), writeNotebook(one));
    }
  });

  it('has a line for each line and each row', () => {
    const text = writeNotebook(cells.slice(1, 2));
    const lines = text.split('\n').map((line) => line.trim());
    for (const line of [
      '"SELECT n, name",',
      '"FROM t"',
      '[1,"one \\"1\\""],',
      '[{"$numberLong":"9007199254740993"},null]',
    ])
      assert.ok(lines.includes(line), `${line}\n${text}`);
  });

  it('changes in few lines where a cell changes a little', () => {
    const before = writeNotebook(cells).split('\n');
    const edited = cells.map((cell) => ({ ...cell, text: cell.text.replace('FROM t', 'FROM u') }));
    const after = writeNotebook(edited).split('\n');
    assert.equal(before.length, after.length);
    assert.deepEqual(
      after.filter((line, index) => line !== before[index]).map((line) => line.trim()),
      ['"FROM u"'],
    );
  });

  for (const [text, words] of [
    ['SELECT 1;', /no JSON/],
    ['{"cells": []}', /no QLSQL notebook/],
    ['{"qlsqlnb": 2, "cells": []}', /later version/],
    ['{"qlsqlnb": 1}', /no list/],
    ['{"qlsqlnb": 1, "cells": [{"code": "SELECT 1"}]}', /Cell 1/],
    ['{"qlsqlnb": 1, "cells": [null]}', /Cell 1/],
  ] as const)
    it(`is refused, so that nothing is written over it: ${text}`, () =>
      assert.throws(() => readNotebook(text), words));

  it('loses an output that cannot be read, and keeps its cell', () => {
    const text =
      '{"qlsqlnb": 1, "cells": [{"code": ["SELECT 1"], "outputs": [{"rows": 1}, null, {"text": ["a"]}]}]}';
    assert.deepEqual(readNotebook(text), [
      { kind: 'code', text: 'SELECT 1', outputs: [{ kind: 'text', text: 'a' }] },
    ]);
  });
});
