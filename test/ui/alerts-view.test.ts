import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/** A line of the alerts view by the beginning of its text. */
function row({ page }: Workbench, text: string): Locator {
  return page
    .locator('.pane', { has: page.locator('.pane-header', { hasText: 'Alerts' }) })
    .locator('.monaco-list-row', { hasText: text })
    .first();
}

async function runAll(workbench: Workbench, statements: string): Promise<void> {
  await workbench.newQuery(statements);
  await workbench.page.keyboard.press('Control+Shift+Enter');
}

describe('the alerts view', () => {
  it('shows what is raised, why, and what has ended', async () => {
    const workbench = await sharedWorkbench();
    const { page } = workbench;
    await workbench.openFile('orders.qlsql');
    await runAll(
      workbench,
      `CREATE CONNECTION_POOL alarmed ON CONNECTION demo WITH (maxPoolSize = 3, minPoolSize = 1);
CREATE ALERT rather_small ON CONNECTION_POOL alarmed WHEN (max_connections < 5)
  SEVERITY CRITICAL MESSAGE 'Only {{max_connections}} connections';`,
    );
    const item = page.locator('.statusbar-item[id="qlsql.qlsql.qlsql.alerts"]');
    await item.waitFor();
    const notification = page.locator('.notification-toast', { hasText: 'Pool alarmed: Only 3 connections' });
    await notification.getByRole('button', { name: 'Show', exact: true }).click();
    const line = row(workbench, 'alarmed: rather small');
    await line.waitFor();
    assert.match(
      (await line.innerText()).replaceAll(/\s+/g, ' '),
      /^alarmed: rather small ?Only 3 connections · since \d\d:\d\d:\d\d/,
    );
    assert.match((await item.getAttribute('aria-label')) ?? '', /^1 alert raised: Only 3 connections/);
    await workbench.screenshot('alerts-view');
    await line.hover();
    await line.getByRole('button', { name: 'Acknowledge' }).click();
    await row(workbench, ', seen').waitFor();
    await item.waitFor({ state: 'hidden' });
    await runAll(workbench, 'DROP ALERT rather_small;\nDROP CONNECTION_POOL alarmed;');
    await row(workbench, 'Ended').waitFor();
  });
});
