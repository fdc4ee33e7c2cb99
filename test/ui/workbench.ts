import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { removeTemporaryFolder, temporaryFolder } from '../../scripts/parts/children.mjs';
import { launchChromium } from '../../scripts/parts/chromium.mjs';
import { startCodeServer } from '../../scripts/parts/code-server.mjs';
import { root } from '../../scripts/parts/paths.mjs';
import { patienceMS } from '../../scripts/parts/patience.mjs';

/** What a person does at the editor's window. Each step waits until the window shows that it is done. */
const views = ['Connections', 'Pools', 'Alerts', 'History'] as const;
export type View = (typeof views)[number];

export interface Workbench {
  readonly page: Page;
  /** Opens a file of the workspace by quick open. */
  openFile(name: string): Promise<void>;
  /** Runs a command by its title in the palette. */
  runCommand(title: string): Promise<void>;
  /** Opens a new file and writes a text into it. */
  newQuery(text: string): Promise<void>;
  /** Runs statements, all of them, from a new file. */
  runStatements(text: string): Promise<void>;
  /** Gives these views of QLSQL's sidebar the room of the others: a line that has none is not there. */
  showViews(...views: readonly View[]): Promise<void>;
  /** The first line with this text in a view of the sidebar. */
  viewLine(view: string, text: string | RegExp): Locator;
  /** Rests the mouse on the first such text in the editor until it has a hover, and gives the hover's text. */
  hover(text: string): Promise<string>;
  /** Puts the cursor into the first such text in the editor. */
  placeCursor(text: string): Promise<void>;
  /** Opens the menu of quick fixes for the first such text, and gives their titles. */
  openQuickFixes(text: string): Promise<string[]>;
  /** The toast that has this text. */
  waitForNotification(text: string): Promise<Locator>;
  dismissNotifications(): Promise<void>;
  /** The web view whose document has such an element. */
  frameOf(selector: string): Promise<Frame>;
  setTheme(theme: Theme): Promise<void>;
  setSettings(settings: Record<string, unknown>): Promise<void>;
  /** Keeps a picture of the window as out/pictures/<name>.png, once nothing moves any more. */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

export type Theme = keyof typeof themes;
const themes = {
  dark: { label: 'Default Dark Modern', mark: 'vs-dark' },
  light: { label: 'Default Light Modern', mark: 'vs' },
  'high contrast': { label: 'Default High Contrast', mark: 'hc-black' },
  'high contrast light': { label: 'Default High Contrast Light', mark: 'hc-light' },
} as const;

export interface WorkbenchOptions {
  /** The folder whose copy is opened. */
  readonly files: string;
  readonly settings?: Record<string, unknown>;
  /** What the extension sees in its environment. */
  readonly env?: Record<string, string>;
  readonly pictures?: string;
  /** For the Node of the extension host. */
  readonly nodeOptions?: string[];
}

export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const temporary = temporaryFolder('window');
  const workspace = join(temporary, 'shop'); // The name that the window shows.
  cpSync(options.files, workspace, { recursive: true });
  const server = await startCodeServer({
    workspace,
    withExtension: true,
    userSettings: { 'workbench.colorTheme': themes.dark.label, ...options.settings },
    env: options.env ?? {},
    nodeOptions: options.nodeOptions ?? [],
  });
  const browser: Browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(patienceMS);
  await page.goto(server.url);
  await page.locator('.monaco-workbench .explorer-folders-view').waitFor();
  const pictures = options.pictures ?? join(root, 'out', 'pictures');
  const quickInput = page.locator('.quick-input-widget');

  // The list is filled while one types: Enter counts only once the wanted row has the focus. It closes where something else takes the
  // focus, as a web view does that has just been opened; and a command may come to it later, which it does not show until it is opened again.
  async function pick(prefix: string, text: string, row: RegExp): Promise<void> {
    const wanted = quickInput.locator('.monaco-list-row.focused', { hasText: row });
    const deadline = Date.now() + patienceMS;
    for (let timeout = 10_000; ; timeout *= 2)
      try {
        await page.keyboard.press('F1');
        await quickInput.locator('input').fill(prefix + text, { timeout });
        await wanted.waitFor({ timeout });
        break;
      } catch (error) {
        if (Date.now() + timeout > deadline) throw error;
        await page.keyboard.press('Escape');
      }
    await page.keyboard.press('Enter');
    await wanted.waitFor({ state: 'hidden' });
  }

