import { sharedWorkbench } from './fixtures.ts';
import { Keyboard } from './keyboard.ts';
import { chooseItem } from './keys.ts';
import type { Workbench } from './workbench.ts';

const pool = 'kept_by_keyboard';
const endless = 'SELECT COUNT(*) AS n FROM orders a CROSS JOIN orders b CROSS JOIN orders c';

describe('pools by keyboard alone', function () {
  this.timeout(240_000); // A statement that has no end keeps a core busy meanwhile.
  let workbench: Workbench;
  let keyboard: Keyboard;

  before(async () => {
    workbench = await sharedWorkbench();
    keyboard = new Keyboard(workbench);
    await workbench.openFile('orders.qlsql');
    await workbench.runCommand('View: Show QLSQL');
  });
  after(async () => {
    await workbench.dismissNotifications();
    await workbench.runStatements(
      `DROP CONNECTION_POOL IF EXISTS ${pool};\nAPPLY CONNECTION_POOL CHANGES TO SAVED;`,
    );
    await workbench.viewLine('Pools', pool).waitFor({ state: 'detached' });
  });

  it('what is saved is seen beside what runs, and is run', async () => {
    const { page } = workbench;
    await workbench.runStatements(
      `CREATE CONNECTION_POOL ${pool} ON CONNECTION demo WITH (maxPoolSize = 3, minPoolSize = 1);
APPLY CONNECTION_POOL CHANGES TO SAVED;
DROP CONNECTION_POOL ${pool};`,
    );
    const line = workbench.viewLine('Pools', pool);
    await line.filter({ hasText: 'saved, not running' }).waitFor();
    await workbench.runCommand('QLSQL: Compare Pools with Those Saved');
    await page.locator('.tab.active', { hasText: 'saved ↔ running' }).waitFor();
    await page.locator('.monaco-diff-editor .view-line', { hasText: pool }).first().waitFor();
    await workbench.runCommand('QLSQL: Focus on Pools View');
    await keyboard.goTo('Pools', pool);
    await keyboard.press('Shift+F10');
    await chooseItem(page, 'Saved…');
    const dialog = page.locator('.monaco-dialog-box', { hasText: `CREATE CONNECTION_POOL ${pool}` });
    await dialog.locator('.monaco-button:focus', { hasText: 'Run Them' }).waitFor();
    await keyboard.press('Enter');
    await line.filter({ hasText: /\d\/3×3 · / }).waitFor();
  });

  it('who holds a connection is killed on the dashboard', async () => {
    await workbench.runStatements(`USE CONNECTION_POOL ${pool};\n${endless};`);
    const running = await workbench.frameOf('.result[data-state=running]');
    await workbench.runCommand('QLSQL: Focus on Pools View');
    await keyboard.goTo('Pools', pool);
    await keyboard.press('Shift+F10');
    await chooseItem(workbench.page, 'Show Dashboard');
    const frame = await workbench.frameOf('.tiles .tile');
    const holders = frame.getByRole('table', { name: 'Who holds a connection' });
    await holders.locator('tr', { hasText: 'JOIN orders c' }).waitFor();
    await keyboard.tabTo(frame, 'td[title="Stop it on the server"] button', 'editor');
    await keyboard.press('Enter');
    const dialog = workbench.page.locator('.monaco-dialog-box', { hasText: 'JOIN orders c' });
    await dialog.locator('.monaco-button:focus', { hasText: 'Kill' }).waitFor();
    await keyboard.press('Enter');
    await running.locator('.result[data-state=failed]').waitFor({ state: 'attached' });
    await holders.locator('tr', { hasText: 'JOIN orders c' }).waitFor({ state: 'detached' });
  });

  it('a flight recording is saved, and looked at', async () => {
    const { page } = workbench;
    const input = page.locator('.quick-input-widget');
    const focused = (text: string) => input.locator('.monaco-list-row.focused', { hasText: text }).waitFor();
    await workbench.runCommand('QLSQL: Save Flight Recording of Pools…');
    await focused('The last 10 minutes');
    await keyboard.press('Enter');
    await focused('Figures and events');
    await keyboard.press('Enter');
    await input.locator('.quick-input-title', { hasText: 'Save Flight Recording' }).waitFor();
    // The dialog opens with the folder and adds the proposed name.
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>('.quick-input-widget input')].some(({ value }) =>
        value.endsWith('.ndjson'),
      ),
    );
    await keyboard.press('Enter');
    const toast = await workbench.waitForNotification('Recorded to pools-');
    const [file = ''] = /pools-\S+ndjson/.exec(await toast.innerText()) ?? [];
    await workbench.runCommand('QLSQL: Open Flight Recording…');
    await input.locator('.quick-input-title', { hasText: 'Open Flight Recording' }).waitFor();
    // The dialog writes where it is before it lists what lies there.
    await input.locator('.monaco-list-row', { hasText: file }).waitFor();
    await keyboard.press('End');
    await page.keyboard.type(file);
    await focused(file);
    await keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'Recording: pools-' }).waitFor();
  });
});
