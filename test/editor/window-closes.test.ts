import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type { deactivate } from '../../client/src/extension.ts';
import { connect, eventually, services, testUri, withDatabase } from './fixtures.ts';

const appName = 'to_be_closed_with_the_window';

/** Connections that the server itself counts of this test's pools. */
async function onServer(): Promise<number> {
  let count = 0;
  await withDatabase(async (db) => {
    const pipeline = [{ $currentOp: { allUsers: true, idleConnections: true } }, { $match: { appName } }];
    count = (await db.client.db('admin').aggregate(pipeline).toArray()).length;
  });
  return count;
}

/** The last file of the suite: nothing of the extension works behind it. */
describe('a window that closes', () => {
  before(connect);

  it('closes every pool: the server has none of their connections any more', async () => {
    const { manager, catalog } = await services();
    const options = { minPoolSize: 2, appName };
    await manager.create({ name: 'p', uri: testUri(), options });
    await manager.create({ name: 'held', uri: testUri(), options });
    await catalog.groups.create({ name: 'g', type: 'READ_WRITE', options }, () =>
      Promise.resolve({ uri: testUri() }),
    );
    manager.pause('held');
    await eventually(async () => (await onServer()) >= 8);
    const extension = vscode.extensions.getExtension('qlsql.qlsql');
    assert.ok(extension);
    const { main } = extension.packageJSON as { readonly main: string };
    // The very module that the editor has loaded, with what it would call.
    const module: unknown = createRequire(__filename)(path.join(extension.extensionPath, main));
    await (module as { readonly deactivate: typeof deactivate }).deactivate();
    assert.deepEqual(manager.names(), []);
    await eventually(async () => (await onServer()) === 0);
  });
});
