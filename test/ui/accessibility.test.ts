import assert from 'node:assert/strict';
import type { Browser, Frame } from 'playwright-core';
import { launchChromium } from '../../scripts/parts/chromium.mjs';
import { seriousViolations, themed } from './axe.ts';
import { openDashboard } from './dashboard/page.ts';
import { manyPools, sampleSnapshot } from './dashboard/sample-pools.ts';
import { sharedWorkbench } from './fixtures.ts';
import type { Theme, Workbench } from './workbench.ts';

const themes: readonly Theme[] = ['light', 'high contrast', 'high contrast light', 'dark'];

/** Rows of every kind of value: documents, arrays, dates, decimals, what is missing. */
const statement = "SELECT * FROM users WHERE status = 'active' ORDER BY user_id LIMIT 60;";

/** Nothing is found in any theme wherever the steps check. */
async function inEachTheme(
  workbench: Workbench,
  frame: Frame,
  steps: (check: (what: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const found: string[] = [];
  for (const theme of themes) {
    await workbench.setTheme(theme);
    await steps(async (what) => {
      await themed(frame, theme);
      const violations = await seriousViolations(frame, 'panel-background');
      if (violations.length > 0) await workbench.screenshot(`axe-${what}-${theme.replaceAll(' ', '-')}`);
      found.push(...violations.map((violation) => `${what} in ${theme}: ${violation}`));
    });
  }
  assert.deepEqual(found, []);
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
    await inEachTheme(workbench, frame, (check) => check('empty'));
  });

  it('is nothing serious in the grid, a value beside it, the tree, the JSON and the chart', async () => {
    await workbench.runStatements(statement);
    frame = await workbench.frameOf('.grid .cell');
    const result = frame.locator('.result:not([hidden])');
    await inEachTheme(workbench, frame, async (check) => {
      await result.locator('[data-view=grid]').click();
      await result.locator('.cell').nth(1).click();
      await check('grid');
      await workbench.page.keyboard.press('Enter');
      await result.locator('aside.value').waitFor();
      await check('value');
      await workbench.page.keyboard.press('Escape');
      for (const [view, shown] of [
        ['tree', '.tree .node'],
        ['json', '.json-text'],
        ['chart', '.chart-box canvas'],
      ] as const) {
        await result.locator(`[data-view=${view}]`).click();
        await result.locator(shown).first().waitFor();
        await check(view);
      }
    });
  });

  it('is nothing serious in a plan that warns, and where a statement failed', async () => {
    await workbench.runStatements(
      "EXPLAIN ANALYZE SELECT * FROM orders WHERE coupon = 'VIP';\nSELECT no_such_column FROM CONNECTION_POOLS();",
    );
    frame = await workbench.frameOf('.tab.state-failed');
    await inEachTheme(workbench, frame, async (check) => {
      await frame.locator('.tab.state-failed').click();
      await frame.locator('.result:not([hidden]) .note.error').waitFor();
      await check('failure');
      await frame.locator('.tab', { hasText: 'EXPLAIN' }).click();
      await frame.locator('.plan-step.warning').first().waitFor();
      await check('plan');
    });
  });
});

