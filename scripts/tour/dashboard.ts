import type { Stop } from './stop.ts';

export const dashboard: Stop = {
  name: 'dashboard',
  async visit(workbench) {
    await workbench.runCommand('View: Hide Panel');
    await workbench.runCommand('QLSQL: Show Dashboard');
    const frame = await workbench.frameOf('canvas');
    await frame.locator('canvas').first().waitFor();
    await workbench.page.waitForTimeout(5000); // Long enough for the charts to have a line.
  },
};
