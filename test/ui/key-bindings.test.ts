import { MongoClient } from 'mongodb';
import { waitForEqual } from './eventually.ts';
import { mongoUri, sharedWorkbench } from './fixtures.ts';
import { Keyboard } from './keyboard.ts';
import { showNewest } from './newest-line.ts';
import type { Workbench } from './workbench.ts';

describe('keys that mean something to one view', () => {
  let workbench: Workbench;
  let keyboard: Keyboard;
  const press = (...keys: string[]) => keyboard.press(...keys);

  before(async () => {
    workbench = await sharedWorkbench();
    keyboard = new Keyboard(workbench);
    await workbench.openFile('orders.qlsql');
    await workbench.runCommand('View: Show QLSQL');
  });

  describe('in the results panel', () => {
    let client: MongoClient;
    before(() => {
      client = new MongoClient(mongoUri());
    });
    /** How many statements the server works on. */
    const running = async (): Promise<number> => {
      const match = { 'command.comment': /^qlsql-/, active: true, ns: 'shop.orders' };
      return (
        await client
          .db('admin')
          .aggregate([{ $currentOp: {} }, { $match: match }])
          .toArray()
      ).length;
    };
    after(async () => {
      await client.close();
      await workbench.runCommand('QLSQL: Close All Results');
    });

    it('Escape cancels the statement that is looked at, and the server works on it no longer', async () => {
      await workbench.runStatements(
        'SELECT COUNT(*) AS never FROM orders a CROSS JOIN orders b CROSS JOIN orders c;\nSELECT 1 AS not_begun;',
      );
      const frame = await workbench.frameOf('.result:not([hidden])[data-state=running]');
      await waitForEqual(running, 1);
      await workbench.runCommand('QLSQL: Go to Results Grid');
      await frame.getByRole('button', { name: 'Cancel' }).and(frame.locator(':focus')).waitFor();
      await press('Escape');
      await frame.locator('.result:not([hidden])[data-state=cancelled]').waitFor();
      await waitForEqual(running, 0);
    });
  });

  describe('in the history', () => {
    /** Gives the keyboard to a line, the editor in front being of another text. */
    const goTo = async (text: string): Promise<void> => {
      await workbench.openFile('orders.qlsql');
      await showNewest(workbench, text);
      await workbench.runCommand('QLSQL: Show Query History');
      await keyboard.goTo('History', text);
      const view = workbench.page.locator('.pane', {
        has: workbench.page.locator('.pane-header', { hasText: 'History' }),
      });
      await view.locator('.monaco-list:focus').waitFor();
    };
    const run = async (text: string): Promise<void> => {
      await workbench.runStatements(`${text} AS by_key;`);
      const frame = await workbench.frameOf('.tabs .tab');
      await frame.locator('.tabs .tab', { hasText: text }).first().waitFor();
    };

    before(() => workbench.showViews('History'));
    after(() => workbench.showViews('Connections', 'Pools', 'Alerts', 'History'));

    it('Ctrl+C copies a statement', async () => {
      await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await run('SELECT 61');
      await goTo('SELECT 61');
      await press('Control+c');
      await workbench.page.waitForFunction(async () =>
        (await navigator.clipboard.readText()).includes('SELECT 61 AS by_key'),
      );
    });

    it('Ctrl+Enter runs it again', async () => {
      await run('SELECT 62');
      await workbench.runCommand('QLSQL: Close All Results');
      await goTo('SELECT 62');
      await press('Control+Enter');
      const frame = await workbench.frameOf('.tabs .tab');
      await frame.locator('.tabs .tab', { hasText: 'SELECT 62' }).first().waitFor();
    });

    it('Delete takes its line off', async () => {
      await run('SELECT 63');
      await goTo('SELECT 63');
      await press('Delete');
      await workbench.viewLine('History', 'SELECT 63').waitFor({ state: 'detached' });
    });
  });
});
