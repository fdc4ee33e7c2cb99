import { Disposable, commands, window } from 'vscode';

/** What a box asks for, and where it writes what is typed. */
export interface FilterBox {
  readonly words: string;
  readonly title: string;
  readonly placeholder: string;
  /** Called as somebody types. */
  take(words: string): void;
}

/** Asks for the words of a filter, which applies as somebody types; Escape takes back what was typed. */
export function askWords({ words: before, title, placeholder, take }: FilterBox): void {
  const box = window.createInputBox();
  box.title = title;
  box.placeholder = placeholder;
  box.value = before;
  let isTaken = false;
  box.onDidChangeValue(take);
  box.onDidAccept(() => {
    isTaken = true;
    box.hide();
  });
  box.onDidHide(() => {
    if (!isTaken) take(before);
    box.dispose();
  });
  box.show();
}

/**
 * The words that rows of a view must have, in any case and order. The view's own commands, `<view>.filter` and `<view>.clearFilter`, change
 * them, and the context `<view>.isFiltered` tells menus whether there are any.
 */
export class TreeFilter implements Disposable {
  readonly #view: string;
  readonly #changed: () => void;
  readonly #commands: Disposable;
  #words = '';

  constructor(view: string, box: Pick<FilterBox, 'title' | 'placeholder'>, changed: () => void) {
    this.#view = view;
    this.#changed = changed;
    this.#commands = Disposable.from(
      commands.registerCommand(`${view}.filter`, (words: unknown) => {
        if (typeof words === 'string') return this.set(words);
        askWords({ ...box, words: this.#words, take: (typed) => this.set(typed) });
      }),
      commands.registerCommand(`${view}.clearFilter`, () => this.set('')),
    );
  }

  get words(): string {
    return this.#words;
  }

  set(words: string): void {
    this.#words = words.trim();
    void commands.executeCommand('setContext', `${this.#view}.isFiltered`, this.#words !== '');
    this.#changed();
  }

  /** Whether a row's texts hold all the words. */
  matches(...texts: readonly (string | undefined)[]): boolean {
    if (this.#words === '') return true;
    const all = texts.join(' ').toLowerCase();
    return this.#words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => all.includes(word));
  }

  /** Above the rows: what is shown of how much; nothing where all is, and where nothing is left, as the empty view says so itself. */
  message(shown: number, all: number, noun: string): string {
    return this.#words === '' || shown === 0 ? '' : `“${this.#words}”: ${shown} of ${all} ${noun}`;
  }

  dispose(): void {
    this.#commands.dispose();
  }
}
