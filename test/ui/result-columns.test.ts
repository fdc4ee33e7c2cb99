import type { Frame } from 'playwright-core';
import { waitForEqual } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import { Keyboard } from './keyboard.ts';
import { escape } from './keys.ts';
import type { Workbench } from './workbench.ts';

describe('columns of a result by keyboard', () => {
  let workbench: Workbench;
  let keyboard: Keyboard;
  let frame: Frame;
  const press = (...keys: string[]) => keyboard.press(...keys);
  const heads = () => frame.locator('.result:not([hidden]) [role=columnheader] .name').allInnerTexts();
  /** Waits until a cell of this text has the keyboard. */
  const focused = (text: string) =>
    frame.locator('.result:not([hidden]) .cell.active:focus', { hasText: text }).waitFor();
  /** From the palette; the menu of a cell has tests of its own. */
  const choose = (title: string): Promise<void> => workbench.runCommand(`QLSQL: ${title}`);

  before(async () => {
    workbench = await sharedWorkbench();
    keyboard = new Keyboard(workbench);
    await workbench.openFile('orders.qlsql');
    const names = Array.from({ length: 40 }, (_, at) => `'v${at}' AS column_${at}`);
    await workbench.runStatements(`SELECT ${names.join(', ')};`);
    frame = await workbench.frameOf('.result:not([hidden]) [role=grid][aria-colcount="41"] .cell');
  });
  after(async () => {
    await workbench.runCommand('QLSQL: Reset Columns of Results');
    await workbench.runCommand('QLSQL: Close All Results');
  });

  beforeEach(async () => {
    await workbench.runCommand('QLSQL: Reset Columns of Results');
    await frame.locator('.result:not([hidden]) .cell.active:focus').waitFor();
    await press('Control+Home');
    await focused('v0');
  });

  it('the column of the cell is moved, and hidden', async () => {
    await choose('Move Column of Results Right');
    await waitForEqual(async () => (await heads()).slice(0, 2), ['column_1', 'column_0']);
    await focused('v0');
    await choose('Hide Column of Results');
    await waitForEqual(async () => (await heads()).slice(0, 2), ['column_1', 'column_2']);
    await focused('v2');
  });

  it('a pinned cell keeps the keyboard as the other columns scroll away, and gives it back', async () => {
    await choose('Pin or Unpin Column of Results');
    await frame.locator('.result:not([hidden]) .column.pinned', { hasText: 'column_0' }).waitFor();
    await focused('v0');
    const grid = frame.locator('.result:not([hidden]) .grid');
    await grid.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
    await frame.locator('.result:not([hidden]) .cell', { hasText: 'v39' }).waitFor();
    await focused('v0');
    await press('ArrowRight');
    await focused('v1');
    await press('End');
    await focused('v39');
    await press('Home');
    await focused('v0');
    await waitForEqual(() => frame.locator('.result:not([hidden]) .cell[tabindex="0"]').count(), 1);
  });

  it('an export asks for all columns or those that are shown, where these are others', async () => {
    const { page } = workbench;
    const question = page.locator('.quick-input-widget');
    const asked = (hint: string) => question.getByPlaceholder(hint).waitFor();
    await workbench.runCommand('QLSQL: Export Results');
    await asked('Export the result as…');
    await escape(page, question);
    await workbench.runCommand('QLSQL: Hide Column of Results');
    await waitForEqual(async () => (await heads())[0], 'column_1');
    await workbench.runCommand('QLSQL: Export Results');
    await asked('Export the result with…');
    for (const text of ['All 40 columns, as queried', 'The 39 columns shown, in their order'])
      await question.locator('.monaco-list-row', { hasText: text }).waitFor();
    await press('Enter');
    await asked('Export the result as…');
    await escape(page, question);
  });
});
