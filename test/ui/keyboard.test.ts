import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import { chooseItem, escape } from './keys.ts';
import type { Workbench } from './workbench.ts';

// Nothing in here clicks: whoever has no mouse gets to all of it.

const pool = 'by_keyboard';

describe('by keyboard alone', () => {
  let workbench: Workbench;
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => workbench.page.keyboard.press(key)), Promise.resolve());

  /** The line of a view that has the keyboard. */
  const line = (view: string, text: string | RegExp) =>
    workbench.viewLine(view, text).and(workbench.page.locator('.focused'));

  /** Goes down a list until a line has the keyboard; from the top again, since new lines come there. */
  async function goTo(view: string, text: string | RegExp): Promise<void> {
    await press('Home');
    for (let steps = 1; steps < 120 && (await line(view, text).count()) === 0; steps += 1)
      await press(steps % 40 === 0 ? 'Home' : 'ArrowDown');
    await line(view, text).waitFor();
  }

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements('SHOW COLLECTIONS;'); // The next command is there once there is a result.
    await (await workbench.frameOf('.grid .cell')).locator('.grid .cell').first().waitFor();
    await workbench.runCommand('QLSQL: Close All Results'); // Those of other tests too.
    await workbench.runCommand('View: Show QLSQL');
  });
  after(async () => {
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements(
      `DROP ALERT IF EXISTS small_by_keyboard;\nDROP CONNECTION_POOL IF EXISTS ${pool};`,
    );
    await workbench.viewLine('Pools', pool).waitFor({ state: 'detached' });
  });

  it('the connections are walked down to a field', async () => {
    await workbench.runCommand('QLSQL: Focus on Connections View');
    await goTo('Connections', 'demo');
    await press('ArrowRight');
    await workbench.viewLine('Connections', 'shop').waitFor();
    await goTo('Connections', /^shop/);
    await press('ArrowRight');
    await workbench.viewLine('Connections', 'orders').waitFor();
    await goTo('Connections', /^orders/);
    await press('ArrowRight');
    await workbench.viewLine('Connections', /^order_id/).waitFor();
    await goTo('Connections', /^coupon/);
    await goTo('Connections', 'demo');
    await press('ArrowLeft');
  });

  it('a statement is run, and its rows are walked through', async () => {
    await workbench.newQuery('SELECT order_id, items FROM orders ORDER BY order_id LIMIT 5;');
    await press('Control+Enter');
    const frame = await workbench.frameOf('.grid .cell[data-kind="number"]');
    await workbench.runCommand('QLSQL: Go to Results Grid');
    await frame.locator('.cell:focus').waitFor();
    await press('Control+Home', 'ArrowDown', 'ArrowRight');
    await waitForText(frame.locator('.cell:focus'), /sku/);
    await press('Enter');
    await frame.locator('aside.value pre:focus', { hasText: 'sku' }).waitFor();
    await press('Escape');
    await frame.locator('.cell:focus').waitFor();
    await tabTo(frame, '.view-switch [aria-checked=true]');
    await press('ArrowRight');
    await frame.locator('.tree .node').first().waitFor();
    await press('ArrowRight');
    await frame.locator('.json-text').waitFor();
    await press('ArrowLeft', 'ArrowLeft');
    await frame.locator('.result:not([hidden]) .grid').waitFor();
  });

  it('a pool is made, unfolded and opened on the dashboard, whose controls are reached', async () => {
    await workbench.runStatements(
      `CREATE CONNECTION_POOL ${pool} ON CONNECTION demo WITH (maxPoolSize = 3, minPoolSize = 1);`,
    );
    await workbench.runCommand('QLSQL: Focus on Pools View');
    await workbench.viewLine('Pools', pool).waitFor();
    await goTo('Pools', pool);
    await press('ArrowRight');
    await workbench.viewLine('Pools', /127\.0\.0\.1:\d+/).waitFor();
    await workbench.runCommand('QLSQL: Show Dashboard');
    const frame = await workbench.frameOf('.tiles .tile');
    await tabTo(frame, '.pool-choice', workbench);
    await tabTo(frame, 'input[name=range]');
    await press('ArrowLeft');
    await frame.locator('input[name=range][value="60000"]:checked').waitFor();
    await tabTo(frame, '.plot[role=img]');
    await press('ArrowLeft');
    await waitForText(frame.locator('.legend-clock').first(), /\d\d:\d\d:\d\d/);
  });

  it('an alert is acknowledged, and a statement of the history opened', async () => {
    await workbench.runStatements(
      `CREATE ALERT small_by_keyboard ON CONNECTION_POOL ${pool} WHEN (max_connections < 5) MESSAGE 'Rather small';`,
    );
    await workbench.viewLine('Alerts', 'small by keyboard').waitFor();
    await workbench.runCommand('QLSQL: Show Alerts');
    await goTo('Alerts', 'small by keyboard');
    await press('Shift+F10');
    await chooseItem(workbench.page, 'Acknowledge');
    await workbench.viewLine('Alerts', ', seen').waitFor();
    await workbench.runCommand('QLSQL: Show Query History');
    await goTo('History', 'SELECT order_id,');
    await press('Enter');
    await workbench.page.locator('.view-line', { hasText: 'SELECT order_id, items' }).first().waitFor();
  });

  it('a parameter is asked for: Escape goes back and runs nothing, Enter runs the statement with the value', async () => {
    const { page } = workbench;
    await workbench.newQuery('SELECT order_id AS asked FROM orders WHERE order_id = :by_keyboard;');
    const question = page.locator('.quick-input-title', { hasText: ':by_keyboard' });
    await press('Control+Enter');
    await question.waitFor();
    await escape(page, question);
    await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    await press('Control+Enter');
    await question.waitFor();
    await page.locator('.quick-input-widget input:focus').waitFor();
    await page.keyboard.insertText('-1');
    await press('Enter');
    const frame = await workbench.frameOf('.tabs .tab');
    const result = frame.getByRole('tab', { name: 'SELECT order_id AS asked' });
    await result.waitFor();
    await frame.locator('.result:not([hidden]) .status-text', { hasText: /^0 rows/ }).waitFor();
    assert.equal(await result.count(), 1);
  });

  it('a plan and a benchmark have the keyboard when one goes to the results, and a plan is copied as code', async () => {
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.runStatements("EXPLAIN SELECT status FROM orders WHERE coupon = 'BY KEYBOARD';");
    const frame = await workbench.frameOf('.result:not([hidden]) .plan-step');
    await workbench.runCommand('QLSQL: Go to Results Grid');
    await frame.locator('.plan :focus').waitFor();
    await tabTo(frame, '.plan-bar button:nth-of-type(3)');
    await press('Enter');
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('pymongo'));
    await workbench.runStatements(
      "BENCHMARK SELECT status FROM orders LIMIT 5 WITH (concurrency = 2, duration = '300 ms', warmup = '0 ms');",
    );
    await frame.locator('.result:not([hidden]) .benchmark-chart').first().waitFor();
    await workbench.runCommand('QLSQL: Go to Results Grid');
    await frame.getByRole('document', { name: 'Benchmark' }).and(frame.locator(':focus')).waitFor();
  });

  it('a connection is examined, and two results of the history are compared, from their menus', async () => {
    const { page } = workbench;
    await workbench.runCommand('QLSQL: Focus on Connections View');
    await goTo('Connections', 'demo');
    await press('Shift+F10');
    await chooseItem(page, 'Diagnose Connection');
    await page.locator('.tab.active', { hasText: 'Doctor: demo' }).waitFor();
    await page.locator('.view-line', { hasText: 'Answer: ' }).first().waitFor();
    await workbench.runStatements('SELECT 41 AS by_keyboard;\nSELECT 42 AS by_keyboard;');
    await workbench.runCommand('QLSQL: Show Query History');
    await goTo('History', 'SELECT 42');
    await press('Shift+F10');
    await chooseItem(page, 'Compare Two Results');
    const other = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'SELECT 41' });
    await page.locator('.quick-input-widget input:focus').waitFor();
    await page.keyboard.insertText('SELECT 41');
    await other.waitFor();
    await press('Enter');
    await page.locator('.tab.active', { hasText: /^Results: 1 added, 1 removed/ }).waitFor();
  });

  /** Goes on by Tab until such an element has the keyboard. */
  async function tabTo(frame: Frame, selector: string, within?: Workbench): Promise<void> {
    if (within) await within.runCommand('View: Focus Active Editor Group');
    for (let steps = 0; steps < 40; steps += 1) {
      const before = await frame.evaluateHandle(() => document.activeElement);
      if (await before.evaluate((element, wanted) => element?.matches(wanted) ?? false, selector)) return;
      await press('Tab');
      // The next key must not come before this one has done its work; where it went to another frame, nothing changes here.
      await frame
        .waitForFunction((old) => document.activeElement !== old, before, { timeout: 1000 })
        .catch(() => undefined);
    }
    assert.fail(`Tab does not come to ${selector}`);
  }
});
