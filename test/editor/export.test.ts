import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readWorkbook from 'read-excel-file/node';
import * as vscode from 'vscode';
import { connect, eventually, open, services, tidy, withDatabase } from './fixtures.ts';

describe('a result', () => {
  let folder: string;
  const target = () => path.join(folder, 'things.ndjson');

  before(async () => {
    await connect();
    await withDatabase(async (db) => {
      await db.dropDatabase();
      await db.collection('things').insertMany(Array.from({ length: 3000 }, (_, n) => ({ n })));
    });
  });
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'qlsql-export-'))));
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    const { connections } = await services();
    for (const name of connections.names()) await connections.setRole(name, 'dev');
    await tidy();
  });

  async function run(sql: string, state: 'held' | 'done' | 'failed'): Promise<void> {
    await open(sql);
    await vscode.commands.executeCommand('qlsql.runStatement');
    const { tabs } = await services();
    await eventually(() => tabs.active?.state === state);
  }

  async function exported(): Promise<string[]> {
    // The notification at its end waits for a click: the command does not wait for it.
    await vscode.commands.executeCommand('qlsql.results.export', 'ndjson', vscode.Uri.file(target()));
    return readdirSync(folder).length === 0 ? [] : readFileSync(target(), 'utf8').trim().split('\n');
  }

  it('is exported whole, though its cursor waits in the panel', async () => {
    await run('SELECT n FROM things ORDER BY n', 'held');
    const lines = await exported();
    assert.equal(lines.length, 3000);
    assert.deepEqual([lines[0], lines[2999]], ['{"n":0}', '{"n":2999}']);
    assert.deepEqual(readdirSync(folder), ['things.ndjson']);
    const { tabs } = await services();
    assert.equal(tabs.active?.state, 'held', 'the panel keeps its own cursor');
  });

  it('is exported as it is, once all its rows are there', async () => {
    await run('SELECT n FROM things WHERE n < 3 ORDER BY n', 'done');
    await withDatabase((db) => db.collection('things').updateOne({ n: 2 }, { $set: { n: 2.5 } }));
    assert.deepEqual(await exported(), ['{"n":0}', '{"n":1}', '{"n":2}']);
    await withDatabase((db) => db.collection('things').updateOne({ n: 2.5 }, { $set: { n: 2 } }));
  });

  it('is exported as a workbook from the cursor', async () => {
    await run('SELECT n FROM things ORDER BY n', 'held');
    const file = path.join(folder, 'things.xlsx');
    await vscode.commands.executeCommand('qlsql.results.export', 'xlsx', vscode.Uri.file(file));
    const [sheet] = await readWorkbook(file);
    assert.deepEqual([sheet?.sheet, sheet?.data.length, sheet?.data.at(-1)], ['Rows', 3001, [2999]]);
  });

  it('of a statement that writes is not made by running it again', async () => {
    await run('DELETE FROM things WHERE n >= 1000 RETURNING n', 'held');
    const before = await count();
    assert.deepEqual(await exported(), []);
    assert.equal(await count(), before);
  });

  it('is marked with the role of its connection, and refused by a read-only one', async () => {
    const { connections, tabs } = await services();
    const name = connections.default()?.name;
    assert.ok(name);
    await vscode.commands.executeCommand('qlsql.connections.setRole', name, 'read-only');
    assert.equal(connections.role(name), 'read-only');
    await run('DELETE FROM things', 'failed');
    const { role, problems } = tabs.active?.snapshot() ?? assert.fail('there is a result');
    assert.equal(role, 'read-only');
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['QL5060'],
    );
  });

  async function count(): Promise<number> {
    let found = 0;
    await withDatabase(async (db) => (found = await db.collection('things').countDocuments()));
    return found;
  }
});
