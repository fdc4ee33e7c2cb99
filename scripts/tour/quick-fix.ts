import type { Stop } from './stop.ts';

export const quickFix: Stop = {
  name: 'quick fix',
  async visit(workbench) {
    const { page } = workbench;
    await workbench.openFile('misspelt.qlsql');
    await page.locator('.squiggly-error').first().waitFor();
    await workbench.placeCursor('maxPoolSzie');
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget .action', { hasText: 'maxPoolSize' }).first().waitFor();
  },
};