describe('what axe finds in the states of a result', function () {
  this.timeout(240_000); // Nine states in four themes.
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements(
      [
        'SELECT 1 AS another;',
        'SELECT _id, status FROM orders ORDER BY _id LIMIT 40;',
        "SELECT status FROM orders WHERE status = 'no such';",
        'CREATE CONNECTION_POOL axe_pool WITH (minPoolSize = 0, maxPoolSize = 2);',
        'DROP CONNECTION_POOL axe_pool;',
        "EXPLAIN SELECT status FROM orders WHERE coupon = 'VIP';",
        "BENCHMARK SELECT status FROM orders LIMIT 5 WITH (concurrency = 2, duration = '300 ms', warmup = '0 ms');",
        'SELECT a.order_id, b.status FROM orders a CROSS JOIN orders b;',
      ].join('\n'),
    );
    frame = await workbench.frameOf('.result[data-state=held]');
  });
  after(async () => {
    await workbench.setTheme('dark');
    await workbench.runCommand('QLSQL: Close All Results');
  });

  const result = () => frame.locator('.result:not([hidden])');
  // The result of the tab before is there until the extension has answered.
  const show = async (text: string): Promise<void> => {
    const tab = frame.locator('.tab', { hasText: text });
    await tab.click();
    await tab.and(frame.locator('[aria-selected=true]')).waitFor();
  };

  it('is nothing serious where rows are sorted, filtered and edited, in a tab behind another', async () => {
    await show('SELECT _id');
    await result().locator('.cell[data-column="1"][data-kind="text"]').first().click();
    await workbench.page.keyboard.press('s');
    await result().locator('.chip').waitFor();
    await inEachTheme(workbench, frame, async (check) => {
      await result().locator('.cell[data-column="1"][data-kind="text"]').first().click();
      await workbench.page.keyboard.press('f');
      await result().getByLabel('Rows where status').waitFor();
      await check('filter');
      await workbench.page.keyboard.press('Escape');
      await result().locator('.cell[data-column="1"][data-kind="text"]').first().click();
      await workbench.page.keyboard.press('F2');
      await result().getByLabel('status (string)').fill('NULL');
      await result().locator('.edit-statement', { hasText: 'SET status' }).waitFor();
      await check('edit');
      await workbench.page.keyboard.press('Escape');
    });
  });

  for (const [what, tab, shown] of [
    ['no rows', 'SELECT status FROM orders WHERE status', '.status-text:text-matches("^0 rows")'],
    ['a message alone', 'CREATE CONNECTION_POOL axe_pool', '.note'],
    ['a plan without figures', 'EXPLAIN', '.plan-step'],
    ['a benchmark', 'BENCHMARK', '.benchmark-chart'],
    ['rows that wait', 'SELECT a.order_id', '.actions button'],
  ] as const)
    it(`is nothing serious in ${what}`, async () => {
      await show(tab);
      await inEachTheme(workbench, frame, async (check) => {
        await result().locator(shown).first().waitFor();
        await check(what);
      });
    });

  it('is nothing serious while a statement runs, and once it is cancelled', async () => {
    await workbench.runStatements(
      'SELECT COUNT(*) AS n FROM orders a CROSS JOIN orders b CROSS JOIN orders c;',
    );
    frame = await workbench.frameOf('.result:not([hidden])[data-state=running]');
    await inEachTheme(workbench, frame, (check) => check('running'));
    await result().getByRole('button', { name: 'Cancel' }).press('Enter'); // Notices lie above it.
    await result().locator('.status-text', { hasText: 'Cancelled' }).waitFor();
    await inEachTheme(workbench, frame, (check) => check('cancelled'));
  });
});

describe('what axe finds in the dashboard', () => {
  let browser: Browser;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());

  const sample = (...pools: string[]) => sampleSnapshot({ pools, rangeMs: 600_000 });
  const shown = {
    'one pool': sample('write_pool'),
    'several pools': sample('read_pool', 'write_pool', 'batch_pool'),
    '500 pools': manyPools(500),
    'no pool': sample(),
  };
  for (const theme of themes)
    for (const [what, snapshot] of Object.entries(shown))
      it(`is nothing serious with ${what} in ${theme}`, async () => {
        const { page, send } = await openDashboard(browser, { theme });
        await send({ type: 'snapshot', snapshot });
        await page.locator('.dashboard, .welcome').filter({ visible: true }).waitFor();
        const found = await seriousViolations(page, 'editor-background');
        if (what === 'one pool') {
          await page
            .getByRole('button', { name: /cleared/ })
            .first()
            .click();
          await page.locator('.event-story li').first().waitFor();
          found.push(...(await seriousViolations(page, 'editor-background')));
        }
        if (snapshot.pools.length > 0) {
          await page.locator('vscode-toolbar-button[icon=table]').click();
          found.push(...(await seriousViolations(page, 'editor-background')));
        }
        await page.close();
        assert.deepEqual(found, []);
      });
});
