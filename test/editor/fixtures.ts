import assert from 'node:assert/strict';
import { MongoClient, type Db } from 'mongodb';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../client/src/extension.ts';
import type { Services } from '../../client/src/services.ts';

/** The connection that tests use: the database `editor_tests` of the real MongoDB that the suite runs beside. */
export const connectionName = 'test_server';
const database = 'editor_tests';

/** The activated extension's own services. */
export async function services(): Promise<Services> {
  const extension = vscode.extensions.getExtension<ExtensionApi>('qlsql.qlsql');
  assert.ok(extension, 'the editor knows the extension');
  return (await extension.activate()).services;
}

export function testUri(): string {
  const uri = process.env['QLSQL_TEST_URI'];
  assert.ok(uri, 'QLSQL_TEST_URI tells where a MongoDB runs');
  const [, address = '', query = ''] = /^(mongodb:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(uri) ?? [];
  return `${address}/${database}${query}`;
}

/** Saves the connection and makes it the default. */
export async function connect(): Promise<Services> {
  const own = await services();
  await own.connections.save(connectionName, testUri());
  await own.connections.setDefault(connectionName);
  return own;
}

/** Fills the database by hand, past the extension. */
export async function withDatabase(work: (db: Db) => Promise<unknown>): Promise<void> {
  const client = new MongoClient(testUri());
  try {
    await work(client.db());
  } finally {
    await client.close();
  }
}

/** Drops every pool and closes every editor, so that the next test begins with nothing. */
export async function tidy(): Promise<void> {
  const { manager, catalog, tabs } = await services();
  tabs.closeAll();
  for (const name of catalog.groups.names()) await catalog.groups.drop(name, { ifExists: true });
  for (const name of manager.names()) await manager.drop(name, { ifExists: true });
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

let opened = 0;

/** Opens a new file with a text; `|` in it is where the cursor is put. */
export async function open(marked: string): Promise<vscode.TextEditor> {
  const at = marked.indexOf('|');
  const content = at < 0 ? marked : marked.slice(0, at) + marked.slice(at + 1);
  // A name of its own: the editor gives a closed untitled file's name away again, at times with its text.
  const uri = vscode.Uri.from({ scheme: 'untitled', path: `test-${++opened}.qlsql` });
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
  const cursor = editor.document.positionAt(Math.max(at, 0));
  editor.selection = new vscode.Selection(cursor, cursor);
  return editor;
}

/** Asks until there is an answer; a test that waits in vain fails by mocha's own limit. */
export async function eventually<Answer>(
  ask: () => Answer | undefined | false | PromiseLike<Answer | undefined | false>,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
