import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('activates on a .qlsql file and offers its commands', async () => {
    const [file] = await vscode.workspace.findFiles('orders.qlsql');
    assert.ok(file, 'the test workspace has a file');
    await vscode.window.showTextDocument(file);
    const extension = vscode.extensions.getExtension('qlsql.qlsql');
    assert.ok(extension, 'the editor knows the extension');
    await extension.activate();
    const commands = new Set(await vscode.commands.getCommands(true));
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const contributed = contributes.commands.map(({ command }) => command);
    assert.ok(contributed.includes('qlsql.runStatement'));
    assert.deepEqual(
      contributed.filter((command) => !commands.has(command)),
      [],
      'every command of package.json is carried out',
    );
  });
});
