import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connect, eventually, open, tidy, withDatabase } from './fixtures.ts';

describe('the language', () => {
  before(async () => {
    await connect();
    await withDatabase((db) => db.collection('planets').insertOne({ planet_name: 'Mars', moons: 2 }));
  });
  afterEach(tidy);

  it('tells of an option on hover', async () => {
    const { document } = await open('CREATE CONNECTION_POOL p WITH (maxPoolSize = 10);');
    const position = document.positionAt(document.getText().indexOf('maxPoolSize') + 2);
    const hovers = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      return found.length > 0 && found;
    });
    const text = hovers.flatMap(({ contents }) =>
      contents.map((one) => (typeof one === 'string' ? one : one.value)),
    );
    assert.match(text.join('\n'), /maxPoolSize/);
  });

  it('completes the names of collections and of their fields', async () => {
    const { document } = await open('SELECT  FROM planets;');
    const offered = (offset: number, label: string) =>
      eventually(async () => {
        const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          document.positionAt(offset),
        );
        return items.find(
          (item) => (typeof item.label === 'string' ? item.label : item.label.label) === label,
        );
      });
    assert.ok(await offered('SELECT '.length, 'planet_name'));
    assert.ok(await offered('SELECT  FROM '.length, 'planets'));
  });

  it('answers again after its server was restarted', async () => {
    const { document } = await open('SELECT FROM WHERE;');
    await eventually(() => vscode.languages.getDiagnostics(document.uri).length > 0);
    await vscode.commands.executeCommand('qlsql.restartServer');
    const symbols = await eventually(async () => {
      const { document: other } = await open('SELECT 1 AS one;');
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        other.uri,
      );
      return found.length > 0 && found;
    });
    assert.ok(symbols);
  });
});
