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
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('qlsql.runStatement'));
  });
});
