import assert from 'node:assert/strict';
import { ResultFinder } from '../../../../client/src/results/find-answers.ts';
import { ResultRun } from '../../../../client/src/results/result-run.ts';

const statement = { uri: '', fileName: 'a.qlsql', version: 1, text: 'SELECT a FROM t', start: 0, line: 1 };
const wanted = { text: 'x', matchCase: false, columns: [0] };
const request = { type: 'find', tab: 1, wanted, from: { row: 0, column: 0 }, step: 0 } as const;

function runWith(rows: number): ResultRun {
  const run = new ResultRun(1, statement, { ahead: 10, bound: 1e6 }, () => undefined);
  void run.rows(Array.from({ length: rows }, () => ['x']));
  return run;
}

describe('a search in a result', () => {
  it('ends where its rows are shown in another way, and the text is looked for in those', async () => {
    const searched = new Set<number>();
    const finder = new ResultFinder((found) => searched.add(found.searched));
    const base = runWith(15_000);
    const first = finder.find(base, request);
    const arranged = runWith(3);
    arranged.arranged = { base, arrangement: { filters: [] }, version: 1 };
    await Promise.all([first, finder.find(arranged, request)]);
    assert.deepEqual([...searched], [3]);
  });

  it('is stopped on the way: told with what it found so far, and taken up again from there', async () => {
    const told: { readonly state: string; readonly searched: number; readonly matches: number }[] = [];
    const rows = 5_000;
    const run = runWith(rows);
    const finder = new ResultFinder((found) => {
      told.push(found);
      if (told.length === 1) finder.stop(run);
    });
    await finder.find(run, request);
    const stopped = told.at(-1);
    assert.equal(stopped?.state, 'stopped');
    assert.ok(stopped.searched > 0 && stopped.searched < rows, `${stopped.searched} rows`);
    assert.equal(stopped.matches, stopped.searched);
    await finder.find(run, { ...request, step: 1 });
    const end = told.at(-1);
    assert.deepEqual([end?.state, end?.searched, end?.matches], ['done', rows, rows]);
  });
});
