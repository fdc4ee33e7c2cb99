import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connect, eventually, open, tidy } from './fixtures.ts';

// Every kind of help, asked for through the real editor. docs/editor-features.md lists them beside their files. The editor has no command
// for linked editing: test/unit/server/features/names.test.ts asks the server.

const sample = `-- pools
CREATE CONNECTION_POOL kinds_pool WITH (maxPoolSize = 10, maxIdleTimeMS = 90000);
USE CONNECTION_POOL kinds_pool;
WITH big AS (SELECT 1 AS n) SELECT b.n FROM big AS b WHERE b.n = NULL;
SELECT upper('a') AS shout FROM (SELECT 2 AS m) AS inner_rows;
select   1;
`;

describe('every kind of help in the editor', () => {
  let document: vscode.TextDocument;
  /** The place behind the first `part` of `of`. */
  const at = (of: string, part = of): vscode.Position =>
    document.positionAt(document.getText().indexOf(of) + of.indexOf(part) + part.length);
  /** Asks a provider until it has something. */
  const ask = <Answer>(command: string, ...args: readonly unknown[]): Promise<Answer> =>
    eventually(async () => {
      const answer = await vscode.commands.executeCommand<Answer | undefined>(command, document.uri, ...args);
      return Array.isArray(answer) && answer.length === 0 ? undefined : (answer ?? undefined);
    });
  const textOf = (range: vscode.Range) => document.getText(range);

  before(connect);
  beforeEach(async () => ({ document } = await open(sample)));
  afterEach(tidy);

  it('diagnostics', async () => {
    const found = await eventually(() => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length > 0 && all;
    });
    assert.ok(found.some(({ range }) => textOf(range).includes('NULL')));
  });

  it('completion', async () => {
    const { items } = await ask<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      at('USE CONNECTION_POOL '),
    );
    assert.ok(items.some(({ label }) => label === 'kinds_pool'));
  });

  it('hover', async () => {
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', at('maxPoolSize'));
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.match(texts.join(), /maxPoolSize/);
  });

  it('signature help', async () => {
    const help = await ask<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      at("upper('a", 'upper('),
    );
    assert.match(help.signatures[0]?.label ?? '', /^UPPER/);
  });

  it('definition', async () => {
    const [found] = await ask<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      at('USE CONNECTION_POOL kinds'),
    );
    assert.equal(found?.range.start.line, 1);
  });

  it('type definition', async () => {
    const [found] = await ask<vscode.Location[]>(
      'vscode.executeTypeDefinitionProvider',
      at('SELECT b.n', 'SELECT b'),
    );
    assert.equal(found && textOf(found.range), 'SELECT 1 AS n');
  });

  it('references', async () => {
    const found = await ask<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      at('USE CONNECTION_POOL kinds'),
    );
    assert.deepEqual(
      found.map(({ range }) => range.start.line),
      [1, 2],
    );
  });

  it('document highlight', async () => {
    const found = await ask<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      at('big AS b', 'big AS b'),
    );
    assert.equal(found.length, 3);
  });

  it('document symbols', async () => {
    const found = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider');
    assert.ok(found.some(({ name }) => name.includes('kinds_pool')));
  });

  it('workspace symbols', async () => {
    const found = await eventually(async () => {
      const all = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'kinds_pool',
      );
      return all.length > 0 && all;
    });
    assert.equal(found[0]?.name, 'kinds_pool');
  });

  it('code actions: a fix, and a refactoring', async () => {
    const titlesAt = async (place: vscode.Position) => {
      const actions = await ask<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        new vscode.Range(place, place),
      );
      return actions.map(({ title }) => title);
    };
    assert.ok((await titlesAt(at('= NULL'))).includes('Write IS NULL'));
    assert.ok((await titlesAt(at('WITH big'))).includes('Inline big'));
  });

  it('code lens', async () => {
    const found = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider');
    assert.ok(found.length >= 5);
  });

  it('formatting of the document, of a range, and behind a semicolon', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const all = await ask<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', options);
    const last = new vscode.Range(at('select   1;', 'select'), at('select   1;'));
    const some = await ask<vscode.TextEdit[]>('vscode.executeFormatRangeProvider', last, options);
    const typed = await ask<vscode.TextEdit[]>(
      'vscode.executeFormatOnTypeProvider',
      at('select   1;'),
      ';',
      options,
    );
    assert.ok(all.length >= some.length);
    for (const edits of [some, typed]) {
      assert.ok(edits.length > 0);
      assert.ok(edits.every(({ range }) => range.start.line === 5));
    }
  });

  it('rename', async () => {
    const { placeholder } = await ask<{ placeholder: string }>(
      'vscode.prepareRename',
      at('USE CONNECTION_POOL kinds'),
    );
    assert.equal(placeholder, 'kinds_pool');
    const edit = await ask<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      at('USE CONNECTION_POOL kinds'),
      'other',
    );
    assert.equal(edit.get(document.uri).length, 2);
  });

  it('folding', async () => {
    await vscode.window.showTextDocument(document);
    const editor = vscode.window.activeTextEditor;
    await editor?.edit((edit) =>
      edit.insert(document.positionAt(document.getText().length), 'SELECT 1,\n  2,\n  3;\n'),
    );
    const found = await ask<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider');
    assert.ok(found.some(({ start }) => start === 6));
  });

  it('selection range', async () => {
    const [found] = await ask<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', [
      at("upper('a", 'upp'),
    ]);
    const steps: string[] = [];
    for (let range = found; range; range = range.parent) steps.push(textOf(range.range));
    assert.ok(steps.includes("upper('a')"));
  });

  it('semantic tokens, whole and of a range', async () => {
    const whole = await ask<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens');
    const line = document.lineAt(3).range;
    const part = await ask<vscode.SemanticTokens>('vscode.provideDocumentRangeSemanticTokens', line);
    assert.ok(part.data.length > 0 && part.data.length < whole.data.length);
  });

  it('inlay hints', async () => {
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const found = await ask<vscode.InlayHint[]>('vscode.executeInlayHintProvider', whole);
    assert.ok(found.some(({ label }) => label === '1.5 min'));
    assert.ok(!found.some(({ label }) => label === ': text'));
    // A setting switches each kind, at once.
    const settings = vscode.workspace.getConfiguration('qlsql.inlayHints');
    const global = vscode.ConfigurationTarget.Global;
    try {
      await settings.update('types', true, global);
      await settings.update('durations', false, global);
      await eventually(async () => {
        const hints = await ask<vscode.InlayHint[]>('vscode.executeInlayHintProvider', whole);
        const labels = hints.map(({ label }) => label);
        return labels.includes(': text') && !labels.includes('1.5 min');
      });
    } finally {
      await settings.update('types', undefined, global);
      await settings.update('durations', undefined, global);
    }
  });
});
