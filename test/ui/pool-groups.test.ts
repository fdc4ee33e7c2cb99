import { waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

describe('a group in the pools view', () => {
  let workbench: Workbench;
  const line = (text: string) => workbench.viewLine('Pools', text);

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
  });
  // The window is shared: other tests count its pools.
  after(async () => {
    await workbench.runStatements('DROP CONNECTION_POOL_GROUP IF EXISTS shop_group;');
    await line('shop_group').waitFor({ state: 'detached' });
  });

  it('has its pools below it, by their own names', async () => {
    const { page } = workbench;
    await workbench.runStatements(
      'CREATE CONNECTION_POOL_GROUP shop_group TYPE READ_WRITE ON CONNECTION demo WITH (maxPoolSize = 5, minPoolSize = 1);',
    );
    await workbench.runCommand('View: Show QLSQL');
    // The hosts of a replica set are found one after the other: the room is 30 once all are there.
    await waitForText(line('shop_group'), /^shop_group ?read and write · \d+\/30 · 0 waiting/);
    await line('shop_group').click();
    await page.keyboard.press('ArrowRight');
    const reader = page.locator('.monaco-list-row[aria-label^="Pool shop_group.read"]');
    await waitForText(reader, /^read ?\d\/3×5 · p95 /);
    await workbench.screenshot('pool-group');
  });
});
