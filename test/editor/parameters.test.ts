import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connect, eventually, open, services, tidy, withDatabase } from './fixtures.ts';

describe('the parameters of a file', () => {
  before(async () => {
    await connect();
    await withDatabase(async (db) => {
      await db.dropDatabase();
      await db
        .collection<{ _id: number; at: Date }>('visits')
        .insertMany([1, 2, 3].map((day) => ({ _id: day, at: new Date(Date.UTC(2024, 1, day)) })));
    });
    const { catalog } = await services();
    await catalog.changed(['visits'], undefined);
  });
  afterEach(tidy);

  const lensTitles = async (document: vscode.TextDocument): Promise<string[]> => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    return lenses.flatMap(({ command }) =>
      command?.title.includes('symbol-parameter') ? [command.title] : [],
    );
  };

  /** Answers the input that is open, once it is. */
  async function answer(work: Thenable<unknown>): Promise<void> {
    let over = false;
    void work.then(() => (over = true));
    while (!over) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
  }

  it('are taken from what the file remembers, in the type that they have', async () => {
    const { parameters, tabs } = await services();
    const { document } = await open(
      'SELECT _id FROM visits WHERE at >= :since AND _id < @most ORDER BY _id;',
    );
    const file = String(document.uri);
    assert.deepEqual(
      await eventually(async () => lensTitles(document).then((all) => all.length > 0 && all)),
      ['$(symbol-parameter) :since not set, @most not set'],
    );
    await parameters.memory.set(file, ':since', { text: '2024-02-02' });
    await parameters.memory.set(file, '@most', { text: '3' });
    await vscode.commands.executeCommand('qlsql.runStatement');
    const run = await eventually(() => tabs.active?.isOver && tabs.active);
    assert.deepEqual(run.outcome?.problems, []);
    assert.equal(String(run.rowsHeld.slice(0, 9)), '2');
    assert.deepEqual(await lensTitles(document), ['$(symbol-parameter) :since = 2024-02-02, @most = 3']);
  });

  it('are asked for once, and again after they were cleared', async () => {
    const { parameters, tabs } = await services();
    const { document } = await open('SELECT :word AS word;');
    await answer(vscode.commands.executeCommand('qlsql.runStatement'));
    assert.equal(tabs.active?.state, 'done');
    assert.equal(parameters.memory.of(String(document.uri))[':word']?.text, '');
    // Nothing is open now that could be answered: the run goes through by itself.
    await vscode.commands.executeCommand('qlsql.runStatement');
    assert.equal(tabs.active?.state, 'done');
    await vscode.commands.executeCommand('qlsql.parameters.clear');
    assert.deepEqual(parameters.shown(document), [{ name: ':word' }]);
  });

  it('that the statements set themselves are none', async () => {
    const { tabs } = await services();
    const { document } = await open('SET @n = 2;\nSELECT @n + 1 AS n;');
    await vscode.commands.executeCommand('qlsql.runAll');
    const run = await eventually(() => tabs.active?.isOver && tabs.active);
    assert.equal(String(run.rowsHeld.row(0)), '3');
    assert.deepEqual(await lensTitles(document), []);
  });

  it('show no secret', async () => {
    const { parameters } = await services();
    const { document } = await open('SELECT :password AS p;');
    await parameters.memory.set(String(document.uri), ':password', { text: 'hunter2-word' });
    assert.deepEqual(await lensTitles(document), ['$(symbol-parameter) :password = •••']);
  });
});
