import assert from 'node:assert/strict';
import { findMongod } from '../../scripts/parts/mongod.mjs';
import { waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

describe('the sample database', () => {
  let workbench: Workbench;
  const connection = () => workbench.viewLine('Connections', 'sample');

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.setSettings({ 'qlsql.sample.mongod': (await findMongod()).path });
    await workbench.runCommand('QLSQL: Close All Results'); // Those of other tests.
    await workbench.openFile('orders.qlsql');
    await workbench.runCommand('View: Show QLSQL');
  });
  after(async () => {
    if (await connection().isVisible()) await workbench.runCommand('QLSQL: Stop the Sample Database');
    await connection().waitFor({ state: 'detached' });
  });

  it('is there in one click, with a connection and an example that runs', async () => {
    const { page } = workbench;
    await workbench.runCommand('QLSQL: Try the Sample Database');
    await connection().waitFor({ timeout: 60_000 });
    await page.locator('.tab.active', { hasText: /^-- The sample shop/ }).waitFor();
    await page.keyboard.press('Control+Shift+Enter');
    const frame = await workbench.frameOf('[role=grid]');
    const statements = ['CREATE', 'USE', 'SHOW', 'SELECT', 'SELECT', 'EXPLAIN', 'SELECT'];
    await frame
      .locator('.tab')
      .nth(statements.length - 1)
      .waitFor();
    await frame.locator('.tab.state-running').first().waitFor({ state: 'hidden' });
    // The last lists the pools, to which other tests of this window add.
    await waitForText(frame.locator('.result:not([hidden]) .status-text'), /^\d+ rows? /);
    assert.equal(await frame.locator('.tab.state-failed').count(), 0);
    await workbench.viewLine('Pools', 'shop_pool').waitFor();
    await workbench.screenshot('sample-database');
  });

  it('goes with its connection and its pool', async () => {
    await workbench.runCommand('QLSQL: Stop the Sample Database');
    await connection().waitFor({ state: 'detached' });
    await workbench.viewLine('Pools', 'shop_pool').waitFor({ state: 'detached' });
  });
});
