import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { seriousViolations, themed } from './axe.ts';
import { sharedWorkbench } from './fixtures.ts';
import { showNewest } from './newest-line.ts';
import type { Workbench } from './workbench.ts';

describe('a notebook in the window', () => {
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql'); // By then the palette has the extension's commands.
    await workbench.runCommand('QLSQL: New Notebook');
    const { page } = workbench;
    await page.locator('.notebook-editor .cell-editor-container .monaco-editor').first().click();
    await page.locator('.notebook-editor .monaco-editor.focused').waitFor();
    await page.keyboard.insertText(
      'SELECT status, COUNT(*) AS orders FROM orders GROUP BY status ORDER BY status;',
    );
    await page.locator('.kernel-label', { hasText: 'QLSQL' }).waitFor();
    await page.locator('.notebook-editor').getByText('▶ Run').first().waitFor();
    await page.keyboard.press('Control+Enter');
    frame = await workbench.frameOf('.output_container');
    await frame.locator('.notebook-frame .cell[data-kind="number"]').first().waitFor();
  });
  after(async () => {
    await workbench.setTheme('dark');
    await workbench.runCommand('View: Revert and Close Editor');
  });

  it('shows the rows of a cell as the results panel does', async () => {
    const heads = await frame.locator('.notebook-frame [role=columnheader] .name').allInnerTexts();
    assert.deepEqual(heads, ['status', 'orders']);
    await frame.locator('.status-text', { hasText: /^\d+ rows · .*pool default/ }).waitFor();
  });

  it('draws them, and is readable in every theme', async () => {
    await frame.locator('.notebook-frame [data-view="chart"]').click();
    await frame.locator('.notebook-frame .uplot canvas').waitFor();
    for (const theme of ['light', 'high contrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await frame.locator('.notebook-frame .uplot canvas').waitFor();
      await workbench.screenshot(`notebook-${theme.replaceAll(' ', '-')}`);
    }
    await frame.locator('.notebook-frame [data-view="grid"]').click();
    await frame.locator('.notebook-frame .cell').first().waitFor();
  });

  it('has nothing that axe calls serious, in any theme and view', async () => {
    const found: string[] = [];
    for (const theme of ['light', 'high contrast', 'high contrast light', 'dark'] as const) {
      await workbench.setTheme(theme);
      await themed(frame, theme);
      for (const [view, shown] of [
        ['grid', '.cell'],
        ['tree', '.tree .node'],
        ['json', '.json-text'],
        ['chart', '.uplot canvas'],
      ] as const) {
        await frame.locator(`.notebook-frame [data-view=${view}]`).click();
        await frame.locator(`.notebook-frame ${shown}`).first().waitFor();
        const violations = await seriousViolations(frame, 'editor-background', '.output_container');
        found.push(...violations.map((violation) => `${view} in ${theme}: ${violation}`));
      }
    }
    assert.deepEqual(found, []);
    await frame.locator('.notebook-frame [data-view=grid]').click();
  });

  it('is in the history', async () => {
    await showNewest(workbench, /^SELECT status, C/);
    await workbench.screenshot('history');
  });
});

describe('the plan of an EXPLAIN in a cell', () => {
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    workbench = await sharedWorkbench();
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.openFile('orders.qlsql');
    await workbench.runCommand('QLSQL: New Notebook');
    await page.locator('.notebook-editor .cell-editor-container .monaco-editor').first().click();
    await page.locator('.notebook-editor .monaco-editor.focused').waitFor();
    await page.keyboard.insertText("EXPLAIN ANALYZE SELECT status FROM orders WHERE coupon = 'VIP';");
    await page.locator('.kernel-label', { hasText: 'QLSQL' }).waitFor();
    await page.locator('.notebook-editor').getByText('▶ Run').first().waitFor();
    await page.keyboard.press('Control+Enter');
    frame = await workbench.frameOf('.output_container');
    await frame.locator('.notebook-frame .plan-step.warning').waitFor();
  });
  after(async () => {
    await workbench.setTheme('dark');
    await workbench.runCommand('View: Revert and Close Editor');
  });

  it('stands beside its statement and pipeline, and lights up with them', async () => {
    await frame.locator('.plan-stage').first().focus();
    await frame.locator('.plan-sql .lit', { hasText: "coupon = 'VIP'" }).waitFor();
    await frame.locator('.plan-step.warning.lit').waitFor();
  });

  it('has nothing that axe calls serious, in any theme', async () => {
    const found: string[] = [];
    for (const theme of ['light', 'high contrast', 'high contrast light', 'dark'] as const) {
      await workbench.setTheme(theme);
      await themed(frame, theme);
      found.push(...(await seriousViolations(frame, 'editor-background', '.output_container')));
      await workbench.screenshot(`notebook-plan-${theme.replaceAll(' ', '-')}`);
    }
    assert.deepEqual(found, []);
  });

  it('is reached by keyboard, copied as code, and its index goes into a cell of its own', async () => {
    const { page } = workbench;
    await focusOutput();
    const focused = frame.locator('.notebook-frame .plan-bar button:focus', { hasText: 'Node.js' });
    for (let steps = 0; steps < 20 && (await focused.count()) === 0; steps += 1)
      await page.keyboard.press('Tab');
    await focused.press('Enter');
    await page.waitForFunction(async () =>
      (await navigator.clipboard.readText()).includes('.collection("orders").aggregate(['),
    );
    await frame.getByRole('button', { name: 'Write CREATE INDEX' }).press('Enter');
    await page
      .locator('.notebook-editor .view-lines', { hasText: 'CREATE INDEX ON orders (coupon);' })
      .waitFor();
  });

  /** The editor gives a cell its focus back for a moment after a command; what is typed then goes into the cell. */
  async function focusOutput(): Promise<void> {
    const hasFocus = () =>
      frame
        .waitForFunction(() => document.hasFocus(), undefined, { timeout: 3000 })
        .then(
          () => true,
          () => false,
        );
    for (let tries = 0; tries < 5; tries += 1) {
      await workbench.runCommand('View: Focus Active Editor Group');
      await workbench.runCommand('Notebook: Focus In Active Cell Output');
      if (await hasFocus()) return;
    }
    assert.fail('The output does not take the focus.');
  }
});
