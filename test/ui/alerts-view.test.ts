import { waitForLabel, waitForText } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import { pressOn } from './line-button.ts';

describe('the alerts view', () => {
  after(async () => {
    const workbench = await sharedWorkbench();
    await workbench.runStatements(
      'DROP ALERT IF EXISTS rather_small;\nDROP CONNECTION_POOL IF EXISTS alarmed;',
    );
    await workbench.viewLine('Pools', 'alarmed').waitFor({ state: 'hidden' });
  });

  it('shows what is raised, why, and what has ended', async () => {
    const workbench = await sharedWorkbench();
    const { page } = workbench;
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements(
      `CREATE CONNECTION_POOL alarmed ON CONNECTION demo WITH (maxPoolSize = 3, minPoolSize = 1);
CREATE ALERT rather_small ON CONNECTION_POOL alarmed WHEN (max_connections < 5)
  SEVERITY CRITICAL MESSAGE 'Only {{max_connections}} connections';`,
    );
    const item = page.locator('.statusbar-item[id="qlsql.qlsql.qlsql.alerts"]');
    await item.waitFor();
    const notification = page.locator('.notification-toast', { hasText: 'Pool alarmed: Only 3 connections' });
    await notification.getByRole('button', { name: 'Show', exact: true }).click();
    const line = workbench.viewLine('Alerts', 'alarmed: rather small');
    await waitForText(line, /^alarmed: rather small ?Only 3 connections · since \d\d:\d\d:\d\d/);
    await waitForLabel(item, /^1 alert raised: Only 3 connections/);
    await workbench.screenshot('alerts-view');
    await pressOn(line, 'Acknowledge');
    await workbench.viewLine('Alerts', ', seen').waitFor();
    await item.waitFor({ state: 'hidden' });
    await workbench.runStatements('DROP ALERT rather_small;\nDROP CONNECTION_POOL alarmed;');
    await workbench.viewLine('Alerts', 'Ended').waitFor();
  });
});
