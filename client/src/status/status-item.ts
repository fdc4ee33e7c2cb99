import { MarkdownString, StatusBarAlignment, ThemeColor, window, type Command } from 'vscode';

/** What an item shows: plain data, so that two of them can be told apart by value. */
export interface StatusFace {
  readonly text: string;
  /** Markdown with codicons. */
  readonly tooltip: string;
  /** The whole item as a screen reader says it. */
  readonly spoken: string;
  readonly background?: 'warning' | 'error';
}

/** An item at the left of the status bar that is there while it has something to show. */
export class StatusItem {
  readonly #item;
  #shown = '';

  constructor(id: string, name: string, priority: number, command: Command) {
    this.#item = window.createStatusBarItem(id, StatusBarAlignment.Left, priority);
    this.#item.name = name;
    this.#item.command = command;
  }

  show(face: StatusFace | undefined): void {
    // An item that is set to what it is already is sent to the window all the same.
    const next = JSON.stringify(face ?? null);
    if (next === this.#shown) return;
    this.#shown = next;
    if (!face) {
      this.#item.hide();
      return;
    }
    this.#item.text = face.text;
    this.#item.tooltip = new MarkdownString(face.tooltip, true);
    this.#item.accessibilityInformation = { label: face.spoken, role: 'button' };
    this.#item.backgroundColor =
      face.background === undefined
        ? undefined
        : new ThemeColor(`statusBarItem.${face.background}Background`);
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
