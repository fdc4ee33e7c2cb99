import type { Workbench } from './workbench.ts';

/**
 * Brings a line of the history to sight: the list stays where an older line was looked at, and results that come take the keyboard from
 * it. Fails with the lines that are there.
 */
export async function showNewest(workbench: Workbench, text: string | RegExp): Promise<void> {
  const line = workbench.viewLine('History', text);
  for (let tries = 0; tries < 12; tries += 1) {
    if (await line.isVisible()) return;
    await workbench.runCommand('QLSQL: Show Query History');
    await workbench.page.keyboard.press('Home');
    await line.waitFor({ timeout: 3000 }).catch(() => undefined);
  }
  const { page } = workbench;
  const view = page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'History' }) });
  const front = await page.locator('.tab.active').first().innerText();
  throw new Error(
    `No line ${String(text)} in the history; ${front} is in front; lines:\n${await view.innerText()}`,
  );
}
