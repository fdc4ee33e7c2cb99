import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { services, tidy } from './fixtures.ts';

describe('a connection', () => {
  const name = 'with_secret';
  const uri = 'mongodb://ann:s3cret-word@127.0.0.1:1/shop?appName=tests';

  afterEach(async () => {
    const { connections } = await services();
    await connections.remove(name);
    await tidy();
  });

  it('keeps its credentials in the secret store and nowhere else', async () => {
    const { connections, context } = await services();
    await connections.save(name, uri);
    const state = JSON.stringify(context.globalState.keys().map((key) => context.globalState.get(key)));
    assert.ok(state.includes('127.0.0.1:1/shop'), state);
    for (const word of ['s3cret-word', 'ann']) {
      assert.ok(!state.includes(word), 'the global state');
      assert.ok(!JSON.stringify(connections.list()).includes(word), 'the profiles');
      assert.ok(!JSON.stringify(vscode.workspace.getConfiguration('qlsql')).includes(word), 'the settings');
    }
    assert.match((await context.secrets.get(`qlsql.connection.${name}`)) ?? '', /s3cret-word/);
    assert.deepEqual(await connections.resolve(name), { uri, database: 'shop' });
  });

  it('takes its secret along when it is removed', async () => {
    const { connections, context } = await services();
    await connections.save(name, uri);
    await connections.remove(name);
    assert.equal(connections.get(name), undefined);
    assert.equal(await context.secrets.get(`qlsql.connection.${name}`), undefined);
  });

  it('keeps its secret when its address changes', async () => {
    const { connections } = await services();
    await connections.save(name, uri);
    const changed = await connections.withStoredSecret(name, 'mongodb://127.0.0.1:2/shop');
    assert.equal(changed, 'mongodb://ann:s3cret-word@127.0.0.1:2/shop');
  });

  it('is the default once it is chosen', async () => {
    const { connections } = await services();
    await connections.save(name, uri);
    await connections.setDefault(name);
    assert.equal(connections.default()?.name, name);
    await connections.remove(name);
    assert.notEqual(connections.default()?.name, name);
  });

  it('that fails says so without its password', async () => {
    const { connections, manager, runner, tabs } = await services();
    await connections.save(name, `${uri}&serverSelectionTimeoutMS=200`);
    const document = await vscode.workspace.openTextDocument({
      language: 'qlsql',
      content: `CREATE CONNECTION_POOL lost ON CONNECTION ${name} WITH (serverSelectionTimeoutMS = 200)`,
    });
    const text = document.getText();
    const [run] = await runner.run(document, [
      { text, start: 0, end: text.length, line: 1, leadingStart: 0 },
    ]);
    const { state, problems } = run?.snapshot() ?? {};
    assert.equal(state, 'failed');
    assert.match(JSON.stringify(problems), /127\.0\.0\.1:1/);
    assert.ok(!JSON.stringify(tabs.all.map((tab) => tab.snapshot())).includes('s3cret-word'));
    assert.equal(manager.has('lost'), false);
  });

  it('keeps its folder and its color when it is edited and renamed, and loses its folder with the last in it', async () => {
    const { connections } = await services();
    await connections.save(name, uri);
    await vscode.commands.executeCommand('qlsql.connections.moveToFolder', name, 'production');
    await vscode.commands.executeCommand('qlsql.connections.setColor', name, 'red');
    await connections.save(name, 'mongodb://127.0.0.1:2/shop');
    await connections.save('renamed', 'mongodb://127.0.0.1:2/shop');
    await connections.rename(name, 'renamed');
    const { folder, color } = connections.get('renamed') ?? {};
    assert.deepEqual([folder, color, connections.folders()], ['production', 'red', ['production']]);
    await vscode.commands.executeCommand('qlsql.connections.moveToFolder', 'renamed', '');
    assert.deepEqual(connections.folders(), []);
    await connections.remove('renamed');
  });

  it('that fails is diagnosed on a page without its password', async () => {
    const { connections } = await services();
    await connections.save(name, uri);
    void vscode.commands.executeCommand('qlsql.connections.diagnose', name);
    const page = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: 'qlsql-doctor', path: `/Doctor: ${name}` }),
    );
    while (!page.getText().includes('Answer: Not tried')) await sleep(50);
    assert.match(page.getText(), /✗ Hosts \(TCP\): 127\.0\.0\.1:1 refuses the connection\./);
    assert.ok(!page.getText().includes('s3cret-word'));
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
