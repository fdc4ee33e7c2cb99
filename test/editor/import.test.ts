import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { connect, connectionName, services, testUri, tidy, withDatabase } from './fixtures.ts';

describe('a file', () => {
  let folder: string;
  before(connect);
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'qlsql-import-'));
    await withDatabase((db) => db.dropDatabase());
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await (await services()).connections.setRole(connectionName, 'dev');
    await tidy();
  });

  async function bring(name: string, text: string, action: 'import' | 'check'): Promise<number> {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    const database = new URL(testUri()).pathname.slice(1);
    const place = { connection: connectionName, database, collection: 'goods' };
    await vscode.commands.executeCommand('qlsql.collections.import', place, vscode.Uri.file(file), action);
    let count = 0;
    await withDatabase(async (db) => (count = await db.collection('goods').countDocuments()));
    return count;
  }

  it('is imported through a pool that ends with the import', async () => {
    assert.equal(await bring('goods.csv', 'name,price\nPen,1.5\nInk,2\n', 'import'), 2);
    const { manager } = await services();
    assert.deepEqual(manager.names(), []);
  });

  it('is only read where it is checked', async () => {
    assert.equal(await bring('goods.ndjson', '{"name":"Pen"}\n', 'check'), 0);
  });

  it('is not imported over a read-only connection', async () => {
    await (await services()).connections.setRole(connectionName, 'read-only');
    assert.equal(await bring('goods.json', '[{"name":"Pen"}]', 'import'), 0);
  });
});
