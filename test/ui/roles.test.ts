import { waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import { escape } from './keys.ts';
import { pressOn } from './line-button.ts';
import type { Workbench } from './workbench.ts';

describe('the role of a connection', () => {
  let workbench: Workbench;

  // A list of choices closes where something else takes the focus, as a web view does that has just been opened.
  async function choose(role: string): Promise<void> {
    const row = (text: string) =>
      workbench.page.locator('.quick-input-list .monaco-list-row:visible', { hasText: text }).first();
    for (let tries = 0; ; tries += 1)
      try {
        await workbench.runCommand('QLSQL: Set Role of Connection');
        await row('demo').click({ timeout: 5000 });
        await row(role).click({ timeout: 5000 });
        return;
      } catch (error) {
        if (tries === 4) throw error;
        await workbench.page.keyboard.press('Escape');
      }
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
    await escape(page, dialog);
    const frame = await workbench.frameOf('.result[data-state=cancelled]');
    await waitForText(frame.locator('.result[data-state=cancelled] .status-text'), /^Cancelled/);
  });

  describe('for Kill on the dashboard', () => {
    const name = 'held_by_ui';
    const endless =
      'SELECT COUNT(*) FROM orders a JOIN orders b ON a.order_total < b.order_total JOIN orders c ON b.order_total < c.order_total';
    const kill = async () =>
      (await workbench.frameOf('table button'))
        .getByRole('table', { name: 'Who holds a connection' })
        .locator('tr', { hasText: 'JOIN orders c' })
        .getByRole('button', { name: 'Kill' });

    before(async () => {
      await choose('dev');
      await workbench.runStatements(
        `CREATE CONNECTION_POOL ${name} ON CONNECTION demo WITH (maxPoolSize = 2, minPoolSize = 1);
USE CONNECTION_POOL ${name};
${endless};`,
      );
      await workbench.runCommand('View: Show QLSQL');
      const line = workbench.viewLine('Pools', name);
      await pressOn(line, 'Show Dashboard');
      await (await kill()).waitFor();
    });
    after(async () => {
      await choose('dev');
      await workbench.dismissNotifications();
      await workbench.runStatements(`DROP CONNECTION_POOL IF EXISTS ${name};`);
    });

    it('refuses where it is read-only', async () => {
      await choose('read-only');
      await (await kill()).dispatchEvent('click');
      await workbench.waitForNotification('The connection demo is read-only');
      await (await kill()).waitFor();
    });

    it('asks where it is confirm: Escape is a no, and Kill ends the statement', async () => {
      const { page } = workbench;
      await choose('confirm');
      const dialog = page.locator('.monaco-dialog-box');
      // The table is drawn each second; a second key would say yes to what the first one asked.
      const askToKill = async () => (await kill()).dispatchEvent('click');
      await askToKill();
      await waitForText(dialog, /Stop what connection \d+ to .* runs\?.*JOIN orders c/);
      await escape(page, dialog);
      await askToKill();
      await dialog.getByRole('button', { name: 'Kill' }).click();
      await (await kill()).waitFor({ state: 'hidden' });
      await (
        await workbench.frameOf('.result[data-state=failed]')
      )
        .locator('.result[data-state=failed]')
        .waitFor();
    });
  });
});
