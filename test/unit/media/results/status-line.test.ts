import assert from 'node:assert/strict';
import type { ResultTab } from '../../../../client/src/messages/results.ts';
import { emptyText, statusLine } from '../../../../media/results/status-line.ts';

const tab: ResultTab = {
  id: 1,
  title: 'SELECT 1',
  statement: 'SELECT 1',
  place: 'a.qlsql:1',
  state: 'done',
  columns: [{ name: 'a', type: 'int' }],
  rows: 12345,
  problems: [],
  pinned: false,
  role: 'dev',
};

describe('the status line of a result', () => {
  const lines: readonly [string, Partial<ResultTab>][] = [
    ['12,345 rows', {}],
    ['1 row', { rows: 1 }],
    [
      '12,345 rows · first row 8.4 ms · 1.2 s in all · pool read_pool · a:27017',
      { firstRowMs: 8.4, ms: 1234, pool: 'read_pool', host: 'a:27017' },
    ],
    ['Done · 3 written · 42 ms in all', { columns: [], rows: 0, affected: 3, ms: 41.7 }],
    ['Running…', { state: 'running', rows: 0 }],
    ['12,345 rows so far…', { state: 'running' }],
    ['12,345 rows so far, more as you scroll', { state: 'held' }],
    ['12,345 rows, then cancelled', { state: 'cancelled' }],
    ['Failed', { state: 'failed', rows: 0 }],
    ['3 rows', { columns: [], rows: 3 }],
  ];
  for (const [line, part] of lines) it(line, () => assert.equal(statusLine({ ...tab, ...part }), line));
});

describe('where a result has no rows to see', () => {
  const filters = [{ column: 0, text: '= 1' }];
  const texts: readonly [string | undefined, Partial<ResultTab>][] = [
    ['There are no such rows.', { rows: 0 }],
    ['There are no such rows.', { rows: 0, arrangement: { filters: [] } }],
    ['No row passes the filters: take one off to see more.', { rows: 0, arrangement: { filters } }],
    ['These rows have no columns: name some behind SELECT.', { columns: [] }],
    [undefined, {}],
    [undefined, { rows: 0, state: 'running' }],
    [undefined, { rows: 0, state: 'failed' }],
    [undefined, { rows: 0, columns: [] }],
  ];
  for (const [text, part] of texts)
    it(`${JSON.stringify(part)}: ${text ?? 'nothing is said'}`, () =>
      assert.equal(emptyText({ ...tab, ...part }), text));
});
