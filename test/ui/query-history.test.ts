import type { Frame } from 'playwright-core';
import { sharedWorkbench } from './fixtures.ts';
import { clickItem, escape } from './keys.ts';
import { showNewest } from './newest-line.ts';
import type { Workbench } from './workbench.ts';

describe('the history in the window', () => {
  let workbench: Workbench;
  const line = (text: string) => workbench.viewLine('History', text);

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.runCommand('View: Show QLSQL');
    await workbench.showViews('History');
  });

  after(() => workbench.showViews('Connections', 'Pools', 'Alerts', 'History'));

  it('compares two results that are selected, by their menu, and one with another that is picked', async () => {
    const { page } = workbench;
    await workbench.runStatements('SELECT 7 AS n;\nSELECT 8 AS n;');
    // Whether they ran is one question, whether their lines come another.
    const frame = await workbench.frameOf('.tabs .tab');
    await frame.locator('.tabs .tab', { hasText: 'SELECT 8' }).first().waitFor();
    await showNewest(workbench, 'SELECT 8');
    await line('SELECT 7').waitFor();
    const chooseCompare = async (text: string): Promise<void> => {
      await line(text).click({ button: 'right' });
      await clickItem(page, 'Compare Two Results');
    };
    await line('SELECT 7').click();
    await line('SELECT 8').click({ modifiers: ['Control'] });
    await chooseCompare('SELECT 7');
    await page.locator('.tab.active', { hasText: /^Results: 1 added, 1 removed/ }).waitFor();
    await workbench.screenshot('history-compare');
    // A menu beside the selection means the line that it is opened on.
    await line('SELECT 8').click();
    await chooseCompare('SELECT 7');
    await page.waitForFunction(() =>
      document.querySelector<HTMLInputElement>('.quick-input-widget input')?.placeholder.includes('SELECT 7'),
    );
    await escape(page, page.locator('.quick-input-widget'));
  });

  it('opens a line that is clicked while it is drawn again and again', async () => {
    const { page } = workbench;
    await workbench.runStatements('SELECT a.status FROM orders a CROSS JOIN orders b CROSS JOIN orders c;');
    const frame: Frame = await workbench.frameOf('.result:not([hidden])[data-state=held]');
    await frame.locator('.result:not([hidden])').getByRole('button', { name: 'Read all' }).click();
    try {
      await showNewest(workbench, 'SELECT a.status');
      for (let clicks = 0; clicks < 15; clicks += 1) {
        await line('SELECT a.status').click();
        await page.waitForTimeout(37 + 11 * (clicks % 7)); // The line is drawn every 300 ms: at other moments of that.
      }
      await page.locator('.tab.active', { hasText: /^SELECT a\.status/ }).waitFor();
      const toasts = page.locator('.notification-toast', { hasText: /not found/ });
      if ((await toasts.count()) > 0) throw new Error(await toasts.first().innerText());
    } finally {
      await workbench.runCommand('QLSQL: Close All Results');
    }
  });
});
