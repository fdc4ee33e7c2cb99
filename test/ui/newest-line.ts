import type { Workbench } from './workbench.ts';

/** Brings a line of the history to sight: the list stays where an older line was looked at, and results that come take the keyboard from it. */
export async function showNewest(workbench: Workbench, text: string | RegExp): Promise<void> {
  const line = workbench.viewLine('History', text);
  for (let tries = 0; tries < 5 && !(await line.isVisible()); tries += 1) {
    await workbench.runCommand('QLSQL: Show Query History');
    await workbench.page.keyboard.press('Home');
    await line.waitFor({ timeout: 3000 }).catch(() => undefined);
  }
  await line.waitFor();
}
