import assert from 'node:assert/strict';
import type { Browser, Frame } from 'playwright-core';
import { launchChromium } from '../../scripts/parts/chromium.mjs';
import { seriousViolations, themed, type Behind } from './axe.ts';
import { openDashboard } from './dashboard/page.ts';
import { sampleSnapshot } from './dashboard/sample-pools.ts';
import { sharedWorkbench } from './fixtures.ts';
import type { Theme, Workbench } from './workbench.ts';

const themes: readonly Theme[] = ['light', 'high contrast', 'high contrast light', 'dark'];

/** Rows of every kind of value: documents, arrays, dates, decimals, what is missing. */
const statement = "SELECT * FROM users WHERE status = 'active' ORDER BY user_id LIMIT 60;";

async function checked(
  workbench: Workbench,
  frame: Frame,
  theme: Theme,
  what: string,
  behind: Behind = 'panel-background',
): Promise<string[]> {
  await themed(frame, theme);
  const found = await seriousViolations(frame, behind);
  if (found.length > 0) await workbench.screenshot(`axe-${what}-${theme.replaceAll(' ', '-')}`);
  return found.map((violation) => `${what} in ${theme}: ${violation}`);
}

describe('what axe finds in the results panel', function () {
  this.timeout(180_000); // Five views in four themes.
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    // The command is there once there is a result.
    await workbench.runStatements('SHOW COLLECTIONS;');
    await (await workbench.frameOf('.grid .cell')).locator('.grid .cell').first().waitFor();
    await workbench.runCommand('QLSQL: Close All Results');
  });
  after(async () => {
    await workbench.setTheme('dark');
    await workbench.runCommand('QLSQL: Close All Results');
  });

  it('is nothing serious while it is empty', async () => {
    frame = await workbench.frameOf('.empty:not([hidden])');
    const found: string[] = [];
    for (const theme of themes) {
      await workbench.setTheme(theme);
      found.push(...(await checked(workbench, frame, theme, 'empty')));
    }
    assert.deepEqual(found, []);
  });

  it('is nothing serious in the grid, a value beside it, the tree, the JSON and the chart', async () => {
    await workbench.runStatements(statement);
    frame = await workbench.frameOf('.grid .cell');
    const result = frame.locator('.result:not([hidden])');
    const found: string[] = [];
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await result.locator('[data-view=grid]').click();
      await result.locator('.cell').nth(1).click();
      found.push(...(await checked(workbench, frame, theme, 'grid')));
      await workbench.page.keyboard.press('Enter');
      await result.locator('aside.value').waitFor();
      found.push(...(await checked(workbench, frame, theme, 'value')));
      await workbench.page.keyboard.press('Escape');
      for (const [view, shown] of [
        ['tree', '.tree .node'],
        ['json', '.json-text'],
        ['chart', '.chart-box canvas'],
      ] as const) {
        await result.locator(`[data-view=${view}]`).click();
        await result.locator(shown).first().waitFor();
        found.push(...(await checked(workbench, frame, theme, view)));
      }
    }
    assert.deepEqual(found, []);
  });

  it('is nothing serious in a plan that warns, and where a statement failed', async () => {
    await workbench.runStatements(
      "EXPLAIN ANALYZE SELECT * FROM orders WHERE coupon = 'VIP';\nSELECT no_such_column FROM CONNECTION_POOLS();",
    );
    frame = await workbench.frameOf('.tab.state-failed');
    const found: string[] = [];
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await frame.locator('.tab.state-failed').click();
      await frame.locator('.result:not([hidden]) .note.error').waitFor();
      found.push(...(await checked(workbench, frame, theme, 'failure')));
      await frame.locator('.tab', { hasText: 'EXPLAIN' }).click();
      await frame.locator('.plan-step.warning').first().waitFor();
      found.push(...(await checked(workbench, frame, theme, 'plan')));
    }
    assert.deepEqual(found, []);
  });
});

describe('what axe finds in the dashboard', () => {
  let browser: Browser;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());

  const shown = { one: ['write_pool'], several: ['read_pool', 'write_pool', 'batch_pool'], none: [] };
  for (const theme of themes)
    for (const [what, pools] of Object.entries(shown))
      it(`is nothing serious with ${what} in ${theme}`, async () => {
        const { page, send } = await openDashboard(browser, { theme });
        await send({ type: 'snapshot', snapshot: sampleSnapshot({ pools, rangeMs: 600_000 }) });
        await page.locator('.dashboard, .welcome').filter({ visible: true }).waitFor();
        const found = await seriousViolations(page, 'editor-background');
        if (pools.length > 0) {
          await page.locator('vscode-toolbar-button[icon=table]').click();
          found.push(...(await seriousViolations(page, 'editor-background')));
        }
        await page.close();
        assert.deepEqual(found, []);
      });
});
