import { element, freshId, icon, setText } from '../shared/dom.ts';
import type { ResultTab } from '../../client/src/messages/results.ts';
import { foundWords, searchedWords, type Found } from './found-words.ts';
import { iconButton } from './icon-button.ts';

/** What is typed. */
export interface FindInput {
  readonly text: string;
  readonly matchCase: boolean;
}

export interface FindRequests {
  /** Look for what is typed, and go to the next match in a direction; with a step of 0 to one at the cell that has the keyboard, or behind. */
  find(step: -1 | 0 | 1): void;
  /** Look no further. */
  stop(): void;
  /** The bar was left: the keyboard goes back to the rows. */
  closed(): void;
}

/** Above the rows: a text that is looked for in them. Enter and Shift+Enter go on, Alt+C minds the case, Escape closes. */
export class FindBar {
  readonly element = element('div', { class: 'find-bar', role: 'search', hidden: true });
  readonly #id = freshId('find');
  readonly #input = element('input', { id: this.#id, type: 'text', spellcheck: 'false' });
  readonly #case = element(
    'button',
    {
      ...{ type: 'button', class: 'icon-button', title: 'Match Case (Alt+C)' },
      ...{ 'aria-label': 'Match Case', 'aria-pressed': 'false' },
    },
    icon('case-sensitive'),
  );
  readonly #status = element('span', { class: 'find-status', role: 'status', 'aria-live': 'polite' });
  readonly #searched = element('span', { class: 'find-searched' });
  readonly #stop: HTMLButtonElement;
  readonly #requests: FindRequests;

  constructor(requests: FindRequests) {
    this.#requests = requests;
    this.#stop = iconButton('debug-stop', 'Stop Searching', () => this.#stopSearch());
    this.#stop.hidden = true;
    this.element.append(
      element('label', { for: this.#id }, 'Find'),
      this.#input,
      this.#case,
      iconButton('arrow-up', 'Previous Match (Shift+Enter)', () => this.#find(-1)),
      iconButton('arrow-down', 'Next Match (Enter)', () => this.#find(1)),
      this.#status,
      this.#searched,
      this.#stop,
      iconButton('close', 'Close (Escape)', () => this.#close()),
    );
    this.#input.addEventListener('input', () => this.#find(0));
    this.#case.addEventListener('click', () => this.#switchCase());
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
  }

  open(): void {
    this.element.hidden = false;
    this.#input.focus();
    this.#input.select();
    if (this.#input.value !== '') this.#find(0);
  }

  /** What is looked for; undefined where nothing is. */
  get input(): FindInput | undefined {
    const text = this.#input.value;
    if (Boolean(this.element.hidden) || text === '') return undefined;
    return { text, matchCase: this.#case.getAttribute('aria-pressed') === 'true' };
  }

  show(found: Found, tab: ResultTab): void {
    setText(this.#status, foundWords(found));
    setText(this.#searched, searchedWords(found, tab));
    this.#stop.hidden = found.state !== 'searching' || found.searched >= tab.rows;
    this.element.classList.toggle('none', found.matches === 0 && found.state === 'done');
  }

  #find(step: -1 | 0 | 1): void {
    if (!this.input) {
      setText(this.#status, '');
      setText(this.#searched, '');
      this.#stop.hidden = true;
      this.element.classList.remove('none');
    }
    this.#requests.find(step);
  }

  /** Its button goes. */
  #stopSearch(): void {
    this.#requests.stop();
    this.#input.focus();
  }

  #switchCase(): void {
    this.#case.setAttribute('aria-pressed', String(this.#case.getAttribute('aria-pressed') !== 'true'));
    this.#find(0);
  }

  #close(): void {
    this.#requests.stop();
    this.element.hidden = true;
    this.#requests.closed();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' && event.target === this.#input) this.#find(event.shiftKey ? -1 : 1);
    else if (event.altKey && event.code === 'KeyC') this.#switchCase();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
