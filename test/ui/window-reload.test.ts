import { waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

// Last of its folder: with the window, the pools of all tests before it go.
describe('after the window was reloaded', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await sharedWorkbench();
    const { page } = workbench;
    await workbench.openFile('orders.qlsql');
    await workbench.runCommand('View: Show QLSQL');
    await workbench.runStatements(
      `CREATE CONNECTION_POOL remembered ON CONNECTION demo WITH (maxPoolSize = 3, minPoolSize = 1);
CREATE ALERT small_again ON CONNECTION_POOL remembered WHEN (max_connections < 5) MESSAGE 'Only {{max_connections}}';
SELECT COUNT(*) AS n FROM CONNECTION_POOL_EVENTS('remembered');`,
    );
    await workbench.viewLine('Alerts', 'remembered: small again').waitFor();
    await workbench.runStatements('DROP ALERT small_again;');
    await workbench.viewLine('Alerts', 'remembered: small again').waitFor({ state: 'hidden' });
    const loaded = page.waitForEvent('load');
    await workbench.runCommand('Developer: Reload Window');
    await loaded;
    // The window opens the view again that was open.
    await workbench.viewLine('Connections', 'demo').waitFor();
  });

  it('the alerts of before are listed as ended', async () => {
    const ended = workbench.viewLine('Alerts', 'Ended');
    await ended.click();
    await workbench.page.keyboard.press('ArrowRight');
    await waitForText(
      workbench.viewLine('Alerts', 'remembered: small again'),
      /^remembered: small again ?small_again: max_connections < 5\. max_connections is 3\. · [\d:]+–[\d:]+/,
    );
    await workbench.screenshot('alerts-after-a-reload');
  });

  it('the events of a pool that is no more are still there', async () => {
    await workbench.runStatements(
      "SELECT event_type FROM CONNECTION_POOL_EVENTS('remembered') WHERE event_type = 'alertEnded';",
    );
    const results = await workbench.frameOf('.results, [role="grid"]');
    await results.getByText('alertEnded').first().waitFor();
  });
});
