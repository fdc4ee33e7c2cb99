import type { Advice } from '../../client/src/messages/dashboard.ts';
import { element, icon } from '../shared/dom.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';

/** What could be better, why, and a button that writes the statement into the editor. */
export class AdviceList {
  readonly root: HTMLElement;
  readonly #list = element('ul', { class: 'advice-list' });
  readonly #write: (statement: string) => void;
  #shown = '';

  constructor(write: (statement: string) => void) {
    this.#write = write;
    this.root = element('section', { class: 'card advice' }, element('h3', {}, 'Advice'), this.#list);
  }

  update(advice: readonly Advice[], withPool: boolean): void {
    const shown = JSON.stringify([advice, withPool]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    // Whoever is on a button stays on it while the figures beside it change.
    const focused = [...this.#list.children].findIndex((item) => item.contains(document.activeElement));
    this.#list.replaceChildren(
      ...(advice.length === 0
        ? [element('li', { class: 'empty' }, icon('pass'), 'Nothing to advise: the size fits the work.')]
        : advice.map((each) => this.#item(each, withPool))),
    );
    this.#list.children[focused]?.querySelector<HTMLElement>('vscode-button')?.focus();
  }

  #item(advice: Advice, withPool: boolean): HTMLElement {
    const item = element(
      'li',
      {},
      icon('lightbulb'),
      element(
        'div',
        { class: 'advice-text' },
        element('strong', {}, withPool ? `${advice.pool}: ${advice.what}` : advice.what),
        element('p', {}, advice.why),
      ),
    );
    const { statement } = advice;
    if (statement !== undefined) {
      const label = /^\s*ALTER\b/i.test(statement) ? 'Write ALTER' : 'Write statement';
      const button = element('vscode-button', { secondary: true, title: statement }, label);
      button.addEventListener('click', () => this.#write(statement));
      item.querySelector('.advice-text')?.append(button);
    }
    return item;
  }
}