  // What is typed goes to whatever has the focus: a new file counts once it is the one in front, and is asked to show
  // its text. One that an earlier test left empty has such a name too.
  async function newQuery(text: string): Promise<void> {
    const old = await page
      .locator('.tab')
      .evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('data-resource-name')));
    await pick('>', 'QLSQL: New Query', /^QLSQL: New Query/);
    await page.waitForFunction((known) => {
      const name = document.querySelector('.tab.active')?.getAttribute('data-resource-name');
      return name?.startsWith('Untitled-') && !known.includes(name);
    }, old);
    const editor = page.locator('.editor-group-container.active .monaco-editor.focused');
    await editor.waitFor();
    await page.keyboard.insertText(text);
    const lastWord = /\S+(?=\s*$)/.exec(text)?.[0] ?? '';
    await editor.locator('.view-line', { hasText: lastWord }).first().waitFor();
  }

  // Lenses come a moment after the text and push the lines down: a place counts once it stays the same.
  async function place(text: string): Promise<{ x: number; y: number }> {
    const find = async () => (await (await page.waitForFunction(centreOf, text)).jsonValue())!;
    for (let before = await find(); ;) {
      await page.waitForTimeout(400);
      const now = await find();
      if (now.x === before.x && now.y === before.y) return now;
      before = now;
    }
  }

  return {
    page,
    async openFile(name) {
      await pick('', name, new RegExp(`(^|/)${escaped(name)}`));
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
      await page.locator('.editor-instance .view-line').first().waitFor();
    },
    runCommand: (title) => pick('>', title, new RegExp(`^${escaped(title)}`)),
    newQuery,
    async runStatements(text) {
      await newQuery(text);
      await page.keyboard.press('Control+Shift+Enter');
    },
    async showViews(...wanted) {
      for (const view of views) {
        const head = page.locator('.sidebar .pane-header', { hasText: view });
        const isShown = (await head.getAttribute('aria-expanded')) === 'true';
        if (isShown !== wanted.includes(view)) await head.click();
      }
    },
    viewLine: (view, text) =>
      page
        .locator('.pane', { has: page.locator('.pane-header', { hasText: view }) })
        .locator('.monaco-list-row', { hasText: text })
        .first(),
    async hover(text) {
      const hover = page.locator('.monaco-hover:visible').first();
      // A language server that is still starting has no answer, and the editor does not ask again by itself.
      let tries = 0;
      do {
        await page.mouse.move(5, 5);
        await hover.waitFor({ state: 'hidden' });
        const { x, y } = await place(text);
        await page.mouse.move(x - 2, y);
        await page.mouse.move(x, y);
        await hover.waitFor({ timeout: 2000 }).catch(() => {});
        tries += 1;
      } while (tries < 10 && !(await hover.isVisible()));
      await hover.filter({ hasNotText: 'Loading' }).waitFor();
      return hover.innerText();
    },
    async placeCursor(text) {
      const { x, y } = await place(text);
      await page.mouse.click(x, y);
    },
    async openQuickFixes(text) {
      const bulb = page.locator('.lightBulbWidget'); // Before it is there, the editor knows of no fix.
      for (let tries = 0; tries < 5 && !(await bulb.isVisible()); tries += 1) {
        const { x, y } = await place(text);
        await page.mouse.click(x, y);
        await bulb.waitFor({ timeout: 4000 }).catch(() => {});
      }
      await bulb.waitFor();
      await page.keyboard.press('Control+.');
      const fixes = page.locator('.action-widget .action .title');
      await fixes.first().waitFor();
      return fixes.allInnerTexts();
    },
    async waitForNotification(text) {
      const toast = page.locator('.notification-toast', { hasText: text }).first();
      await toast.waitFor();
      return toast;
    },
    async dismissNotifications() {
      if ((await page.locator('.notification-toast').count()) > 0)
        await pick('>', 'Notifications: Clear All Notifications', /^Notifications: Clear All/);
      await page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
    },
    async frameOf(selector) {
      const deadline = Date.now() + patienceMS;
      while (Date.now() < deadline) {
        for (const frame of page.frames())
          if (frame !== page.mainFrame() && (await holds(frame, selector))) return frame;
        await page.waitForTimeout(100);
      }
      throw new Error(`No web view has ${selector}`);
    },
    async setTheme(theme) {
      const shown = page.locator(`.monaco-workbench.${themes[theme].mark}`);
      // Of two changes within one moment the server tells the window of the first only.
      for (let tries = 0; tries < 4 && !(await shown.isVisible()); tries += 1) {
        await server.setSettings({ 'workbench.colorTheme': themes[theme].label });
        await shown.waitFor({ timeout: 5000 }).catch(() => undefined);
      }
      await shown.waitFor();
    },
    setSettings: (settings) => server.setSettings(settings),
    async screenshot(name) {
      mkdirSync(pictures, { recursive: true });
      await page.waitForFunction(() =>
        document.getAnimations().every(({ playState }) => playState !== 'running'),
      );
      const file = join(pictures, `${name}.png`);
      await page.screenshot({ path: file });
      return file;
    },
    async close() {
      await browser.close();
      await server.stop();
      await removeTemporaryFolder(temporary);
    },
  };
}

/** Runs in the page: the middle of the first such text in the editor that is in front. */
function centreOf(text: string): { x: number; y: number } | null {
  const lines = document.querySelectorAll('.editor-instance .view-lines .view-line');
  for (const line of lines) {
    const content = line.textContent?.replaceAll('\u00a0', ' ') ?? '';
    const at = content.indexOf(text);
    if (at < 0) continue;
    const middle = at + Math.floor(text.length / 2);
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (middle < passed + length) {
        const range = document.createRange();
        range.setStart(node, middle - passed);
        range.setEnd(node, middle - passed + 1);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
      passed += length;
    }
  }
  return null;
}

async function holds(frame: Frame, selector: string): Promise<boolean> {
  // A frame may go away while it is asked: then it is not the one.
  return frame.evaluate((wanted) => document.querySelector(wanted) !== null, selector).catch(() => false);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
