import { waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import { pressOn } from './line-button.ts';
import type { Workbench } from './workbench.ts';

describe('pools that are saved and do not run', () => {
  let workbench: Workbench;
  const row = (text: string) => workbench.viewLine('Pools', text);

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
  });

  after(async () => {
    await workbench.runStatements(
      'DROP CONNECTION_POOL IF EXISTS resting_pool;\nAPPLY CONNECTION_POOL CHANGES TO SAVED;',
    );
    await row('resting_pool').waitFor({ state: 'hidden' });
  });

  it('are rows of the view, groups too, and run from there', async () => {
    await workbench.runStatements(
      `CREATE CONNECTION_POOL resting_pool ON CONNECTION demo WITH (maxPoolSize = 3, minPoolSize = 1);
CREATE CONNECTION_POOL_GROUP resting_group TYPE READ_WRITE ON CONNECTION demo WITH (maxPoolSize = 3, minPoolSize = 0);
APPLY CONNECTION_POOL CHANGES TO SAVED;
DROP CONNECTION_POOL resting_pool;
DROP CONNECTION_POOL_GROUP resting_group;`,
    );
    await workbench.runCommand('View: Show QLSQL');
    await waitForText(row('resting_pool'), /^resting_pool ?saved, not running/);
    await waitForText(row('resting_group'), /^resting_group ?group, saved, not running/);
    await workbench.screenshot('saved-pools');
    await pressOn(row('resting_pool'), /^Run .*Saved…/);
    const dialog = workbench.page.locator('.monaco-dialog-box', {
      hasText: 'CREATE CONNECTION_POOL resting_pool',
    });
    await dialog.getByRole('button', { name: 'Run Them' }).click();
    await waitForText(row('resting_pool'), /^resting_pool ?\d\/3×3 · /);
    await waitForText(row('resting_group'), /^resting_group ?group, saved, not running/);
  });
});
