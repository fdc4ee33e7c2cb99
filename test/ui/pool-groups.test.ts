import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/** A line of the pools view by its text. */
function row(workbench: Workbench, text: string): Locator {
  return workbench.page
    .locator('.pane', { hasText: 'Pools' })
    .locator('.monaco-list-row', { hasText: text })
    .first();
}

async function runStatement(workbench: Workbench, statement: string): Promise<void> {
  await workbench.newQuery(statement);
  await workbench.page.keyboard.press('Control+Enter');
}

describe('a group in the pools view', () => {
  it('has its pools below it, by their own names', async () => {
    const workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await runStatement(
      workbench,
      'CREATE CONNECTION_POOL_GROUP shop_group TYPE READ_WRITE ON CONNECTION demo WITH (maxPoolSize = 5, minPoolSize = 1);',
    );
    await workbench.runCommand('View: Show QLSQL');
    const group = row(workbench, 'shop_group');
    await group.waitFor();
    assert.match(
      (await group.innerText()).replaceAll(/\s+/g, ' '),
      /^shop_group ?read and write · \d+\/30 · 0 waiting/,
    );
    await group.click();
    await workbench.page.keyboard.press('ArrowRight');
    const reader = workbench.page.locator('.monaco-list-row[aria-label^="Pool shop_group.read"]');
    await reader.waitFor();
    assert.match((await reader.innerText()).replaceAll(/\s+/g, ' '), /^read ?\d\/3×5 · 0 waiting/);
    await workbench.screenshot('pool-group');
    // The window is shared: other tests count its pools.
    await runStatement(workbench, 'DROP CONNECTION_POOL_GROUP shop_group;');
    await group.waitFor({ state: 'detached' });
  });
});
