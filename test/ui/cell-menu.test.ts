import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { waitForEqual } from './eventually.ts';
import { sharedWorkbench } from './fixtures.ts';
import { chooseItem, escape } from './keys.ts';
import type { Workbench } from './workbench.ts';

// Often enough for a keyboard that stays lost to be noticed.
const rounds = 10;
/** How long a menu may take until the key is pressed again: VS Code shows none for a key now and then. */
const menuLimitMs = 3000;
const mostPresses = 6;

describe('the menu of a cell', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let frame: Frame;
  const press = (key: string) => workbench.page.keyboard.press(key);
  const menu = () => workbench.page.locator('.monaco-menu').first();
  const heads = () => frame.locator('.result:not([hidden]) [role=columnheader] .name').allInnerTexts();
  const focused = () => frame.locator('.result:not([hidden]) .cell.active:focus');

  /** Presses a key until a menu comes, which must be the cell's, while the cell has the keyboard all along. */
  async function openBy(key: string): Promise<void> {
    for (let presses = 0; !(await menu().isVisible()); presses += 1) {
      assert.ok(presses < mostPresses, `${key}: no menu came`);
      await focused().waitFor();
      await press(key);
      await menu()
        .waitFor({ timeout: menuLimitMs })
        .catch(() => undefined);
    }
    const titles = await menu().locator('.action-label').allInnerTexts();
    assert.ok(titles.includes('Hide Column of Results'), `${key}: ${titles.join(', ')}`);
  }

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements("SELECT 'v0' AS one, 'v1' AS two, 'v2' AS three;");
    frame = await workbench.frameOf('.result:not([hidden]) [role=grid][aria-colcount="4"] .cell');
  });
  beforeEach(async () => {
    await workbench.runCommand('QLSQL: Reset Columns of Results');
    await focused().waitFor();
    await press('Control+Home');
    await focused().filter({ hasText: 'v0' }).waitFor();
  });
  after(async () => {
    await workbench.runCommand('QLSQL: Reset Columns of Results');
    await workbench.runCommand('QLSQL: Close All Results');
  });

  it('comes by Shift+F10 and by the Menu key time and again, as Escape gives the keyboard back to the cell', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await openBy(round % 2 === 0 ? 'Shift+F10' : 'ContextMenu');
      await escape(workbench.page, menu());
    }
    await focused().waitFor();
    await press('ArrowRight');
    await focused().filter({ hasText: 'v1' }).waitFor();
    await press('ArrowLeft');
  });

  it('comes again after what was chosen in it is done', async () => {
    for (let round = 0; round < rounds / 2; round += 1) {
      await openBy('Shift+F10');
      await chooseItem(workbench.page, `Move Column of Results ${round % 2 === 0 ? 'Right' : 'Left'}`);
      await waitForEqual(heads, round % 2 === 0 ? ['two', 'one', 'three'] : ['one', 'two', 'three']);
      await focused().filter({ hasText: 'v0' }).waitFor();
    }
  });

  it('comes by the right button, and for a column that was chosen from the palette', async () => {
    await frame.locator('.result:not([hidden]) .cell', { hasText: 'v2' }).click({ button: 'right' });
    await menu().locator('.action-label', { hasText: 'Hide Column of Results' }).waitFor();
    await escape(workbench.page, menu());
    await focused().filter({ hasText: 'v2' }).waitFor();
    await workbench.runCommand('QLSQL: Move Column of Results Left');
    await waitForEqual(heads, ['one', 'three', 'two']);
    await openBy('Shift+F10');
    await escape(workbench.page, menu());
  });
});

describe('what is done to columns', () => {
  it('is not offered while there is no grid to see', async () => {
    const workbench = await sharedWorkbench();
    const { page } = workbench;
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements("SELECT 'v0' AS one;");
    const frame = await workbench.frameOf('.result:not([hidden]) [role=grid][aria-colcount="2"] .cell');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    const offered = rows.filter({ hasText: 'QLSQL: Hide Column' });
    // Those of VS Code itself tell that the list is there.
    const search = async (): Promise<void> => {
      await press('F1');
      await page.locator('.quick-input-widget input').fill('>hide');
      await rows
        .filter({ hasText: /^(?!QLSQL).*Hide/ })
        .first()
        .waitFor();
    };
    const press = (key: string) => page.keyboard.press(key);
    const choose = (view: string) =>
      frame.locator(`.result:not([hidden]) .view-switch [data-view=${view}]`).click();

    await choose('tree');
    await frame.locator('.result:not([hidden]) .tree .node').first().waitFor();
    await search();
    assert.equal(await offered.count(), 0);
    await escape(page, page.locator('.quick-input-widget'));
    await choose('grid');
    await search();
    await offered.waitFor();
    await escape(page, page.locator('.quick-input-widget'));
    await workbench.runCommand('QLSQL: Close All Results');
  });
});
