import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { waitForEqual, waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

describe('the results panel', () => {
  let workbench: Workbench;
  let frame: Frame;

  /** Waits until a cell of this text has the keyboard. */
  const waitForFocus = (text: string) =>
    waitForEqual(() => frame.evaluate(() => document.activeElement?.textContent ?? ''), text);
  const press = (key: string) => workbench.page.keyboard.press(key);

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.placeCursor('FROM orders');
    await press('Control+Enter');
    await workbench.frameOf('.grid .cell[data-kind="number"]');
    await workbench.runCommand('QLSQL: Close All Results'); // Those of other tests too.
    await (await workbench.frameOf('.empty:not([hidden])')).locator('.empty').waitFor();
    await workbench.placeCursor('FROM orders');
    await press('Control+Enter');
    frame = await workbench.frameOf('.grid .cell[data-kind="number"]');
  });

  it('shows the rows of the statement at the cursor', async () => {
    await waitForText(frame.locator('.status-text'), /^\d+ rows · .*pool default/);
    const heads = await frame.locator('[role=columnheader] .name').allInnerTexts();
    assert.deepEqual(heads, ['status', 'orders']);
    const rows = await frame.locator('.row').count();
    assert.ok(rows > 1, `${rows} rows`);
    await frame.locator(`[role=grid][aria-rowcount="${rows + 1}"]`).waitFor();
    await waitForText(frame.locator('.status-text'), new RegExp(`^${rows} rows · `));
  });

  it('is walked through by arrow keys, one cell having the focus', async () => {
    await frame.locator('.cell').first().click();
    await press('ArrowDown');
    await press('End');
    const second = await frame.locator('.row').nth(1).locator('.cell').nth(1).innerText();
    await waitForFocus(second);
    assert.equal(await frame.locator('.cell[tabindex="0"]').count(), 1);
    await press('Shift+ArrowUp');
    await waitForEqual(() => frame.locator('.cell[aria-selected=true]').count(), 2);
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
    const text = await frame.locator('.cell').first().innerText();
    await waitForFocus(text);
    await press('Enter');
    await frame.locator('aside.value pre', { hasText: text }).waitFor();
    await press('Escape');
    await frame.locator('aside.value').waitFor({ state: 'detached' });
    await waitForFocus(text);
  });

  it('tells what the selected cells come to', async () => {
    await frame.locator('.cell').nth(1).click();
    await press('Control+ ');
    await waitForText(
      frame.locator('.selection-summary', { hasText: 'sum' }),
      /^\d+ values · sum \d+ · avg [\d.]+ · min \d+ · max \d+$/,
    );
    await workbench.screenshot('results-summary');
  });

  it('shows its rows as a tree that unfolds by keyboard', async () => {
    await frame.locator('.view-switch [data-view=tree]').click();
    await frame.locator('.tree .node').first().click();
    await frame.locator('.tree [role=group] .node').first().waitFor();
    await press('ArrowRight');
    await frame.locator('.tree .node:focus .line > span', { hasText: 'status' }).first().waitFor();
    const [, value] = await frame.locator('.tree .node:focus .line > span').allInnerTexts();
    assert.ok(value);
    await press('ArrowLeft');
    await press('ArrowLeft');
    await frame.locator('.tree .node:focus[aria-expanded=false]').waitFor();
    await press('ArrowRight');
    await workbench.screenshot('results-tree');
  });

  it('shows its rows as JSON, and says that these are all', async () => {
    await frame.locator('.view-switch [data-view=tree]').focus();
    await press('ArrowRight');
    await frame.locator('.json-note', { hasText: /^All \d+ rows held/ }).waitFor();
    await waitForText(frame.locator('.json-text'), /^\{ "status": "/);
    await workbench.screenshot('results-json');
  });

  it('draws a chart of its rows, the columns chosen by type', async () => {
    await press('ArrowRight');
    await frame.locator('.chart-box canvas').waitFor();
    const chosen = await frame
      .locator('.chart-bar select')
      .evaluateAll((selects) =>
        selects.map((select) => (select as HTMLSelectElement).selectedOptions[0]?.textContent),
      );
    assert.deepEqual(chosen, ['status', 'orders', 'Bars']);
    for (const theme of ['light', 'high contrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`results-chart-${theme.replaceAll(' ', '-')}`);
    }
    await frame.locator('.view-switch [data-view=grid]').click();
    await frame.locator('.grid').waitFor();
  });

  it('is sorted by a key, the order being a chip that can be taken off', async () => {
    const orders = () => frame.locator('.row .cell[data-column="1"]').allInnerTexts();
    // The grid draws its rows a moment after it was chosen.
    await frame.locator('.row .cell[data-column="1"]').first().waitFor();
    const before = await orders();
    await frame.locator('.cell[data-column="1"]').first().click();
    await press('s');
    await frame.locator('.chip', { hasText: 'orders ascending' }).waitFor();
    await frame.locator('[role=columnheader][aria-sort=ascending]').waitFor();
    const least = Math.min(...before.map(Number));
    await frame.locator('.row:first-child .cell[data-column="1"]', { hasText: String(least) }).waitFor();
    await waitForEqual(
      async () => (await orders()).map(Number),
      before.map(Number).sort((a, b) => a - b),
    );
    await workbench.screenshot('results-sorted');
    await frame.locator('.chip').click();
    await frame.locator('.chip').waitFor({ state: 'detached' });
  });

  it('is filtered by a key', async () => {
    await frame.locator('.row .cell[data-column="0"]').first().click();
    const [name = ''] = await frame.locator('.row .cell[data-column="0"]').allInnerTexts();
    await press('f');
    await frame.locator('.filter-box input').fill(`= ${name}`);
    await press('Enter');
    await frame.locator('.status-text', { hasText: /^1 row / }).waitFor();
    await frame.locator('.chip', { hasText: `status = ${name}` }).waitFor();
    await frame.locator('.chip').click();
    await frame.locator('.chip').waitFor({ state: 'detached' });
  });

  it('finds a text in its rows by keyboard, and tells which match of how many', async () => {
    await frame.locator('.row .cell[data-column="0"]').first().click();
    await press('Control+f');
    const bar = frame.locator('.find-bar:not([hidden])');
    await bar.locator('input:focus').fill('E');
    await bar.locator('.find-status', { hasText: /^1 of \d+$/ }).waitFor();
    await press('Alt+c');
    await bar.locator('.find-status', { hasText: /^No results$/ }).waitFor();
    await press('Alt+c');
    await bar.locator('.find-status', { hasText: /^1 of \d+$/ }).waitFor();
    await frame.locator('.cell.found').first().waitFor();
    await press('Enter');
    await bar.locator('.find-status', { hasText: /^2 of \d+$/ }).waitFor();
    await press('Shift+Enter');
    await bar.locator('.find-status', { hasText: /^1 of \d+$/ }).waitFor();
    for (const theme of ['light', 'high contrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`results-find-${theme.replaceAll(' ', '-')}`);
    }
    await press('Escape');
    await bar.waitFor({ state: 'detached' });
    await frame.locator('.cell.active:focus').waitFor();
    await waitForEqual(() => frame.locator('.cell.found').count(), 0);
  });

  it('moves, pins and hides columns, shows the same ones when it runs again, and resets them', async () => {
    const heads = () => frame.locator('.result:not([hidden]) [role=columnheader] .name').allInnerTexts();
    await frame.locator('.row .cell[data-column="0"]').first().click();
    await press('Alt+Shift+ArrowRight');
    await waitForEqual(heads, ['orders', 'status']);
    await frame.locator('.cell.active[data-column="1"]:focus').waitFor();
    await workbench.runCommand('QLSQL: Pin or Unpin Column of Results');
    await waitForEqual(heads, ['status', 'orders']);
    await frame.locator('.column.pinned').waitFor();
    await workbench.runCommand('QLSQL: Hide Column of Results');
    await waitForEqual(heads, ['orders']);
    const before = await frame.locator('.result:not([hidden])').getAttribute('id');
    await workbench.placeCursor('FROM orders');
    await press('Control+Enter');
    // Columns chosen for the result that was there would not be those of the one that comes.
    await frame.locator(`.result:not([hidden]):not(#${before})[data-state=done]`).waitFor();
    await waitForEqual(heads, ['orders']);
    await workbench.runCommand('QLSQL: Choose Columns of Results');
    const question = workbench.page.locator('.quick-input-widget');
    const column = (name: string) => question.locator('.quick-input-list-entry', { hasText: name });
    await column('orders').click();
    await press('Enter');
    await question.getByText('pick at least one').waitFor();
    await column('orders').click();
    await question.getByText('pick at least one').waitFor({ state: 'detached' });
    await column('status').click();
    await press('Enter');
    await waitForEqual(heads, ['status', 'orders']);
    await workbench.screenshot('results-columns');
    await workbench.runCommand('QLSQL: Reset Columns of Results');
    await waitForEqual(heads, ['status', 'orders']);
    frame = await workbench.frameOf('.grid .cell[data-kind="number"]');
  });

  it('writes a query for a value into a new editor', async () => {
    await frame.locator('.row .cell[data-column="0"]').first().click();
    const name = await frame.locator('.row .cell[data-column="0"]').first().innerText();
    await workbench.runCommand('QLSQL: Show Documents with This Value');
    const lines = workbench.page.locator('.editor-instance .view-lines');
    await lines.filter({ hasText: `SELECT * FROM orders WHERE status = '${name}';` }).waitFor();
    await workbench.runCommand('View: Revert and Close Editor');
    await lines.filter({ hasText: 'GROUP BY status' }).waitFor();
  });

  it('fits into 300 pixels: nothing goes sideways, and a value stands below the grid', async () => {
    const { page } = workbench;
    const fits = () => frame.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
    await page.setViewportSize({ width: 540, height: 900 });
    try {
      await frame.waitForFunction(() => innerWidth < 360);
      await frame.locator('.cell').first().click();
      await press('Enter');
      const value = frame.locator('aside.value');
      await value.getByRole('button', { name: 'Close' }).waitFor();
      const [below, grid] = [await value.boundingBox(), await frame.locator('.grid').boundingBox()];
      assert.ok(below && grid && below.y >= grid.y + grid.height - 1 && below.width > 280);
      await fits();
      await press('Escape');
      await press('f');
      await frame.locator('.filter-box input:focus').waitFor();
      await fits();
      await press('Escape');
      for (const view of ['tree', 'json', 'chart', 'grid']) {
        await frame.locator(`.view-switch [data-view=${view}]`).click();
        await fits();
      }
      await workbench.screenshot('results-narrow');
    } finally {
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });

  it('says why a row of a group cannot be edited', async () => {
    await frame.locator('.cell').first().click();
    await press('F2');
    await frame.locator('.edit-note', { hasText: 'GROUP BY' }).waitFor();
    await press('Escape');
  });

  for (const theme of ['light', 'high contrast', 'dark'] as const)
    it(`is there in ${theme}`, async () => {
      await workbench.setTheme(theme);
      assert.ok(await workbench.screenshot(`results-${theme.replaceAll(' ', '-')}`));
    });

  it('shows the plan of a statement, with what it warns of', async () => {
    await workbench.runStatements(
      "EXPLAIN ANALYZE SELECT status, COUNT(*) AS n FROM orders WHERE coupon = 'VIP' GROUP BY status ORDER BY n;",
    );
    const plan = await workbench.frameOf('.plan-step.warning');
    const shown = plan.locator('.result:not([hidden])');
    await shown.locator('.plan-step.warning', { hasText: 'COLLSCAN' }).waitFor();
    await shown.locator('.view-switch [aria-checked=true]', { hasText: /^Plan$/ }).waitFor();
    // Each step has its figures: at least In and Out of the first.
    await shown.locator('.plan-step:first-child .figure', { hasText: /\d/ }).nth(1).waitFor();
    await shown.locator('.plan-stage').first().focus();
    await shown.locator('.plan-sql .lit', { hasText: "coupon = 'VIP'" }).waitFor();
    await shown.locator('.plan-step.warning.lit').waitFor();
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    await shown.getByRole('button', { name: 'Write CREATE INDEX' }).click();
    await workbench.page.locator('.view-lines', { hasText: 'CREATE INDEX' }).first().waitFor();
    for (const theme of ['light', 'high contrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`results-plan-${theme.replaceAll(' ', '-')}`);
    }
  });

  it('copies the pipeline of the plan as code', async () => {
    await frame.locator('.plan-bar button', { hasText: 'Node.js' }).click();
    await workbench.page.waitForFunction(async () =>
      (await navigator.clipboard.readText()).includes('.collection("orders").aggregate(['),
    );
  });

  it('edits a value, shows the UPDATE, and takes it back', async () => {
    await workbench.runStatements('SELECT _id, status FROM orders ORDER BY _id LIMIT 3;');
    const result = frame.locator('.result:not([hidden])');
    const cell = result.locator('.row:first-child .cell[data-column="1"][data-kind="text"]');
    await result.locator('.status-text', { hasText: /^3 rows/ }).waitFor();
    await cell.click();
    const before = await cell.innerText();
    await press('F2');
    await result.locator('.edit-bar label', { hasText: 'status (string)' }).waitFor();
    await result.locator('.edit-bar textarea').fill('edited');
    await result.locator('.edit-statement', { hasText: "SET status = 'edited'" }).waitFor();
    for (const theme of ['light', 'high contrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`results-edit-${theme.replaceAll(' ', '-')}`);
    }
    await result.locator('.edit-bar textarea').press('Enter');
    await result.locator('.row:first-child .cell[data-column="1"]', { hasText: 'edited' }).waitFor();
    await result.locator('.edit-bar button', { hasText: 'Undo' }).click();
    await result.locator('.row:first-child .cell[data-column="1"]', { hasText: before }).waitFor();
  });

  it('says what to do when it is empty', async () => {
    await workbench.runCommand('QLSQL: Close All Results');
    const empty = await workbench.frameOf('.empty:not([hidden])');
    await waitForText(empty.locator('.empty'), /Ctrl\+Enter/);
  });
});
