import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const themes = [
  ['light', 'vscode-light'],
  ['high contrast', 'vscode-high-contrast'],
  ['dark', 'vscode-dark'],
] as const;

describe('a benchmark in the results panel', () => {
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements(
      [
        'CREATE CONNECTION_POOL lab_small WITH (minPoolSize = 1, maxPoolSize = 1);',
        'CREATE CONNECTION_POOL lab_large WITH (minPoolSize = 1, maxPoolSize = 8);',
        "BENCHMARK SELECT status FROM orders LIMIT 10 WITH (concurrency = 8, duration = '500 ms', warmup = '0 ms') ON CONNECTION_POOL lab_small, lab_large;",
      ].join('\n'),
    );
    frame = await workbench.frameOf('.benchmark-chart');
  });

  after(async () => {
    await workbench.setTheme('dark');
    await workbench.runStatements(
      'DROP CONNECTION_POOL IF EXISTS lab_small;\nDROP CONNECTION_POOL IF EXISTS lab_large;',
    );
    await frame.locator('.note', { hasText: 'lab_large' }).first().waitFor();
  });

  it('shows the pools side by side, a bar for each figure, and the advice', async () => {
    const captions = frame.locator('.benchmark-chart caption');
    await captions.filter({ hasText: 'Checkout wait' }).waitFor();
    const wait = frame.locator('.benchmark-chart', { hasText: 'Checkout wait' });
    await wait.locator('th', { hasText: 'p95 lab_small' }).waitFor();
    await wait.locator('th', { hasText: 'p95 lab_large' }).waitFor();
    await wait.locator('.figure', { hasText: / ms$/ }).first().waitFor();
    await frame.locator('.benchmark-advice dt', { hasText: 'lab_small' }).waitFor();
    assert.equal(
      await frame
        .locator('.result:not([hidden]) .view-switch [data-view=benchmark]')
        .getAttribute('aria-checked'),
      'true',
    );
    await workbench.screenshot('results-benchmark');
  });

  it('shows its rows in the grid as well', async () => {
    await frame.locator('.result:not([hidden]) .view-switch [data-view=grid]').click();
    await frame.locator('.grid .cell', { hasText: 'lab_large' }).waitFor();
    await frame.locator('.result:not([hidden]) .view-switch [data-view=benchmark]').click();
    await frame.locator('.benchmark-chart').first().waitFor();
  });

  for (const [theme, kind] of themes)
    it(`can be seen in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await frame.locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      const bars = frame.locator('.benchmark-bar');
      const unseen = await bars.evaluateAll((all) =>
        all.filter((bar) => {
          const { backgroundColor, borderTopColor } = getComputedStyle(bar);
          return [backgroundColor, borderTopColor].every((color) => color === 'rgba(0, 0, 0, 0)');
        }),
      );
      assert.equal(unseen.length, 0);
      await workbench.screenshot(`results-benchmark-${theme.replaceAll(' ', '-')}`);
    });
});
