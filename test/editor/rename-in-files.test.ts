import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, services, tidy } from './fixtures.ts';

// The new name is put through the editor's own way of changing files, those that nobody opened too.

const created = 'CREATE CONNECTION_POOL far_reports WITH (maxPoolSize = 5);\n';
const used = "USE CONNECTION_POOL far_reports;\nSELECT CONNECTION_POOL_ACTIVE('far_reports');\n";

describe('renaming a pool in the files of the workspace', () => {
  let folder: vscode.Uri;
  const fileAt = (name: string) => vscode.Uri.joinPath(folder, name);
  const onDisk = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const write = async (name: string, text: string) => {
    await vscode.workspace.fs.writeFile(fileAt(name), new TextEncoder().encode(text));
    return fileAt(name);
  };

  before(async () => {
    await services();
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'the suite runs in a folder');
    folder = vscode.Uri.joinPath(root.uri, 'rename-in-files');
  });

  after(async () => {
    await tidy();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('changes the open file and one that is not open, and leaves the rest alone', async () => {
    const unopened = await write('deep/used.qlsql', used);
    const other = await write('other.qlsql', "SELECT 'far_reports';\n");
    const open = await write('created.qlsql', created);
    const { document } = await vscode.window.showTextDocument(open);
    const place = document.positionAt(created.indexOf('far_reports'));
    // The editor tells the server of new files when it comes to it.
    const edit = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
        'vscode.executeDocumentRenameProvider',
        ...[open, place, 'reports_2'],
      );
      return found?.has(open) && found.has(unopened) && found;
    });
    assert.deepEqual(
      edit
        .entries()
        .map(([{ path }, changes]) => [path.split('/').at(-1), changes.length])
        .sort(),
      [
        ['created.qlsql', 1],
        ['used.qlsql', 2],
      ],
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    // The editor shows what it changed and has not saved when it comes to it: each is saved by itself.
    for (const uri of [open, unopened])
      assert.ok(await (await vscode.workspace.openTextDocument(uri)).save());
    assert.equal(await onDisk(open), created.replace('far_reports', 'reports_2'));
    assert.equal(await onDisk(unopened), used.replaceAll('far_reports', 'reports_2'));
    assert.equal(await onDisk(other), "SELECT 'far_reports';\n");
  });
});
