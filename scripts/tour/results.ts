import type { Stop } from './stop.ts';

export const results: Stop = {
  name: 'results',
  async visit(workbench) {
    await workbench.page.keyboard.press('Escape');
    await workbench.openFile('tour.qlsql');
    await workbench.runCommand('QLSQL: Run All Statements');
    const frame = await workbench.frameOf('[role=grid]');
    await frame.locator('[role=gridcell]', { hasText: 'completed' }).first().waitFor();
  },
};
