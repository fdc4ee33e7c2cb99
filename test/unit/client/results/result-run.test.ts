import assert from 'node:assert/strict';
import { ResultTabs } from '../../../../client/src/results/result-tabs.ts';
import { titleOf, type RunningStatement } from '../../../../client/src/results/result-run.ts';
import type { StatementOutcome } from '../../../../client/src/run/run-types.ts';

const column = (name: string) => ({ name, field: name, type: { name: 'int' } as const });
const statement = (uri = 'file:///a.qlsql', text = 'SELECT 1'): RunningStatement => ({
  uri,
  fileName: 'a.qlsql',
  version: 1,
  text,
  start: 0,
  line: 3,
});
const outcome = (part: Partial<StatementOutcome> = {}): StatementOutcome => ({
  kind: 'Query',
  ok: true,
  cancelled: false,
  columns: [column('a')],
  rowCount: 0,
  problems: [],
  ms: 5,
  ...part,
});
const open = (ahead = 10, bound = 100) => new ResultTabs(() => ({ ahead, bound }));
const batch = (count: number) => Array.from({ length: count }, (_, n) => [n]);

describe('a run in the results panel', () => {
  it('runs, waits for its reader, and is done', async () => {
    const run = open().begin(statement());
    assert.equal(run.state, 'running');
    run.columns([column('a')]);
    void run.rows(batch(10));
    await run.held;
    assert.equal(run.state, 'held');
    run.rowsHeld.want(20);
    assert.equal(run.state, 'running');
    run.finish(outcome({ rowCount: 10, pool: 'p', firstRowMs: 2 }));
    const { state, rows, pool, firstRowMs, ms, place } = run.snapshot();
    assert.deepEqual(
      { state, rows, pool, firstRowMs, ms, place },
      { state: 'done', rows: 10, pool: 'p', firstRowMs: 2, ms: 5, place: 'a.qlsql:3' },
    );
  });

  it('tells when as many rows are held as may be', () => {
    const run = open(10, 20).begin(statement());
    void run.rows(batch(20));
    assert.equal(run.state, 'full');
    run.rowsHeld.raiseBound();
    assert.equal(run.state, 'running');
  });

  for (const [state, end, result] of [
    ['failed', 'none', outcome({ ok: false })],
    ['cancelled', 'cancel', outcome({ ok: false, cancelled: true })],
    ['stopped', 'stop', outcome({ ok: false, cancelled: true })],
  ] as const)
    it(`that ends by ${end} is ${state}`, () => {
      const run = open().begin(statement());
      void run.rows(batch(10));
      if (end !== 'none') run[end]();
      assert.equal(run.signal.aborted, end !== 'none');
      run.finish(result);
      assert.equal(run.state, state);
      assert.equal(run.snapshot().rows, 10, 'the rows that came stay');
    });

  it('shows no credentials of its statement', () => {
    const text = "CREATE CONNECTION_POOL p ON 'mongodb://ann:s3cret@h/db'";
    const shown = JSON.stringify(open().begin(statement('file:///a.qlsql', text)).snapshot());
    assert.ok(!/s3cret|ann/.test(shown), shown);
  });

  it('has the statement without comments as its title', () => {
    assert.equal(titleOf('-- why\n/* how */ SELECT  1\n  FROM t;'), 'SELECT 1 FROM t');
    assert.equal(titleOf(`SELECT ${'x'.repeat(60)}`).length, 40);
  });
});

describe('the tabs of the results panel', () => {
  it('show the newest', () => {
    const tabs = open();
    tabs.begin(statement());
    const second = tabs.begin(statement());
    assert.equal(tabs.active, second);
  });

  it('give way when their file runs again, unless they are pinned', () => {
    const tabs = open();
    const [first, second, other] = [
      tabs.begin(statement()),
      tabs.begin(statement()),
      tabs.begin(statement('file:///b.qlsql')),
    ];
    tabs.pin(first.id, true);
    tabs.clear('file:///a.qlsql');
    assert.deepEqual(tabs.all, [first, other]);
    assert.equal(second.signal.aborted, true);
    assert.equal(first.signal.aborted, false);
  });

  it('show their neighbour when one is closed', () => {
    const tabs = open();
    const [first, second, third] = [
      tabs.begin(statement()),
      tabs.begin(statement()),
      tabs.begin(statement()),
    ];
    tabs.select(second.id);
    tabs.close(second.id);
    assert.equal(tabs.active, third);
    tabs.close(third.id);
    assert.equal(tabs.active, first);
    tabs.close(first.id);
    assert.equal(tabs.active, undefined);
  });

  it('tell which runs of a file are open', () => {
    const tabs = open();
    const [mine, over, other] = [
      tabs.begin(statement()),
      tabs.begin(statement()),
      tabs.begin(statement('file:///b.qlsql')),
    ];
    over.finish(outcome());
    assert.deepEqual(tabs.open('file:///a.qlsql'), [mine]);
    assert.deepEqual(tabs.open(), [mine, other]);
  });

  it('tell of changes as long as somebody listens', () => {
    const tabs = open();
    let changes = 0;
    const stop = tabs.listen(() => changes++);
    tabs.begin(statement());
    assert.equal(changes, 1);
    stop();
    tabs.begin(statement());
    assert.equal(changes, 1);
  });
});
