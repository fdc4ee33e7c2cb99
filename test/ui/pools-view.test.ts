import { waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import { pressOn } from './line-button.ts';
import type { Workbench } from './workbench.ts';

const pool = 'watched_pool';

// The window's server is a replica set of three, and the driver's limit is one for each host.
describe('the pools view and its dashboard', () => {
  let workbench: Workbench;
  const row = (text: string) => workbench.viewLine('Pools', text);

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
  });

  // The window is shared: other tests look for lines of their own in this view.
  after(async () => {
    await workbench.runStatements(
      [pool, 'second_pool', 'filtered_pool']
        .map((name) => `DROP CONNECTION_POOL IF EXISTS ${name};`)
        .join('\n'),
    );
    for (const name of [pool, 'second_pool', 'filtered_pool']) await row(name).waitFor({ state: 'hidden' });
  });

  it('shows a pool as soon as a statement has made it, and its hosts below', async () => {
    await workbench.runStatements(
      `CREATE CONNECTION_POOL ${pool} ON CONNECTION demo WITH (maxPoolSize = 7, minPoolSize = 1);`,
    );
    await workbench.runCommand('View: Show QLSQL');
    const line = row(pool);
    // The hosts of a replica set are found one after the other.
    await waitForText(line, /^watched_pool ?\d\/3×7 · p95 \d+(\.\d)? ms/);
    await line.click();
    await workbench.page.keyboard.press('ArrowRight');
    await row('primary').waitFor();
    await workbench.screenshot('pools-view');
  });

  it('is filtered as one types, says so, and shows all again', async () => {
    const { page } = workbench;
    await workbench.runStatements(
      'CREATE CONNECTION_POOL filtered_pool ON CONNECTION demo WITH (maxPoolSize = 2, minPoolSize = 0);',
    );
    await row('filtered_pool').waitFor();
    await workbench.runCommand('QLSQL: Filter Pools…');
    await page.locator('.quick-input-widget input').fill('watched');
    await row('filtered_pool').waitFor({ state: 'hidden' });
    await row(pool).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tree-explorer-viewlet-tree-view .message', { hasText: '“watched”: 1 of' }).waitFor();
    await workbench.runCommand('QLSQL: Filter Pools…');
    await page.locator('.quick-input-widget input').fill('no such pool');
    await page.locator('.sidebar', { hasText: 'No pool has this text.' }).waitFor();
    await page.keyboard.press('Escape');
    await row(pool).waitFor();
    await workbench.runCommand('QLSQL: Show All Pools');
    await row('filtered_pool').waitFor();
  });

  it('stands in the status bar', async () => {
    const { page } = workbench;
    // Other tests may have left pools: the bar counts the room of every line, once all hosts are found.
    await page.waitForFunction(() => {
      const lines = [...document.querySelectorAll('.monaco-list-row[aria-label^="Pool "]')];
      const room = lines.reduce((sum, { textContent }) => {
        const [, hosts = '0', size = '0'] = /\/(\d+)×(\d+)/.exec(textContent ?? '') ?? [];
        return sum + Number(hosts) * Number(size);
      }, 0);
      const bar = [...document.querySelectorAll('.statusbar-item')].map(
        (item) => item.getAttribute('aria-label') ?? '',
      );
      return bar.some((label) =>
        new RegExp(`^Connection pools: healthy, \\d+ of ${room} connections in use`).test(label),
      );
    });
  });

  it('opens its dashboard from the line', async () => {
    const line = row(pool);
    await pressOn(line, 'Show Dashboard');
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.pool-name', { hasText: pool }).waitFor();
    await waitForText(frame.locator('.tile').first(), /Connections in use\s+\d\s+of 21/);
    await frame.locator('.chart').nth(5).waitFor();
    await workbench.screenshot('dashboard-in-the-editor');
  });

  it('says in line and dashboard that a pool is paused', async () => {
    const line = row(pool);
    await pressOn(line, 'Pause');
    await row('paused').waitFor();
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.tile[data-mood=paused]').waitFor();
    await pressOn(line, 'Resume');
    await row('paused').waitFor({ state: 'hidden' });
  });

  it('puts several pools beside each other that are picked from the list', async () => {
    const { page } = workbench;
    await workbench.runStatements(
      'CREATE CONNECTION_POOL second_pool ON CONNECTION demo WITH (maxPoolSize = 3);',
    );
    await row('second_pool').waitFor();
    await workbench.runCommand('QLSQL: Show Dashboard');
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.pool-choice').click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'second_pool' }).click();
    await page.locator('.quick-input-widget').getByText('2 Selected').waitFor();
    await page.keyboard.press('Enter');
    await frame.locator('.pool-name', { hasText: '2 pools' }).waitFor();
    await frame.locator('[data-chart=waiting] .legend-label', { hasText: 'second_pool' }).waitFor();
    await waitForText(frame.locator('.tile').first(), /Connections in use\s+\d\s+of 30/);
    await workbench.screenshot('dashboard-compared');
  });

  it('writes the figures of its range into a file', async () => {
    const { page } = workbench;
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.getByRole('button', { name: 'Export the range as CSV' }).click();
    const dialog = page.locator('.quick-input-widget', { hasText: 'Export the Range as CSV' });
    await dialog.waitFor();
    // The dialog opens with the folder and adds the proposed name.
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>('.quick-input-widget input')].some(({ value }) =>
        value.endsWith('/watched_pool-second_pool.csv'),
      ),
    );
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    const toast = await workbench.waitForNotification('Exported to watched_pool-second_pool.csv.');
    await toast.getByRole('button', { name: 'Open' }).click();
    await page.getByText('time,pool,active,idle,pending,max,waiting').first().waitFor();
  });
});
