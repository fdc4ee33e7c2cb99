import assert from 'node:assert/strict';
import { waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import { Keyboard } from './keyboard.ts';
import { chooseItem, escape } from './keys.ts';
import type { Workbench } from './workbench.ts';

// Nothing in here clicks: whoever has no mouse gets to all of it.

const pool = 'by_keyboard';

describe('by keyboard alone', () => {
  let workbench: Workbench;
  let keyboard: Keyboard;
  const press = (...keys: string[]) => keyboard.press(...keys);
  const goTo: Keyboard['goTo'] = (view, text) => keyboard.goTo(view, text);
  const tabTo: Keyboard['tabTo'] = (...to) => keyboard.tabTo(...to);

  before(async () => {
    workbench = await sharedWorkbench();
    keyboard = new Keyboard(workbench);
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
    await tabTo(frame, '.pool-choice', 'editor');
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

  it('what a name means is told, with what it is now in each pool', async () => {
    const { page } = workbench;
    await workbench.newQuery('SELECT CONNECTION_POOL_ACTIVE() AS by_keyboard;');
    await press('Home', ...Array.from({ length: 10 }, () => 'ArrowRight'));
    const hover = page.locator('.monaco-hover:visible', { hasText: pool });
    // A language server that has not heard of the pool yet tells less.
    for (let tries = 0; tries < 10 && !(await hover.isVisible()); tries += 1) {
      await press('Escape', 'Control+k', 'Control+i');
      await hover.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await hover.filter({ hasText: 'now (connections)' }).waitFor();
    await press('Control+k', 'Control+i'); // Once more goes into it.
    await hover
      .locator(':focus')
      .or(hover.and(page.locator(':focus')))
      .first()
      .waitFor();
    await escape(page, hover);
  });

  it('of three statements the two run whose lines are selected', async () => {
    await workbench.newQuery('SELECT 51 AS three;\nSELECT 52 AS three;\nSELECT 53 AS three;');
    await press('Control+End', 'Shift+ArrowUp', 'Shift+Home', 'Control+Enter');
    const frame = await workbench.frameOf('.tabs .tab');
    await frame.getByRole('tab', { name: 'SELECT 53 AS three' }).waitFor();
    assert.equal(await frame.getByRole('tab', { name: 'SELECT 52 AS three' }).count(), 1);
    assert.equal(await frame.getByRole('tab', { name: 'SELECT 51 AS three' }).count(), 0);
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
});
