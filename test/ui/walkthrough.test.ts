import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

describe('the walkthrough', () => {
  let workbench: Workbench;
  const ticked = (title: string) =>
    workbench.page
      .locator('.getting-started-step', { hasText: title })
      .locator('[role=checkbox][aria-checked=true]');

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql'); // By then the extension has begun.
  });
  after(async () => {
    await workbench.runStatements('DROP CONNECTION_POOL IF EXISTS of_the_walkthrough;');
    await workbench.viewLine('Pools', 'of_the_walkthrough').waitFor({ state: 'detached' });
  });

  it('ticks a step once what it asks for is there, in whatever way it came', async () => {
    const { page } = workbench;
    await workbench.runStatements(
      'CREATE CONNECTION_POOL of_the_walkthrough WITH (minPoolSize = 0, maxPoolSize = 2);',
    );
    await workbench.runCommand('View: Show QLSQL');
    await workbench.viewLine('Pools', 'of_the_walkthrough').waitFor();
    await workbench.runCommand('Welcome: Open Walkthrough');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Get started with QLSQL' }).click();
    for (const step of ['Connect to MongoDB', 'Create a connection pool', 'Run a statement'])
      await ticked(step).first().waitFor();
    await workbench.runCommand('View: Close Editor');
  });
});
