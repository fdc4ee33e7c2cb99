import type { Workbench } from '../../test/ui/workbench.ts';

/** A place of the tour: what to do until there is something to see, and how to leave it for the next. */
export interface Stop {
  readonly name: string;
  visit(workbench: Workbench): Promise<void>;
  leave?(workbench: Workbench): Promise<void>;
  /** What the walkthrough shows of it: the name of its step, and the part of the window, so many pixels of it from its top. */
  readonly step?: { readonly name: string; readonly part: string; readonly height: number };
}

/** Leaves what closes by Escape: a hover, a menu, a question. */
export const escape: NonNullable<Stop['leave']> = async ({ page }) => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
};
