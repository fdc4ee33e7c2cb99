import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, services, testUri, tidy } from './fixtures.ts';

/** The labels of the dashboards that are open. */
function dashboards(): string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('qlsql.dashboard'),
    )
    .map(({ label }) => label);
}

async function createPool(name: string): Promise<void> {
  const { manager } = await services();
  await manager.create({ name, uri: testUri(), options: { maxPoolSize: 4, minPoolSize: 1 } });
}

// The label is set with the first snapshot, and that is sent only after the page has said what it shows.
const labelled = (label: string): Promise<string> =>
  eventually(() => dashboards().find((each) => each === label));

describe('the dashboard', () => {
  afterEach(tidy);

  it('opens for the pool that a menu names, and shows another in the same tab', async () => {
    await createPool('first_pool');
    await createPool('second_pool');
    await vscode.commands.executeCommand('qlsql.pools.showDashboard', { pool: 'second_pool' });
    await labelled('Dashboard: second_pool');
    await vscode.commands.executeCommand('qlsql.pools.showDashboard', 'first_pool');
    await labelled('Dashboard: first_pool');
    assert.equal(dashboards().length, 1);
  });

  it('follows a pool that goes: the next one, and none, take its place', async () => {
    const { manager } = await services();
    await createPool('first_pool');
    await createPool('second_pool');
    await vscode.commands.executeCommand('qlsql.pools.showDashboard', 'first_pool');
    await labelled('Dashboard: first_pool');
    await manager.drop('first_pool');
    await labelled('Dashboard: second_pool');
    await manager.drop('second_pool');
    await labelled('Pool Dashboard');
  });

  it('comes back to what it showed after another tab was in front', async () => {
    await createPool('first_pool');
    await createPool('second_pool');
    await vscode.commands.executeCommand('qlsql.pools.showDashboard', 'second_pool');
    await labelled('Dashboard: second_pool');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: '' }));
    await vscode.commands.executeCommand('qlsql.pools.showDashboard');
    const { manager } = await services();
    // A change that only a page which listens again can answer to.
    await manager.drop('second_pool');
    await labelled('Dashboard: first_pool');
  });
});
