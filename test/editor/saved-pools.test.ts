import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { savedPath } from '../../client/src/sessions/workspace-saved-file.ts';
import { connect, eventually, services, tidy } from './fixtures.ts';

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
const textInFront = () => vscode.window.activeTextEditor?.document.getText() ?? '';

/** Runs a statement in a session of its own; gives what it came to. */
async function tell(sql: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument({ language: 'qlsql', content: sql });
  const { runner } = await services();
  const [ran] = await runner.run(document, [
    { text: sql, start: 0, end: sql.length, line: 1, leadingStart: 0 },
  ]);
  const { message, problems = [] } = ran?.outcome ?? {};
  return problems[0] ? `${problems[0].code} ${problems[0].message}` : (message ?? '');
}

describe('saved pools in the editor', () => {
  let file = '';

  before(async () => {
    await connect();
    file = savedPath() ?? assert.fail('the test workspace is a folder');
  });

  afterEach(async () => {
    await tidy();
    if (existsSync(file)) rmSync(file);
  });

  it('save what runs, and show it', async () => {
    assert.match(
      await tell('CREATE CONNECTION_POOL p WITH (minPoolSize = 0, maxPoolSize = 7)'),
      /^Pool p is ready/,
    );
    await run('qlsql.pools.save');
    const text = 'CREATE CONNECTION_POOL p\nWITH (\n  minPoolSize = 0,\n  maxPoolSize = 7\n);\n';
    assert.equal(readFileSync(file, 'utf8'), text);
    assert.equal(textInFront(), text);
  });

  it('write the statement that makes a pool or a group as it runs', async () => {
    await tell('CREATE CONNECTION_POOL_GROUP g TYPE BATCH WITH (minPoolSize = 0, batchSize = 10)');
    await run('qlsql.pools.writeCreate', { pool: 'g', group: 'g' });
    assert.match(
      textInFront(),
      /CREATE CONNECTION_POOL_GROUP g TYPE BATCH\nWITH \(\n {2}minPoolSize = 0,\n {2}batchSize = 10\n\);\n$/,
    );
    await run('qlsql.pools.writeCreate', 'g.batch');
    assert.equal(textInFront().match(/CREATE CONNECTION_POOL_GROUP g TYPE BATCH\n/g)?.length, 2);
  });

  it('stand beside what runs in the editor for differences', async () => {
    writeFileSync(file, 'CREATE CONNECTION_POOL p WITH (minPoolSize = 0);\n');
    await tell('CREATE CONNECTION_POOL p WITH (minPoolSize = 0, maxPoolSize = 7)');
    await run('qlsql.pools.compareSaved');
    // The editor tells of its tabs a moment after it has opened one.
    const { label, input } = await eventually(() => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      return (
        activeTab?.input instanceof vscode.TabInputTextDiff && {
          label: activeTab.label,
          input: activeTab.input,
        }
      );
    });
    assert.match(label, /^pools\.qlsql: saved ↔ running$/);
    const right = await vscode.workspace.openTextDocument(input.modified);
    assert.match(right.getText(), /maxPoolSize = 7/);
    assert.deepEqual([right.languageId, right.isDirty], ['qlsql', false]); // Nobody is asked to save it.
  });

  it('are listed and applied by SQL', async () => {
    writeFileSync(file, 'CREATE CONNECTION_POOL p WITH (minPoolSize = 0, maxPoolSize = 3);\n');
    assert.equal(await tell('APPLY CONNECTION_POOL CHANGES TO RUNNING'), 'As they are saved now: p.');
    const { manager } = await services();
    assert.equal(manager.snapshot('p')?.maxSize, 3);
  });
});
