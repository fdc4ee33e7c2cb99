import type { Stop } from './stop.ts';

export const walkthrough: Stop = {
  name: 'walkthrough',
  async visit(workbench) {
    const { page } = workbench;
    await workbench.runCommand('Welcome: Open Walkthrough');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Get started with QLSQL' }).click();
    await page.locator('.getting-started-step', { hasText: 'Connect to MongoDB' }).first().waitFor();
  },
};

export const notebook: Stop = {
  name: 'notebook',
  async visit(workbench) {
    const { page } = workbench;
    await workbench.runCommand('View: Hide Panel');
    await workbench.runCommand('QLSQL: New Notebook');
    await page.locator('.notebook-editor .cell-editor-container .monaco-editor').first().click();
    await page.keyboard.insertText(
      'SELECT status, COUNT(*) AS orders, SUM(order_total) AS revenue\nFROM orders GROUP BY status ORDER BY orders DESC;',
    );
    await page.locator('.kernel-label', { hasText: 'QLSQL' }).waitFor();
    await page.locator('.notebook-editor').getByText('▶ Run').first().waitFor();
    await page.keyboard.press('Control+Enter');
    const frame = await workbench.frameOf('.output_container');
    await frame.locator('.notebook-frame .cell[data-kind="number"]').first().waitFor();
  },
};

export const dashboard: Stop = {
  name: 'dashboard',
  step: { name: 'watch', part: '.part.editor', height: 640 },
  async visit(workbench) {
    // The command is there only while there is a panel to hide.
    const hasPanel = await workbench.page.locator('.part.panel').isVisible();
    if (hasPanel) await workbench.runCommand('View: Hide Panel');
    await workbench.showViews('Pools');
    await workbench.runCommand('QLSQL: Show Dashboard');
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.chart canvas').first().waitFor();
  },
};
