import assert from 'node:assert/strict';
import { sharedWorkbench } from './fixtures.ts';

describe('the window', () => {
  it('shows a .qlsql file as QLSQL', async () => {
    const workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.page.locator('.statusbar-item', { hasText: 'QLSQL' }).waitFor();
    await workbench.screenshot('a-file');
  });

  for (const theme of ['light', 'high contrast', 'dark'] as const)
    it(`is there in ${theme}`, async () => {
      const workbench = await sharedWorkbench();
      await workbench.setTheme(theme);
      assert.ok(await workbench.screenshot(`a-file-${theme.replaceAll(' ', '-')}`));
    });
});
