import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HistoryEntry } from '../../client/src/query-history/query-history.ts';
import { connect, connectionName, eventually, open, services, tidy, withDatabase } from './fixtures.ts';

const command = (name: string, ...args: unknown[]) =>
  vscode.commands.executeCommand(`qlsql.queryHistory.${name}`, ...args);

describe('the query history', () => {
  before(async () => {
    await connect();
    await withDatabase(async (db) => {
      await db.dropDatabase();
      await db
        .collection<{ _id: number; n: number }>('numbers')
        .insertMany([1, 2, 3].map((n) => ({ _id: n, n })));
    });
  });
  beforeEach(() => command('clear', true));
  afterEach(tidy);

  /** Runs a text in a new file; gives the entry of its last statement once it has ended. */
  async function run(sql: string): Promise<HistoryEntry> {
    const { queryHistory } = await services();
    await open(sql);
    await vscode.commands.executeCommand('qlsql.runAll');
    return eventually(() => {
      const [entry] = queryHistory.entries;
      return entry && entry.state !== 'open' && entry;
    });
  }

  it('has each statement that ran, with its rows, time, pool and problem', async () => {
    const { queryHistory, context } = await services();
    await run('SELECT _id FROM numbers;');
    const failed = await run('SELECT nothing FROM CONNECTION_POOLS();');
    assert.equal(failed.state, 'failed');
    assert.match(failed.problem ?? '', /nothing.*\(QL2\d{3}\)/);
    const [, done] = queryHistory.entries;
    assert.deepEqual(
      [done?.state, done?.rows, done?.pool, done?.text],
      ['done', 3, 'default', 'SELECT _id FROM numbers;'],
    );
    await queryHistory.save();
    assert.deepEqual(context.workspaceState.get('qlsql.queryHistory'), queryHistory.entries);
    await vscode.commands.executeCommand('qlsql.queryHistory.show');
  });

  it('opens a statement where it stands, copies it, and runs it again', async () => {
    const { queryHistory, tabs } = await services();
    const entry = await run('SELECT 1 AS one;\nSELECT 2 AS two;');
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await command('open', entry);
    await eventually(() => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.getText(editor.selection) === 'SELECT 2 AS two;';
    });
    await command('copy', entry);
    assert.equal(await vscode.env.clipboard.readText(), 'SELECT 2 AS two;');
    await command('run', entry);
    await eventually(() => tabs.active?.isOver);
    assert.equal(queryHistory.entries.length, 3);
    assert.deepEqual(tabs.active?.columnNames, ['two']);
  });

  it('runs a statement again, through its pool, whose file is gone', async () => {
    const { queryHistory, manager } = await services();
    const entry = await run(
      'CREATE CONNECTION_POOL hist ON CONNECTION test_server WITH (minPoolSize = 0);\nUSE CONNECTION_POOL hist;\nSELECT n FROM numbers;',
    );
    assert.equal(entry.pool, 'hist');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually(() => vscode.workspace.textDocuments.every(({ uri }) => String(uri) !== entry.uri));
    await command('run', entry);
    const again = await eventually(() => {
      const [first] = queryHistory.entries;
      return first && first.id > entry.id && first.text === entry.text && first.state === 'done' && first;
    });
    assert.equal(again.pool, 'hist');
    assert.ok(manager.has('hist'));
  });

  it('runs nothing again that writes where the connection is read-only by now', async () => {
    const { connections, tabs } = await services();
    const entry = await run('DELETE FROM numbers WHERE n = 99;');
    assert.equal(entry.state, 'done');
    await withDatabase((db) => db.collection('numbers').insertOne({ n: 99 }));
    await connections.setRole(connectionName, 'read-only');
    try {
      await command('run', entry);
      await eventually(() => tabs.active?.isOver);
      assert.deepEqual(
        tabs.active?.snapshot().problems.map(({ code }) => code),
        ['QL5060'],
      );
      await withDatabase(async (db) => {
        assert.equal(await db.collection('numbers').countDocuments({ n: 99 }), 1);
        await db.collection('numbers').deleteOne({ n: 99 });
      });
    } finally {
      await connections.setRole(connectionName, 'dev');
    }
  });

  it('compares two results as a diff', async () => {
    const before = await run('SELECT _id, n FROM numbers;');
    await withDatabase(async (db) => {
      const numbers = db.collection<{ _id: number; n: number }>('numbers');
      await numbers.updateOne({ _id: 2 }, { $set: { n: 20 } });
      await numbers.deleteOne({ _id: 1 });
      await numbers.insertOne({ _id: 4, n: 4 });
    });
    const after = await run('SELECT _id, n FROM numbers;');
    assert.equal(await command('compare', after, [after, before]), '1 added, 1 removed, 1 changed, by _id');
    const tab = await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff && input;
    });
    const text = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
    assert.equal(await text(tab.original), '{"_id":1,"n":1}\n{"_id":2,"n":2}\n{"_id":3,"n":3}\n');
    assert.equal(await text(tab.modified), '{"_id":2,"n":20}\n{"_id":3,"n":3}\n{"_id":4,"n":4}\n');
  });

  it('holds no secret, and deletes', async () => {
    const { queryHistory, context } = await services();
    const entry = await run("SELECT 1 AS n WHERE 'a' = 'mongodb://ann:s3cret-word@h/db';");
    await queryHistory.save();
    const kept = JSON.stringify(context.workspaceState.get('qlsql.queryHistory'));
    assert.match(kept, /SELECT 1 AS n/);
    assert.ok(!kept.includes('s3cret-word'));
    await command('delete', entry);
    assert.deepEqual(queryHistory.entries, []);
  });
});
