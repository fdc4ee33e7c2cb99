import assert from 'node:assert/strict';
import { escape, type Stop } from './stop.ts';

const completion: Stop = {
  name: 'completion',
  async visit({ newQuery, page }) {
    await newQuery("SELECT username, email\nFROM users\nWHERE status = 'active' AND ");
    const widget = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'subscription_type' });
    // A language server that is still starting, or has not seen the database, offers less.
    for (let tries = 0; tries < 10 && !(await widget.isVisible()); tries += 1) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Space');
      await widget.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    await widget.waitFor();
  },
  leave: escape,
};

const hover: Stop = {
  name: 'hover',
  async visit(workbench) {
    await workbench.openFile('tour.qlsql');
    assert.match(await workbench.hover('CONNECTION_POOL_ACTIVE'), /CONNECTION_POOL_ACTIVE/);
  },
  leave: escape,
};

const quickFix: Stop = {
  name: 'quick fix',
  async visit(workbench) {
    await workbench.openFile('misspelt.qlsql');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    assert.match((await workbench.openQuickFixes('maxPoolSzie')).join(), /maxPoolSize/);
  },
  leave: escape,
};

const parameters: Stop = {
  name: 'parameters',
  async visit(workbench) {
    await workbench.openFile('parameters.qlsql');
    await workbench.placeCursor(':since');
    await workbench.page.keyboard.press('Control+Enter');
    await workbench.page.locator('.quick-input-widget input').first().waitFor();
  },
  leave: escape,
};

export const editorStops: readonly Stop[] = [completion, hover, quickFix, parameters];
