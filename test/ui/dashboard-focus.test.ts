import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import { sharedWorkbench } from './fixtures.ts';
import { Keyboard } from './keyboard.ts';
import { escape } from './keys.ts';
import type { Workbench } from './workbench.ts';

const pool = 'kept_in_focus';

describe('the keyboard on the dashboard', () => {
  let workbench: Workbench;
  let keyboard: Keyboard;
  let frame: Frame;

  before(async () => {
    workbench = await sharedWorkbench();
    keyboard = new Keyboard(workbench);
    await workbench.openFile('orders.qlsql');
    await workbench.runCommand('View: Show QLSQL');
    await workbench.showViews('Pools');
    await workbench.runStatements(
      `CREATE CONNECTION_POOL ${pool} ON CONNECTION demo WITH (maxPoolSize = 3, minPoolSize = 1);`,
    );
    await workbench.viewLine('Pools', pool).waitFor();
    await workbench.runCommand('QLSQL: Show Dashboard');
    frame = await workbench.frameOf('.tiles .tile');
    await keyboard.tabTo(frame, '.pool-choice', 'editor');
  });
  after(async () => {
    await workbench.openFile('orders.qlsql');
    await workbench.runStatements(`DROP CONNECTION_POOL IF EXISTS ${pool};`);
    await workbench.viewLine('Pools', pool).waitFor({ state: 'detached' });
  });

  /** Asks for the palette and says no to it. */
  async function openAndClosePalette(): Promise<void> {
    const palette: Locator = workbench.page.locator('.quick-input-widget');
    await keyboard.press('F1');
    await palette.locator('input:focus').waitFor();
    await escape(workbench.page, palette);
    await frame.waitForFunction(() => document.hasFocus());
  }

  it('is where it was once the palette is closed: the next arrow chooses another range', async () => {
    await keyboard.tabTo(frame, 'input[name=range]');
    await openAndClosePalette();
    await keyboard.press('ArrowLeft');
    await frame.locator('input[name=range][value="60000"]:checked').waitFor();
    await openAndClosePalette();
    await keyboard.press('ArrowRight'); // Back: the window is shared, and the dashboard keeps its range.
    await frame.locator('input[name=range][value="600000"]:checked').waitFor();
  });

  it('is in a button of the tools too: Enter presses it', async () => {
    await keyboard.tabTo(frame, 'vscode-toolbar-button[icon=table]');
    await openAndClosePalette();
    await keyboard.press('Enter');
    await frame.locator('.timeline table').first().waitFor();
    await openAndClosePalette();
    await keyboard.press('Enter');
    await frame.locator('.chart').first().waitFor();
  });

  it('is with the page after a click beside everything: arrows choose no range', async () => {
    await keyboard.tabTo(frame, 'input[name=range]');
    const chosen = () => frame.locator('input[name=range]:checked').inputValue();
    const before = await chosen();
    await frame.locator('.aside h3:visible').first().click();
    await keyboard.press('ArrowRight', 'ArrowRight');
    assert.equal(await frame.evaluate(() => document.activeElement?.tagName), 'BODY');
    assert.equal(await chosen(), before);
  });
});
