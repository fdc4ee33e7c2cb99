import { waitForText } from './eventually.ts';
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
    await frame.locator('.tab .codicon-lock').waitFor();
    await workbench.runCommand('View: Show QLSQL');
    await workbench.viewLine('Connections', 'read-only').waitFor();
    await workbench.screenshot('roles-read-only');
  });

  it('asks before a write where it is confirm, and Escape is a no', async () => {
    const { page } = workbench;
    await choose('confirm');
    await workbench.runStatements("DELETE FROM orders WHERE status = 'refunded';");
    const dialog = page.locator('.monaco-dialog-box');
    await waitForText(dialog, /DELETE orders on demo\?.*15 documents of orders:.*delete/);
    await workbench.screenshot('roles-confirm');
    await page.keyboard.press('Escape');
    const frame = await workbench.frameOf('.result[data-state=cancelled]');
    await waitForText(frame.locator('.result[data-state=cancelled] .status-text'), /^Cancelled/);
  });
});
