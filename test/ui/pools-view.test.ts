import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const pool = 'watched_pool';

/** A line of the pools view by the beginning of its text. */
function row(workbench: Workbench, text: string): Locator {
  return workbench.page
    .locator('.pane', { hasText: 'Pools' })
    .locator('.monaco-list-row', { hasText: text })
    .first();
}

async function runStatement(workbench: Workbench, statement: string): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('QLSQL: New Query');
  await page.locator('.editor-instance .view-line').first().waitFor();
  await page.keyboard.insertText(statement);
  await page.keyboard.press('Control+Enter');
}

describe('the pools view and its dashboard', () => {
  it('shows a pool as soon as a statement has made it, and its hosts below', async () => {
    const workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await runStatement(
      workbench,
      `CREATE CONNECTION_POOL ${pool} ON CONNECTION demo WITH (maxPoolSize = 7, minPoolSize = 1);`,
    );
    await workbench.runCommand('View: Show QLSQL');
    const line = row(workbench, pool);
    await line.waitFor();
    assert.match(
      (await line.innerText()).replaceAll(/\s+/g, ' '),
      /^watched_pool ?\d\/7 · 0 waiting · p95 \d+(\.\d)? ms/,
    );
    await line.click();
    await workbench.page.keyboard.press('ArrowRight');
    await row(workbench, 'primary').waitFor();
    await workbench.screenshot('pools-view');
  });

  it('stands in the status bar', async () => {
    const { page } = await sharedWorkbench();
    const item = page
      .locator('.statusbar-item[id="qlsql.qlsql.qlsql.pools"], .statusbar-item', { hasText: /\d+\/7/ })
      .first();
    assert.match(
      (await item.getAttribute('aria-label')) ?? '',
      /^Connection pools: healthy, \d of 7 connections in use/,
    );
  });

  it('opens its dashboard from the line', async () => {
    const workbench = await sharedWorkbench();
    const line = row(workbench, pool);
    await line.hover();
    await line.getByRole('button', { name: 'Show Dashboard' }).click();
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.pool-name', { hasText: pool }).waitFor();
    assert.match(await frame.locator('.tile').first().innerText(), /Connections in use\s+\d\s+of 7/);
    assert.equal(await frame.locator('.chart').count(), 6);
    await workbench.screenshot('dashboard-in-the-editor');
  });

  it('says in line and dashboard that a pool is paused', async () => {
    const workbench = await sharedWorkbench();
    const line = row(workbench, pool);
    await line.hover();
    await line.getByRole('button', { name: 'Pause' }).click();
    await row(workbench, 'paused').waitFor();
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.tile[data-mood=paused]').waitFor();
    await line.hover();
    await line.getByRole('button', { name: 'Resume' }).click();
    await row(workbench, 'paused').waitFor({ state: 'hidden' });
  });
});
