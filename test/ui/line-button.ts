import type { Locator } from 'playwright-core';

/** Presses a button that a line of a view shows while the mouse rests on it: the line may move away under the mouse. */
export async function pressOn(line: Locator, name: string | RegExp): Promise<void> {
  for (let tries = 0; ; tries += 1)
    try {
      await line.hover();
      await line.getByRole('button', { name }).click({ timeout: 4000 });
      return;
    } catch (error) {
      if (tries === 5) throw error;
      await line.page().mouse.move(5, 5);
    }
}
