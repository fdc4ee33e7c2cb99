import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import type { View, Workbench } from './workbench.ts';

/** Goes through lists and pages as somebody does who has no mouse. */
export class Keyboard {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#workbench.page.keyboard.press(key);
  }

  /** The line of a view that has the keyboard. */
  line(view: View, text: string | RegExp): Locator {
    const { viewLine, page } = this.#workbench;
    return viewLine(view, text).and(page.locator('.focused'));
  }

  /** Goes down a list until a line has the keyboard; from the top again, since new lines come there. */
  async goTo(view: View, text: string | RegExp): Promise<void> {
    const line = this.line(view, text);
    await this.press('Home');
    for (let steps = 1; steps < 120 && (await line.count()) === 0; steps += 1)
      await this.press(steps % 40 === 0 ? 'Home' : 'ArrowDown');
    await line.waitFor();
  }

  /** Goes on by Tab until an element of a web view has the keyboard; from the editor in front, where one says so. */
  async tabTo(frame: Frame, wanted: string, from?: 'editor'): Promise<void> {
    if (from) await this.#workbench.runCommand('View: Focus Active Editor Group');
    for (let steps = 0; steps < 40; steps += 1) {
      const before = await frame.evaluateHandle(() => document.activeElement);
      if (await before.evaluate((element, selector) => element?.matches(selector) ?? false, wanted)) return;
      await this.press('Tab');
      // The next key must not come before this one has done its work; where it went to another frame, nothing changes here.
      await frame
        .waitForFunction((old) => document.activeElement !== old, before, { timeout: 1000 })
        .catch(() => undefined);
    }
    assert.fail(`Tab does not come to ${wanted}`);
  }
}
