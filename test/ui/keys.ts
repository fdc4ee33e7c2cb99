import type { Locator, Page } from 'playwright-core';

// A menu, a dialog or a question that has just opened takes no key or click for a moment: what is done to it counts once it is gone.

/** Presses a key again until an element is gone. */
async function pressUntilGone(press: () => Promise<void>, element: Locator): Promise<void> {
  for (let tries = 0; ; tries += 1)
    try {
      await press().catch(() => undefined); // It may be gone by now.
      await element.waitFor({ state: 'hidden', timeout: 8000 });
      return;
    } catch (error) {
      if (tries === 3) throw error;
    }
}

/** Says no to what is asked. */
export const escape = (page: Page, question: Locator): Promise<void> =>
  pressUntilGone(() => page.keyboard.press('Escape'), question);

const menuOf = (page: Page): Locator => page.locator('.monaco-menu').first();

/** Clicks an item of the menu that opens. */
export async function clickItem(page: Page, title: string): Promise<void> {
  const item = page.locator('.monaco-menu .action-item', { hasText: title });
  await item.waitFor();
  await pressUntilGone(() => item.click({ timeout: 3000 }), menuOf(page));
}

/** Goes down the menu that opens until an item has the keyboard, and chooses it. */
export async function chooseItem(page: Page, title: string): Promise<void> {
  const item = page.locator('.monaco-menu .action-item.focused', { hasText: title });
  await page.locator('.monaco-menu .action-item', { hasText: title }).waitFor();
  for (let steps = 0; steps < 60 && (await item.count()) === 0; steps += 1)
    await page.keyboard.press('ArrowDown');
  await item.waitFor();
  await pressUntilGone(() => page.keyboard.press('Enter'), menuOf(page));
}
