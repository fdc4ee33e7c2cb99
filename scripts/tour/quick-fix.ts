import assert from 'node:assert/strict';
import type { Stop } from './stop.ts';

export const quickFix: Stop = {
  name: 'quick fix',
  async visit(workbench) {
    await workbench.openFile('misspelt.qlsql');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    assert.match((await workbench.openQuickFixes('maxPoolSzie')).join(), /maxPoolSize/);
  },
};
