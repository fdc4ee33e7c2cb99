import type { Stop } from './stop.ts';

/** A view of the rows of tour.qlsql. */
const view = (name: string, view: string, shown: string): Stop => ({
  name,
  async visit(workbench) {
    const frame = await workbench.frameOf('[role=grid]');
    const result = frame.locator('.result:not([hidden])');
    await result.locator(`[data-view=${view}]`).click();
    await result.locator(shown).first().waitFor();
  },
});

const grid: Stop = {
  name: 'grid',
  step: { name: 'run', part: '.part.panel', height: 400 },
  async visit(workbench) {
    await workbench.openFile('tour.qlsql');
    await workbench.runCommand('QLSQL: Run All Statements');
    const frame = await workbench.frameOf('[role=grid]');
    const rows = frame.locator('.result:not([hidden]) .row');
    await rows.locator('.cell', { hasText: 'completed' }).first().waitFor();
    await rows.nth(1).locator('.cell', { hasText: 'sku' }).click();
    await workbench.page.keyboard.press('Enter');
    await frame.locator('aside.value').waitFor();
  },
};

const tree: Stop = {
  ...view('tree', 'tree', '.tree .node'),
  async visit(workbench) {
    await view('tree', 'tree', '.tree .node').visit(workbench);
    const frame = await workbench.frameOf('.tree .node');
    const line = (level: number, text: RegExp) =>
      frame.locator(`.result:not([hidden]) .tree .node[aria-level="${level}"]`, { hasText: text }).first();
    await line(1, /^1/).click();
    await line(2, /^items/).click();
    await line(3, /sku/).waitFor();
  },
};

const plan: Stop = {
  name: 'plan',
  async visit(workbench) {
    await workbench.openFile('revenue.qlsql');
    await workbench.runCommand('QLSQL: Run All Statements');
    const frame = await workbench.frameOf('.plan-step');
    await frame.locator('.result:not([hidden]) .plan-stage').first().focus();
    await frame.locator('.result:not([hidden]) .plan-step.lit').first().waitFor();
  },
};

export const resultStops: readonly Stop[] = [
  grid,
  tree,
  view('json', 'json', '.json-text'),
  view('chart', 'chart', '.chart-box canvas'),
  plan,
];
