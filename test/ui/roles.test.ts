import assert from 'node:assert/strict';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

describe('the role of a connection', () => {
  let workbench: Workbench;

  async function choose(role: string): Promise<void> {
    await workbench.runCommand('QLSQL: Set Role of Connection');
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'demo' }).first().click();
    await rows.filter({ hasText: role }).first().click();
  }

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
  });
  after(() => choose('dev'));

  it('shows in the status bar, in the tree and on the tab of a result', async () => {
    await choose('read-only');
    await workbench.page.locator('.statusbar-item', { hasText: 'demo · read-only' }).waitFor();
    await workbench.placeCursor('FROM orders');
    await workbench.page.keyboard.press('Control+Enter');
    const frame = await workbench.frameOf('.tab .role');
    assert.equal(await frame.locator('.tab .codicon-lock').count(), 1);
    await workbench.runCommand('View: Show QLSQL');
    const panes = workbench.page.locator('.pane', { hasText: 'Connections' });
    await panes.locator('.monaco-list-row', { hasText: 'read-only' }).first().waitFor();
    await workbench.screenshot('roles-read-only');
  });

  it('asks before a write where it is confirm, and Escape is a no', async () => {
    const { page } = workbench;
    await choose('confirm');
    await workbench.runCommand('QLSQL: New Query');
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await page.locator('.editor-instance .view-line').first().waitFor();
    await page.keyboard.insertText("DELETE FROM orders WHERE status = 'refunded';");
    await page.keyboard.press('Control+Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /DELETE orders on demo\?[^]*15 documents of orders:[^]*delete/);
    await workbench.screenshot('roles-confirm');
    await page.keyboard.press('Escape');
    const frame = await workbench.frameOf('.result[data-state=cancelled]');
    assert.match(await frame.locator('.result[data-state=cancelled] .status-text').innerText(), /^Cancelled/);
  });
});
