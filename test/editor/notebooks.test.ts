import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import * as vscode from 'vscode';
import { rowsMime, type OutputName, type RowsOutput } from '../../client/src/messages/notebook.ts';
import { hasRows } from '../../client/src/notebooks/cell-outputs.ts';
import { answerPlan } from '../../client/src/notebooks/plan-requests.ts';
import { keepShown, shownOf } from '../../client/src/notebooks/shown-outputs.ts';
import { serverWork } from '../integration/server-work.ts';
import { connect, connectionName, eventually, services, testUri, tidy, withDatabase } from './fixtures.ts';

const decoded = ({ data }: vscode.NotebookCellOutputItem): string => new TextDecoder().decode(data);

describe('a notebook', () => {
  let folder: string;

  before(async () => {
    await connect();
    await withDatabase(async (db) => {
      await db.dropDatabase();
      await db.collection('numbers').insertMany(Array.from({ length: 3000 }, (_, n) => ({ n })));
    });
    const { catalog } = await services();
    await catalog.changed(['numbers'], undefined);
  });
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'qlsql-notebook-'))));
  afterEach(async () => {
    const { connections } = await services();
    await connections.setRole(connectionName, 'dev');
    await tidy();
    rmSync(folder, { recursive: true });
  });

  /** Opens a new notebook with these code cells. */
  async function open(...cells: string[]): Promise<vscode.NotebookDocument> {
    const data = cells.map(
      (text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'qlsql'),
    );
    const notebook = await vscode.workspace.openNotebookDocument(
      'qlsql-notebook',
      new vscode.NotebookData(data),
    );
    await vscode.window.showNotebookDocument(notebook);
    return notebook;
  }

  /** Runs all cells and waits until each that ran has ended. */
  async function run(notebook: vscode.NotebookDocument, ends = notebook.cellCount): Promise<void> {
    await vscode.commands.executeCommand('notebook.execute');
    await eventually(
      () =>
        notebook.getCells().filter(({ executionSummary: ended }) => ended?.success !== undefined).length >=
        ends,
    );
  }

  const items = (cell: vscode.NotebookCell): readonly vscode.NotebookCellOutputItem[] =>
    cell.outputs.flatMap((output) => output.items);
  const mimes = (cell: vscode.NotebookCell): string[] => items(cell).map(({ mime }) => mime);
  const textOf = (cell: vscode.NotebookCell, mime = 'text/plain'): string => {
    const item = items(cell).find((each) => each.mime === mime);
    return item ? decoded(item) : '';
  };
  const rowsOf = (cell: vscode.NotebookCell): RowsOutput => JSON.parse(textOf(cell, rowsMime)) as RowsOutput;

  it('runs its cells in one session: a pool that one chose is the next one’s', async () => {
    const notebook = await open(
      `CREATE CONNECTION_POOL nb_pool ON CONNECTION ${connectionName} WITH (maxPoolSize = 3, minPoolSize = 0);`,
      "SELECT @p := USE_CONNECTION_POOL('nb_pool');\nSET @least = 2998;",
      'SELECT n FROM numbers WHERE n >= @least ORDER BY n;',
    );
    await run(notebook);
    const [create, , select] = notebook.getCells();
    assert.ok(create && select);
    assert.match(textOf(create), /nb_pool/);
    const rows = rowsOf(select);
    assert.deepEqual(rows.rows, [[2998], [2999]]);
    assert.equal(rows.pool, 'nb_pool');
    assert.deepEqual(mimes(select), [rowsMime, 'text/plain', 'application/json']);
    assert.equal(textOf(select), 'n\n2998\n2999');
    assert.deepEqual(JSON.parse(textOf(select, 'application/json')), [{ n: 2998 }, { n: 2999 }]);
    assert.deepEqual(
      vscode.languages
        .getDiagnostics(select.document.uri)
        .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
        .map(({ message }) => message),
      [],
      'a cell knows what the others make',
    );
  });

  it('keeps the first rows, and tells how many there were', async () => {
    const notebook = await open('SELECT n FROM numbers ORDER BY n;');
    await run(notebook);
    const rows = rowsOf(notebook.cellAt(0));
    assert.deepEqual([rows.rows.length, rows.total, rows.isCut], [1000, 3000, false]);
    assert.match(textOf(notebook.cellAt(0)), /first 1,000 of 3,000 rows$/);
  });

  it('stops at the cell that fails, with its code and place, marked at the token', async () => {
    const notebook = await open(
      'SELECT 1 AS one;',
      'SELECT 1;\nSELECT nothing FROM CONNECTION_POOLS();',
      'SELECT 3;',
    );
    await run(notebook, 2);
    const [, failed, last] = notebook.getCells();
    assert.ok(failed && last);
    const error = JSON.parse(textOf(failed, 'application/vnd.code.notebook.error')) as Record<string, string>;
    assert.match(error['name'] ?? '', /^QL2/);
    assert.match(error['stack'] ?? '', /at line 2, column 8$/);
    assert.equal(failed.executionSummary?.success, false);
    assert.equal(last.outputs.length, 0);
    const [mark] = vscode.languages.getDiagnostics(failed.document.uri);
    assert.equal(mark && failed.document.getText(mark.range), 'nothing');
  });

  it('writes nothing on a read-only connection', async () => {
    const { connections } = await services();
    await connections.setRole(connectionName, 'read-only');
    const notebook = await open('DELETE FROM numbers WHERE n < 10;');
    await run(notebook);
    assert.match(textOf(notebook.cellAt(0), 'application/vnd.code.notebook.error'), /QL5060/);
    await withDatabase(async (db) => assert.equal(await db.collection('numbers').countDocuments(), 3000));
  });

  const endless = 'SELECT COUNT(*) AS n FROM numbers a CROSS JOIN numbers b CROSS JOIN numbers c;';

  /** What the server does for statements of ours. */
  async function onServer(): Promise<number> {
    const client = new MongoClient(testUri());
    try {
      return (await serverWork(client)).length;
    } finally {
      await client.close();
    }
  }

  const execute = (notebook: vscode.NotebookDocument, cell: number) =>
    vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: cell, end: cell + 1 }],
      document: notebook.uri,
    });

  it('is interrupted, and its statement stopped on the server', async () => {
    const notebook = await open(endless);
    const running = vscode.commands.executeCommand('notebook.execute');
    const { manager } = await services();
    await eventually(async () => (await onServer()) > 0);
    await vscode.commands.executeCommand('notebook.cancelExecution');
    await eventually(() => notebook.cellAt(0).executionSummary?.success === false);
    await running;
    await eventually(() => manager.snapshots().every(({ active }) => active === 0));
    assert.equal(await onServer(), 0);
  });

  it('runs a cell that is started while another runs after that one', async () => {
    const slow = 'SELECT COUNT(*) AS n FROM numbers a JOIN numbers b ON a.n % 10 = 0 AND a.n + b.n < 0;';
    const notebook = await open(`${slow}\nSET @ready = 1;`, 'SELECT @ready AS ready;');
    const { parameters } = await services();
    await parameters.memory.set(String(notebook.uri), '@ready', { text: '0' });
    const first = execute(notebook, 0);
    await eventually(() => notebook.cellAt(0).executionSummary?.executionOrder !== undefined);
    const second = execute(notebook, 1);
    await Promise.all([first, second]);
    await eventually(() => notebook.cellAt(1).executionSummary?.success === true);
    assert.deepEqual(rowsOf(notebook.cellAt(1)).rows, [[1]]);
    const orders = notebook.getCells().map(({ executionSummary }) => executionSummary?.executionOrder ?? 0);
    assert.ok((orders[0] ?? 0) < (orders[1] ?? 0), String(orders));
  });

  it('goes on with the others where a cell is deleted while it runs', async () => {
    const notebook = await open(endless, 'SELECT 2 AS two;');
    const running = execute(notebook, 0);
    await eventually(async () => (await onServer()) > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1))]);
    await vscode.workspace.applyEdit(edit);
    await eventually(() => notebook.cellCount === 1);
    await running;
    await eventually(async () => (await onServer()) === 0);
    await execute(notebook, 0);
    await eventually(() => notebook.cellAt(0).executionSummary?.success === true);
    assert.deepEqual(rowsOf(notebook.cellAt(0)).rows, [[2]]);
  });

  it('keeps the plan of an EXPLAIN, whose index goes into a cell before it and whose pipeline is copied', async () => {
    const sql = 'EXPLAIN ANALYZE SELECT n FROM numbers WHERE n = 7;';
    const notebook = await open('SELECT 1;', `-- why so slow?\n${sql}`);
    await run(notebook);
    const cell = notebook.cellAt(1);
    const { plan } = rowsOf(cell);
    assert.ok(plan);
    const [part] = plan.explained.parts;
    const fixes = part?.server?.steps.flatMap(({ warning }) => warning?.fixes ?? []) ?? [];
    assert.deepEqual(
      fixes.map(({ title }) => title),
      ['Write CREATE INDEX ON numbers (n)'],
    );
    assert.match(textOf(cell), /COLLSCAN/);
    assert.ok(!textOf(cell).startsWith('QUERY PLAN'), 'lines of a plan have no heading');
    const editor = vscode.window.activeNotebookEditor;
    assert.ok(editor);
    await answerPlan(editor, { type: 'copyPipeline', sql: plan.sql, language: 'mongosh' });
    assert.match(await vscode.env.clipboard.readText(), /^db\.numbers\.aggregate\(/);
    await answerPlan(editor, { type: 'write', sql: plan.sql, statement: 'CREATE INDEX ON numbers (n);' });
    assert.deepEqual(
      notebook.getCells().map(({ document }) => document.getText().split('\n').at(-1)),
      ['SELECT 1;', 'CREATE INDEX ON numbers (n);', sql],
    );
    assert.equal(editor.selection.start, 1);
  });

  it('gives a file all rows of a cell, and the clipboard its pipeline', async () => {
    const notebook = await open('SET @least = 1000;', 'SELECT n FROM numbers WHERE n >= @least ORDER BY n;');
    await run(notebook);
    const cell = notebook.cellAt(1);
    const target = path.join(folder, 'rows.csv');
    const place = vscode.Uri.file(target);
    await vscode.commands.executeCommand('qlsql.notebook.exportCell', cell, 'csv', place);
    const lines = readFileSync(target, 'utf8').trimEnd().split(/\r?\n/);
    assert.deepEqual([lines.length, lines.at(-1)], [2001, '2999']);
    await vscode.commands.executeCommand('qlsql.notebook.copyPipeline', cell, 'mongosh');
    assert.match(await vscode.env.clipboard.readText(), /^db\.numbers\.aggregate\(\[\n {2}\{ \$match/);
  });

  it('takes parameters from what it remembers', async () => {
    const { parameters } = await services();
    const notebook = await open('SELECT :n AS n;', 'SELECT @m + 1 AS m;');
    await parameters.memory.set(String(notebook.uri), ':n', { text: '7' });
    await parameters.memory.set(String(notebook.uri), '@m', { text: '8' });
    await run(notebook);
    assert.deepEqual(
      notebook.getCells().map((cell) => rowsOf(cell).rows),
      [[[7]], [[9]]],
    );
  });

  it('is helped by the language server in its cells', async () => {
    const notebook = await open('SET @least = 1;', 'SELECT n FROM numbers WHERE n > @');
    const { document } = notebook.cellAt(1);
    const labels = await eventually(async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        document.positionAt(document.getText().length),
      );
      const found = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return found.includes('@least') && found;
    });
    assert.ok(labels);
  });

  it('renames a variable in all cells, and goes from one to the SET in another', async () => {
    const notebook = await open('SET @least = 1;', 'SELECT n FROM numbers WHERE n > @least;');
    const [set, used] = notebook.getCells().map(({ document }) => document);
    assert.ok(set && used);
    const at = used.positionAt(used.getText().indexOf('@least') + 2);
    const [place] = await eventually(async () => {
      const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        used.uri,
        at,
      );
      return found.length > 0 && found;
    });
    assert.equal(place && String('uri' in place ? place.uri : place.targetUri), String(set.uri));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      used.uri,
      at,
      'most',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.deepEqual(
      [set.getText(), used.getText()],
      ['SET @most = 1;', 'SELECT n FROM numbers WHERE n > @most;'],
    );
  });

  it('is saved with its rows, and opened as it was', async () => {
    const file = vscode.Uri.file(path.join(folder, 'a.qlsqlnb'));
    writeFileSync(
      file.fsPath,
      '{"qlsqlnb": 1, "cells": [{"markdown": ["# Things"]}, {"code": ["SELECT 1 AS one"]}]}',
    );
    const notebook = await vscode.workspace.openNotebookDocument(file);
    await vscode.window.showNotebookDocument(notebook);
    assert.equal(notebook.cellAt(0).kind, vscode.NotebookCellKind.Markup);
    await run(notebook, 1);
    assert.ok(await notebook.save());
    const saved = readFileSync(file.fsPath, 'utf8');
    const { cells } = JSON.parse(saved) as {
      readonly cells: readonly { readonly outputs?: readonly RowsOutput[] }[];
    };
    assert.deepEqual(cells[1]?.outputs?.[0]?.rows, [[1]]);
    assert.ok(!/"(ms|firstRowMs|host)"/.test(saved), saved);
    const copy = vscode.Uri.file(path.join(folder, 'b.qlsqlnb'));
    writeFileSync(copy.fsPath, saved);
    const again = await vscode.workspace.openNotebookDocument(copy);
    assert.deepEqual(rowsOf(again.cellAt(1)).rows, [[1]]);
  });

  it('keeps how rows are shown with their cell: when it runs again, and in its file', async () => {
    const chart = { view: 'chart', chart: { x: 's', y: 'n', form: 'bar' } } as const;
    const file = vscode.Uri.file(path.join(folder, 'shown.qlsqlnb'));
    const code = "SELECT 1;\nSET @x = 1;\nSELECT 's' AS s, 2 AS n;";
    writeFileSync(file.fsPath, JSON.stringify({ qlsqlnb: 1, cells: [{ code: code.split('\n') }] }));
    const notebook = await vscode.workspace.openNotebookDocument(file);
    await vscode.window.showNotebookDocument(notebook);
    await run(notebook);
    await notebook.save();
    const withRows = () => notebook.cellAt(0).outputs.filter(hasRows);
    const { output } = withRows()[1]?.metadata as OutputName;
    await keepShown(notebook, output, chart);
    assert.ok(notebook.isDirty, 'it is there to be saved');
    await notebook.save();
    const read = (text: string) => JSON.parse(text) as { cells: { outputs: RowsOutput[] }[] };
    const saved = read(readFileSync(file.fsPath, 'utf8')).cells[0]?.outputs.map(({ shown }) => shown);
    assert.deepEqual(saved, [undefined, undefined, chart], 'rows, words and rows');
    await run(notebook);
    const again = () => withRows().map(({ items: all }) => JSON.parse(decoded(all[0]!)) as RowsOutput);
    await eventually(() => again().length === 2);
    assert.deepEqual(
      again().map(({ shown }) => shown),
      [undefined, chart],
    );
    const copy = vscode.Uri.file(path.join(folder, 'copy.qlsqlnb'));
    writeFileSync(copy.fsPath, readFileSync(file.fsPath));
    const opened = await vscode.workspace.openNotebookDocument(copy);
    assert.deepEqual(rowsOf(opened.cellAt(0)).shown, undefined);
    assert.deepEqual(shownOf(opened.cellAt(0)), [null, chart]);
  });

  it('of a .qlsql file keeps every byte that was not edited', async () => {
    const file = vscode.Uri.file(path.join(folder, 'script.qlsql'));
    const text =
      '\uFEFF-- one\r\nSELECT  1 ; -- first\r\n\r\n\r\n/*markdown\r\n# Two\r\n*/\r\nSELECT 2\r\n\r\n';
    writeFileSync(file.fsPath, text);
    await vscode.commands.executeCommand('qlsql.notebook.open', file);
    const notebook = await eventually(() => vscode.window.activeNotebookEditor?.notebook);
    assert.equal(notebook.notebookType, 'qlsql-script');
    assert.deepEqual(
      notebook.getCells().map((cell) => cell.document.getText().replaceAll('\r\n', '\n')),
      ['-- one\nSELECT  1 ; -- first', '# Two', 'SELECT 2'],
    );
    const edit = new vscode.WorkspaceEdit();
    const { document } = notebook.cellAt(2);
    edit.insert(document.uri, new vscode.Position(0, 8), ' AS two');
    await vscode.workspace.applyEdit(edit);
    assert.ok(await notebook.save());
    assert.equal(readFileSync(file.fsPath, 'utf8'), text.replace('SELECT 2', 'SELECT 2 AS two'));
    await vscode.commands.executeCommand('qlsql.notebook.openText');
    await eventually(() => vscode.window.activeTextEditor?.document.uri.path.endsWith('script.qlsql'));
  });
});
