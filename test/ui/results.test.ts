import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

describe('the results panel', () => {
  let workbench: Workbench;
  let frame: Frame;

  /** The text of the cell that has the keyboard. */
  const focused = () => frame.evaluate(() => document.activeElement?.textContent ?? '');
  const press = (key: string) => workbench.page.keyboard.press(key);

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.placeCursor('FROM orders');
    await press('Control+Enter');
    frame = await workbench.frameOf('.grid .cell[data-kind="number"]');
  });

  it('shows the rows of the statement at the cursor', async () => {
    const heads = await frame.locator('[role=columnheader] .name').allInnerTexts();
    assert.deepEqual(heads, ['status', 'orders']);
    const rows = await frame.locator('.row').count();
    assert.ok(rows > 1, `${rows} rows`);
    assert.equal(await frame.locator('[role=grid]').getAttribute('aria-rowcount'), String(rows + 1));
    assert.match(
      await frame.locator('.status-text').innerText(),
      new RegExp(`^${rows} rows · .*pool default`),
    );
  });

  it('is walked through by arrow keys, one cell having the focus', async () => {
    await frame.locator('.cell').first().click();
    await press('ArrowDown');
    await press('End');
    const second = await frame.locator('.row').nth(1).locator('.cell').nth(1).innerText();
    assert.equal(await focused(), second);
    assert.equal(await frame.locator('.cell[tabindex="0"]').count(), 1);
    await press('Shift+ArrowUp');
    assert.equal(await frame.locator('.cell[aria-selected=true]').count(), 2);
  });

  it('copies what is selected', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await frame.locator('.cell').first().click();
    await press('Shift+End');
    const [name, value] = await frame.locator('.row').first().locator('.cell').allInnerTexts();
    await press('Control+c');
    await workbench.page.waitForFunction(
      async (wanted) => (await navigator.clipboard.readText()) === wanted,
      `${name}\t${value}`,
    );
  });

  it('opens a value beside the grid, and gives the focus back', async () => {
    await frame.locator('.cell').first().click();
    const text = await focused();
    await press('Enter');
    await frame.locator('aside.value pre', { hasText: text }).waitFor();
    await press('Escape');
    await frame.locator('aside.value').waitFor({ state: 'detached' });
    assert.equal(await focused(), text);
  });

  for (const theme of ['light', 'high contrast', 'dark'] as const)
    it(`is there in ${theme}`, async () => {
      await workbench.setTheme(theme);
      assert.ok(await workbench.screenshot(`results-${theme.replaceAll(' ', '-')}`));
    });

  it('says what to do when it is empty', async () => {
    await workbench.runCommand('QLSQL: Close All Results');
    const empty = await workbench.frameOf('.empty:not([hidden])');
    assert.match(await empty.locator('.empty').innerText(), /Ctrl\+Enter/);
  });
});
