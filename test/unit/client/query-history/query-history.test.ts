import assert from 'node:assert/strict';
import { historyLine, historyTooltip } from '../../../../client/src/query-history/history-lines.ts';
import { HistoryRows } from '../../../../client/src/query-history/history-rows.ts';
import { QueryHistory, type Keeper } from '../../../../client/src/query-history/query-history.ts';
import type { StatementOutcome } from '../../../../client/src/run/run-types.ts';

class Kept implements Keeper {
  text = '{}';
  get(key: string): unknown {
    return (JSON.parse(this.text) as Record<string, unknown>)[key];
  }
  update(key: string, value: unknown): Promise<void> {
    this.text = JSON.stringify({ [key]: value });
    return Promise.resolve();
  }
}

const at = new Date(2024, 1, 29, 14, 2).getTime();
const begun = (text: string) => ({ text, uri: 'file:///a.qlsql', line: 1, at });
const outcome = (more: Partial<StatementOutcome> = {}): StatementOutcome => ({
  kind: 'Query',
  ok: true,
  cancelled: false,
  columns: [],
  rowCount: 120,
  problems: [],
  ms: 8,
  pool: 'read_pool',
  ...more,
});

describe('the history of statements', () => {
  let kept: Kept;
  let history: QueryHistory;
  beforeEach(() => {
    kept = new Kept();
    history = new QueryHistory(kept, () => 3);
  });
  const texts = (): string[] => history.entries.map(({ text }) => text);

  it('has the newest first, and only so many', () => {
    for (const text of ['SELECT 1', 'SELECT 2', 'SELECT 3', 'SELECT 4']) history.begin(begun(text));
    assert.deepEqual(texts(), ['SELECT 4', 'SELECT 3', 'SELECT 2']);
  });

  it('is there after a restart; what was open then has ended', async () => {
    history.finish(history.begin(begun('SELECT 1')), outcome());
    history.begin(begun('SELECT 2'));
    await history.save();
    const after = new QueryHistory(kept, () => 3);
    assert.deepEqual(
      after.entries.map(({ text, state }) => [text, state]),
      [
        ['SELECT 2', 'ended'],
        ['SELECT 1', 'done'],
      ],
    );
    after.begin(begun('SELECT 3'));
    assert.equal(new Set(after.entries.map(({ id }) => id)).size, 3);
    await after.save();
  });

  it('tells how each went', () => {
    const lines = [
      outcome(),
      outcome({ kind: 'Delete', rowCount: 0, affected: 1200, ms: 1500 }),
      outcome({ rowCount: 0, columns: [{ name: 'n', field: 'n', type: { name: 'unknown' } }] }),
      outcome({ rowCount: 0, ms: 3 }),
      outcome({
        ok: false,
        rowCount: 0,
        ms: 2,
        problems: [{ code: 'QL5060', severity: 'error', message: 'No.', span: { start: 0, end: 1 } }],
      }),
    ].map((each) => {
      const id = history.begin(begun('-- all\nSELECT  *\nFROM orders'));
      history.finish(id, each);
      const entry = history.get(id) ?? assert.fail();
      const { label, description, icon, narrow } = historyLine(entry, at + 1000);
      assert.deepEqual(narrow, { label: 'SELECT * FROM ord…', description: `${description} · 14:02` });
      return `${icon} ${label} | ${description}`;
    });
    assert.deepEqual(lines, [
      'pass 14:02 SELECT * FROM orders | 120 rows · 8 ms · read_pool',
      'pass 14:02 SELECT * FROM orders | 1,200 written · 1.5 s · read_pool',
      'pass 14:02 SELECT * FROM orders | 0 rows · 8 ms · read_pool',
      'pass 14:02 SELECT * FROM orders | 3 ms · read_pool',
      'error 14:02 SELECT * FROM orders | failed · 2 ms · read_pool',
    ]);
    assert.match(historyTooltip(history.entries[0] ?? assert.fail()), /QL5060/);
    const [entry] = history.entries;
    assert.match(historyLine(entry ?? assert.fail(), at + 86_400_000).label, /^29 Feb 14:02 /);
  });

  it('tells the whole story in a table, in which names stay names', () => {
    const id = history.begin(begun('SELECT 1 AS ```one```'));
    history.finish(id, outcome({ pool: 'a|b [x](command:y) $(bug)' }));
    const tooltip = historyTooltip(history.get(id) ?? assert.fail());
    assert.match(tooltip, /^\*\*SELECT 1 AS \\`\\`\\`one\\`\\`\\`\*\* done\n/);
    assert.match(tooltip, /\| Rows&emsp; \| 120 \|/);
    assert.match(tooltip, /\| Pool&emsp; \| a\\\|b \\\[x\\\]\\\(command:y\\\) \\\$\\\(bug\\\) \|/);
    assert.match(tooltip, /\| Stood in&emsp; \| a\\\.qlsql, line 1 \|/);
    assert.match(tooltip, /\n````qlsql\nSELECT 1 AS ```one```\n````$/);
  });

  it('draws the lines that changed, and all where one came or went', () => {
    const rows = new HistoryRows();
    const [first, second] = [history.begin(begun('SELECT 1')), history.begin(begun('SELECT 2'))];
    assert.equal(rows.update(history.entries), 'all');
    const [, line] = rows.all;
    assert.deepEqual(rows.update(history.entries), []);
    history.read(first, 7);
    assert.deepEqual(rows.update(history.entries), [line]);
    assert.equal(line?.entry.rows, 7);
    history.delete([second]);
    assert.equal(rows.update(history.entries), 'all');
    assert.deepEqual(rows.all, [line]);
  });

  it('is searched by all words, in any case', () => {
    const id = history.begin(begun('SELECT total FROM orders'));
    history.finish(id, outcome());
    history.begin(begun('SELECT name FROM users'));
    for (const [words, found] of [
      ['ORDERS total', 1],
      ['from', 2],
      ['read_pool', 1],
      ['orders users', 0],
      ['', 2],
    ] as const)
      assert.equal(history.search(words).length, found, words);
  });

  for (const text of [
    "CREATE CONNECTION_POOL p ON 'mongodb://ann:s3cret-word@h/db'",
    "CREATE CONNECTION_POOL p WITH (tlsCertificateKeyFilePassword = 's3cret-word')",
    "SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('proxyPassword', 's3cret-word')",
    "UPDATE users SET password = 's3cret-word' WHERE id = 1",
    "SELECT 1 FROM users WHERE api_key IN ('s3cret-word')",
    "SELECT @token := 's3cret-word'",
  ])
    it(`keeps no secret of ${text.replace('s3cret-word', '…')}`, async () => {
      const id = history.begin(begun(text));
      const message = 'Cannot reach mongodb://ann:s3cret-word@h/db.';
      history.finish(
        id,
        outcome({
          ok: false,
          problems: [{ code: 'QL5001', severity: 'error', message, span: { start: 0, end: 1 } }],
        }),
      );
      await history.save();
      assert.ok(!kept.text.includes('s3cret-word'), kept.text);
      const entry = history.get(id) ?? assert.fail();
      assert.equal(entry.isWhole, false, 'it does not run again');
      assert.ok(!historyTooltip(entry).includes('s3cret-word'));
    });

  it('cuts what is very long, and deletes', async () => {
    const long = history.begin(begun(`SELECT '${'x'.repeat(30_000)}'`));
    assert.equal(history.get(long)?.text.length, 20_000);
    assert.equal(history.get(long)?.isWhole, false);
    const other = history.begin(begun('SELECT 1'));
    history.delete([long]);
    assert.deepEqual(texts(), ['SELECT 1']);
    history.finish(long, outcome());
    history.delete([other]);
    history.begin(begun('SELECT 2'));
    history.clear();
    assert.deepEqual(texts(), []);
    await history.save();
  });
});
