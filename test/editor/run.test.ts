import assert from 'node:assert/strict';
import { Long } from 'mongodb';
import * as vscode from 'vscode';
import { split } from '../../dialect/src/text/split.ts';
import type { ResultTab } from '../../client/src/messages/results.ts';
import { connect, connectionName, eventually, open, services, tidy, withDatabase } from './fixtures.ts';

const create = `CREATE CONNECTION_POOL run_pool ON CONNECTION ${connectionName} WITH (maxPoolSize = 7, minPoolSize = 1);`;

/** Waits for the last result to be in one of these states. */
async function result(...states: ResultTab['state'][]): Promise<ResultTab> {
  const { tabs } = await services();
  return eventually(() => {
    const tab = tabs.all.at(-1)?.snapshot();
    return tab && states.includes(tab.state) && tab;
  });
}

async function errors(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  return eventually(() => {
    const found = vscode.languages.getDiagnostics(document.uri);
    return found.length > 0 && found;
  });
}

describe('a statement', () => {
  before(async () => {
    await connect();
    await withDatabase(async (db) => {
      await db.dropDatabase();
      await db.collection('things').insertMany(
        Array.from({ length: 3000 }, (_, n) => ({
          n,
          name: `thing ${n}`,
          big: Long.fromString('9007199254740993'),
        })),
      );
    });
  });
  afterEach(tidy);

  it('makes a pool when it is run at the cursor', async () => {
    await open(`-- pools\n${create}|\n\nSELECT 1 AS one;`);
    await vscode.commands.executeCommand('qlsql.runStatement');
    const { message, title } = await result('done');
    assert.match(message ?? '', /run_pool/);
    assert.match(title, /^CREATE CONNECTION_POOL run_pool/);
    const { manager } = await services();
    assert.equal(manager.snapshot('run_pool')?.maxSize, 7);
  });

  it('gives its rows to the panel, with the pool that they came through', async () => {
    await open(
      `${create}\nUSE CONNECTION_POOL run_pool;\nSELECT n, name, big FROM things WHERE n < 3 ORDER BY n;`,
    );
    await vscode.commands.executeCommand('qlsql.runAll');
    const { tabs } = await services();
    const tab = await eventually(async () => {
      const last = await result('done', 'failed');
      return last.title.startsWith('SELECT') && last;
    });
    assert.deepEqual(tab.problems, []);
    assert.equal(tab.rows, 3);
    assert.equal(tab.pool, 'run_pool');
    assert.deepEqual(
      tab.columns.map(({ name }) => name),
      ['n', 'name', 'big'],
    );
    assert.deepEqual(String(tabs.get(tab.id)?.rowsHeld.row(2)), '2,thing 2,9007199254740993');
  });

  it('runs from its code lens', async () => {
    const { document } = await open(`SELECT 'first' AS a;\nSELECT 'second' AS b;`);
    const lenses = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      return found.length >= 2 && found;
    });
    const run = lenses.find(
      ({ range, command }) => range.start.line === 1 && command?.command === 'qlsql.runStatement',
    );
    assert.ok(run?.command, 'the second statement has a lens that runs it');
    await vscode.commands.executeCommand(run.command.command, ...(run.command.arguments ?? []));
    const { columns } = await result('done');
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['b'],
    );
  });

  it('lets its cursor wait until somebody scrolls on, and stops it when the next one runs', async () => {
    await vscode.workspace
      .getConfiguration('qlsql.results')
      .update('fetchAhead', 100, vscode.ConfigurationTarget.Global);
    try {
      await open('SELECT * FROM things;|\nSELECT 1 AS one;');
      await vscode.commands.executeCommand('qlsql.runStatement');
      const { tabs } = await services();
      const held = await result('held');
      assert.ok(held.rows >= 100 && held.rows < 3000, String(held.rows));
      const run = tabs.get(held.id);
      assert.ok(run);
      run.rowsHeld.want(held.rows + 1500);
      await eventually(() => run.rowsHeld.length >= held.rows + 1500);
      run.rowsHeld.want(1_000_000);
      const { rows } = await result('done');
      assert.equal(rows, 3000);
      await vscode.commands.executeCommand('qlsql.runStatement');
      const again = await result('held');
      const second = tabs.get(again.id);
      await open('SELECT 1 AS one;');
      tabs.close(again.id);
      await eventually(() => second?.isOver);
      assert.equal(second?.state, 'stopped');
    } finally {
      await vscode.workspace
        .getConfiguration('qlsql.results')
        .update('fetchAhead', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is stopped by Cancel', async () => {
    await open('SELECT COUNT(*) AS n FROM things a CROSS JOIN things b CROSS JOIN things c;');
    const running = vscode.commands.executeCommand('qlsql.runStatement');
    await result('running');
    await vscode.commands.executeCommand('qlsql.cancel');
    const { state } = await result('cancelled', 'done', 'failed');
    assert.equal(state, 'cancelled');
    await running;
  });

  it('that waits behind another is not run where its file is closed meanwhile', async () => {
    const { runner, queryHistory } = await services();
    const long = 'SELECT COUNT(*) AS n FROM things a CROSS JOIN things b CROSS JOIN things c;';
    const { document } = await open(`${long}\nINSERT INTO closed_late (n) VALUES (1);`);
    const [first, second] = split(document.getText());
    assert.ok(first && second);
    const running = runner.run(document, [first]);
    await result('running');
    const waiting = runner.run(document, [second]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually(() => document.isClosed);
    await Promise.all([running, waiting]);
    const [late] = queryHistory.entries;
    assert.deepEqual([late?.text.slice(0, 11), late?.state], ['INSERT INTO', 'cancelled']);
    await withDatabase(async (db) =>
      assert.equal(await db.collection('closed_late').countDocuments(), 0, 'nor on the default connection'),
    );
  });

  it('that is wrong is marked at its token, and the mark goes when it is edited', async () => {
    const editor = await open('SELECT nme FROM CONNECTION_POOLS();');
    const [problem] = await errors(editor.document);
    assert.ok(problem);
    assert.equal(editor.document.getText(problem.range), 'nme');
    await vscode.commands.executeCommand('qlsql.runStatement');
    const { problems } = await result('failed');
    assert.equal(problems[0]?.message, problem.message);
    assert.equal(
      vscode.languages.getDiagnostics(editor.document.uri).length,
      1,
      'the same words stand there once',
    );
    await editor.edit((edit) => edit.replace(problem.range, 'pool_name'));
    await eventually(() => vscode.languages.getDiagnostics(editor.document.uri).length === 0);
  });

  it('that fails at run time is marked until it is edited', async () => {
    const editor = await open('USE CONNECTION_POOL run_pool;');
    await vscode.commands.executeCommand('qlsql.runStatement');
    const { problems } = await result('failed');
    const [problem] = await errors(editor.document);
    assert.equal(problem?.message, problems[0]?.message);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), ' '));
    const { document } = editor;
    await eventually(
      () => !vscode.languages.getDiagnostics(document.uri).some(({ range }) => range.isEqual(problem!.range)),
    );
  });
});
