import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { themed } from './axe.ts';
import { sharedWorkbench } from './fixtures.ts';
import type { Theme, Workbench } from './workbench.ts';

/** Where Tab came to, and what shows it. */
interface Stop {
  readonly name: string;
  /** Whether an outline or a shadow is drawn around it. */
  readonly isMarked: boolean;
}

const themes: readonly Theme[] = ['light', 'high contrast', 'dark'];
const controls = 'button, input, select, textarea, [tabindex="0"]';

describe('what Tab comes to in the results panel', function () {
  this.timeout(240_000); // Six views in three themes.
  let workbench: Workbench;
  let frame: Frame;
  const result = () => frame.locator('.result:not([hidden])');

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements(
      [
        'SELECT _id, order_id, status, items FROM orders ORDER BY order_id LIMIT 40;',
        "EXPLAIN SELECT status FROM orders WHERE coupon = 'VIP';",
        "BENCHMARK SELECT status FROM orders LIMIT 5 WITH (concurrency = 2, duration = '300 ms', warmup = '0 ms');",
      ].join('\n'),
    );
    frame = await workbench.frameOf('.tabs .tab');
    await result().locator('.benchmark-chart').first().waitFor({ timeout: 60_000 });
  });
  after(async () => {
    await workbench.setTheme('dark');
    await workbench.runCommand('QLSQL: Close All Results');
  });

  /** From the chosen tab on, until Tab leaves the panel; with all that can be come to. */
  async function walk(): Promise<{ readonly stops: readonly Stop[]; readonly wanted: readonly string[] }> {
    await workbench.page.keyboard.press('Shift'); // Marks are for those who use keys.
    await frame.locator('.tab[aria-selected=true]').focus();
    const stops: Stop[] = [];
    for (let steps = 0; steps < 40; steps += 1) {
      const { here, wanted } = await frame.evaluate(look, controls);
      if (!here || (steps > 0 && here.name === stops[0]?.name)) return { stops, wanted };
      stops.push(here);
      await workbench.page.keyboard.press('Tab');
    }
    return assert.fail(`Tab does not leave the panel: ${stops.map(({ name }) => name).join(', ')}`);
  }

  /** Every control that can be seen is come to, and each has a mark there. */
  async function faultsOf(view: string): Promise<readonly string[]> {
    const { stops, wanted } = await walk();
    const missed = wanted.filter((name) => !stops.some((stop) => stop.name === name));
    const unmarked = stops.filter(({ isMarked }) => !isMarked);
    return [
      ...missed.map((name) => `${view}: Tab does not come to ${name}`),
      ...unmarked.map(({ name }) => `${view}: nothing shows that ${name} has the keyboard`),
    ];
  }

  for (const theme of themes)
    it(`is every control, each with a mark, in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await themed(frame, theme);
      const found: string[] = [];
      for (const [tab, views] of [
        ['SELECT _id', ['grid', 'tree', 'json', 'chart']],
        ['EXPLAIN', ['plan']],
        ['BENCHMARK', ['benchmark']],
      ] as const) {
        await frame.locator('.tab', { hasText: tab }).last().click();
        await frame.locator('.tab[aria-selected=true]', { hasText: tab }).waitFor();
        for (const view of views) {
          await result().locator(`.view-switch [data-view=${view}]`).click();
          await result().locator(`[data-view=${view}][aria-checked=true]`).waitFor();
          found.push(...(await faultsOf(view)));
        }
      }
      assert.deepEqual(found, []);
    });
});

/** Runs in the page: what has the keyboard, null where it is elsewhere; and the names of what is seen and can be come to. */
function look(selector: string): { readonly here: Stop | null; readonly wanted: readonly string[] } {
  const nameOf = (element: Element): string => {
    const name = element.getAttribute('aria-label') ?? element.getAttribute('title') ?? element.textContent;
    return `${element.tagName.toLowerCase()} "${name.slice(0, 30)}"`;
  };
  const isMarked = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  const wanted = [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((each) => each.tabIndex === 0 && each.checkVisibility() && !each.matches(':disabled'))
    .map(nameOf);
  const element = document.activeElement;
  if (!document.hasFocus() || !element || element === document.body) return { here: null, wanted };
  // A line of the tree has its mark within.
  const marked = [element, ...element.children].some(isMarked);
  return { here: { name: nameOf(element), isMarked: marked }, wanted };
}
