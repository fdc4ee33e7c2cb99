import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, services, tidy } from './fixtures.ts';

interface Contributes {
  readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
  readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
}

/** What somebody sees of a command: the question or message by its words, or the name of the part of the window that it shows. */
type Sight = { readonly kind: 'error' | 'message' | 'question' | 'window'; readonly words: string };

/** What asks or tells, and is put away at once here, as by Escape. */
const questions = ['showQuickPick', 'showInputBox', 'showOpenDialog', 'showSaveDialog'] as const;
const messages = {
  showErrorMessage: 'error',
  showWarningMessage: 'message',
  showInformationMessage: 'message',
  setStatusBarMessage: 'message',
} as const;

describe('every command, chosen in the palette where there is nothing to work on', () => {
  let contributes: Contributes;
  let seen: Sight[] = [];
  const restore: (() => void)[] = [];
  const execute = vscode.commands.executeCommand.bind(vscode.commands);

  before(async () => {
    await tidy();
    const { connections, queryHistory } = await services();
    for (const { name, stored } of connections.list()) if (stored) await connections.remove(name);
    queryHistory.clear();
    const { packageJSON } = vscode.extensions.getExtension('qlsql.qlsql') ?? {};
    contributes = (packageJSON as { contributes: Contributes }).contributes;
    watch();
  });
  after(async () => {
    for (const back of restore) back();
    await tidy();
  });

  it('asks, tells or shows something, and fails at nothing', async () => {
    const silent: string[] = [];
    const failed: string[] = [];
    for (const { command, enablement } of contributes.commands) {
      await closeEditors();
      seen = [];
      const before = look();
      await carryOut(command);
      const errors = seen.filter(({ kind }) => kind === 'error').map(({ words }) => `${command}: ${words}`);
      failed.push(...errors);
      // One that is not enabled is not in the palette.
      if (enablement === undefined && seen.length === 0 && look() === before) silent.push(command);
      if (command === 'qlsql.sample.start') await execute('qlsql.sample.stop');
    }
    assert.ok(contributes.commands.length > 80, `${contributes.commands.length} commands`);
    const rowsOnly = contributes.menus.commandPalette.flatMap(({ command, when }) =>
      when === 'false' ? command : [],
    );
    // An extension is not told that its output came to the front.
    assert.deepEqual({ failed, silent }, { failed: [], silent: [...rowsOnly, 'qlsql.showLog'] });
  });

  /** A question that is still open is closed, until the command is over. */
  async function carryOut(command: string): Promise<void> {
    let isOver = false;
    const running = execute(command).then(
      () => (isOver = true),
      (error: unknown) => {
        isOver = true;
        seen.push({ kind: 'error', words: `rejected with ${String(error)}` });
      },
    );
    await eventually(async () => {
      await execute('workbench.action.closeQuickOpen');
      return isOver;
    });
    await running;
  }

  function watch(): void {
    const { window, commands } = vscode;
    const replace = <Name extends string>(
      owner: Record<Name, unknown>,
      name: Name,
      make: (real: (...args: unknown[]) => unknown) => (...args: unknown[]) => unknown,
    ): void => {
      const real = owner[name] as (...args: unknown[]) => unknown;
      owner[name] = make(real.bind(owner));
      restore.push(() => (owner[name] = real));
    };
    for (const name of questions)
      replace(window as Record<typeof name, unknown>, name, () => (items) => {
        const isEmpty = Array.isArray(items) && items.length === 0;
        seen.push(isEmpty ? { kind: 'error', words: 'an empty list' } : { kind: 'question', words: name });
        return Promise.resolve(undefined);
      });
    for (const [name, kind] of Object.entries(messages))
      replace(window as unknown as Record<string, unknown>, name, () => (words) => {
        seen.push({ kind, words: String(words) });
        return name === 'setStatusBarMessage' ? { dispose: () => undefined } : Promise.resolve(undefined);
      });
    for (const name of ['createQuickPick', 'createInputBox', 'withProgress'] as const)
      replace(window as unknown as Record<string, unknown>, name, (real) => (...args) => {
        seen.push({ kind: 'question', words: name });
        return real(...args);
      });
    replace(commands as unknown as Record<string, unknown>, 'executeCommand', (real) => (name, ...args) => {
      // A view that is brought to the front.
      if (String(name).endsWith('.focus')) seen.push({ kind: 'window', words: String(name) });
      return real(name, ...args);
    });
  }
});

/** The editors that are open, and the text in front. */
function look(): string {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: each }) => each.map(({ label }) => label));
  return JSON.stringify([tabs, vscode.window.activeTextEditor?.document.getText()]);
}

async function closeEditors(): Promise<void> {
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0))
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
