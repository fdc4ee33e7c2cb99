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
  await workbench.newQuery(statement);
  await workbench.page.keyboard.press('Control+Enter');
}

// The window's server is a replica set of three, and the driver's limit is one for each host.
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
    // The hosts of a replica set are found one after the other.
    await line.filter({ hasText: /\d\/3×7/ }).waitFor();
    assert.match(
      (await line.innerText()).replaceAll(/\s+/g, ' '),
      /^watched_pool ?\d\/3×7 · 0 waiting · p95 \d+(\.\d)? ms/,
    );
    await line.click();
    await workbench.page.keyboard.press('ArrowRight');
    await row(workbench, 'primary').waitFor();
    await workbench.screenshot('pools-view');
  });

  it('stands in the status bar', async () => {
    const { page } = await sharedWorkbench();
    const lines = await page
      .locator('.pane', { hasText: 'Pools' })
      .locator('.monaco-list-row', { hasText: /\d+\/3×\d+/ })
      .allInnerTexts();
    // Other tests may have left the default pool.
    const room = lines.reduce((sum, line) => sum + 3 * Number(/\/3×(\d+)/.exec(line)?.[1]), 0);
    const item = page.locator('.statusbar-item', { hasText: new RegExp(`\\d+/${room}$`) }).first();
    assert.match(
      (await item.getAttribute('aria-label')) ?? '',
      new RegExp(`^Connection pools: healthy, \\d+ of ${room} connections in use`),
    );
  });

  it('opens its dashboard from the line', async () => {
    const workbench = await sharedWorkbench();
    const line = row(workbench, pool);
    await line.hover();
    await line.getByRole('button', { name: 'Show Dashboard' }).click();
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.pool-name', { hasText: pool }).waitFor();
    assert.match(await frame.locator('.tile').first().innerText(), /Connections in use\s+\d\s+of 21/);
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

  it('puts several pools beside each other that are picked from the list', async () => {
    const workbench = await sharedWorkbench();
    const { page } = workbench;
    await runStatement(
      workbench,
      'CREATE CONNECTION_POOL second_pool ON CONNECTION demo WITH (maxPoolSize = 3);',
    );
    await row(workbench, 'second_pool').waitFor();
    await workbench.runCommand('QLSQL: Show Dashboard');
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.pool-choice').click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'second_pool' }).click();
    await page.locator('.quick-input-widget').getByText('2 Selected').waitFor();
    await page.keyboard.press('Enter');
    await frame.locator('.pool-name', { hasText: '2 pools' }).waitFor();
    await frame.locator('[data-chart=waiting] .legend-label', { hasText: 'second_pool' }).waitFor();
    assert.match(await frame.locator('.tile').first().innerText(), /Connections in use\s+\d\s+of 30/);
    await workbench.screenshot('dashboard-compared');
  });

  it('writes the figures of its range into a file', async () => {
    const workbench = await sharedWorkbench();
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
