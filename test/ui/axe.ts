import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import type { Theme } from './workbench.ts';

declare const axe: { run(context: Document | Element, options: RunOptions): Promise<AxeResults> };

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const bodyClasses: Readonly<Record<Theme, string>> = {
  light: 'vscode-light',
  dark: 'vscode-dark',
  'high contrast': 'vscode-high-contrast:not(.vscode-high-contrast-light)',
  'high contrast light': 'vscode-high-contrast-light',
};

/** The colour that the window paints behind a web view, by the place that it stands in. */
export type Behind = 'panel-background' | 'editor-background';

/** What axe calls serious or critical in a web view, or in a part of it: a line for each rule, with where it is broken. */
export async function seriousViolations(
  view: Frame | Page,
  behind: Behind,
  part = 'html',
): Promise<string[]> {
  await view.evaluate(source);
  // axe takes what a page does not paint itself for white.
  await view.evaluate((name) => {
    document.documentElement.style.backgroundColor = `var(--vscode-${name})`;
  }, behind);
  const { violations } = await view.evaluate(
    (selector) =>
      axe.run(document.querySelector(selector) ?? document, {
        resultTypes: ['violations'],
        iframes: false,
      }),
    part,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const places = nodes.map(({ target, any }) => `${String(target)} (${any[0]?.message ?? ''})`);
      return `${id}: ${places.slice(0, 4).join('; ')}${places.length > 4 ? `; ${places.length} places` : ''}`;
    });
}

/** Waits until a web view has a theme's colours, which come after the window's. */
export async function themed(view: Frame, theme: Theme): Promise<void> {
  await view.locator(`body.${bodyClasses[theme]}`).waitFor({ state: 'attached' });
}
