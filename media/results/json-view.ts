import type { ResultTab } from '../../client/src/messages/results.ts';
import { element, setText } from '../shared/dom.ts';
import { jsonParts } from './json-parts.ts';

/** Rows that are asked for at once. */
const pageSize = 100;
/** A row that is longer, in characters, stands there in one colour: its parts would be too many for the page. */
const longRow = 10_000;
const count = new Intl.NumberFormat('en');

export interface JsonRequests {
  json(from: number, count: number): void;
}

/** The rows of a result as Extended JSON, a hundred at a time, with a line that says how many of those held are shown. */
export class JsonView {
  readonly element: HTMLElement;
  readonly #text = element('pre', { tabindex: 0, class: 'json-text', 'aria-label': 'Rows as Extended JSON' });
  readonly #note = element('span', { class: 'json-note' });
  readonly #more = element('button', { type: 'button', class: 'text-button' }, `Show ${pageSize} more`);
  readonly #requests: JsonRequests;
  readonly #texts: string[] = [];
  #held: number;

  constructor(tab: ResultTab, requests: JsonRequests) {
    this.#requests = requests;
    this.#held = tab.rows;
    this.#more.addEventListener('click', () => requests.json(this.#texts.length, pageSize));
    this.element = element(
      'div',
      { class: 'json' },
      this.#text,
      element('div', { class: 'json-end' }, this.#note, this.#more),
    );
    requests.json(0, pageSize);
  }

  update(tab: ResultTab): void {
    const before = this.#held;
    this.#held = tab.rows;
    // What is shown ended with the rows that were held: the page is filled up.
    const isShort = this.#texts.length === before && this.#texts.length % pageSize !== 0;
    if (tab.rows > before && (isShort || before === 0))
      this.#requests.json(this.#texts.length, pageSize - (this.#texts.length % pageSize));
    this.#drawNote();
  }

  json(from: number, texts: readonly string[]): void {
    if (from !== this.#texts.length) return;
    for (const [index, text] of texts.entries())
      this.#text.append(
        from + index === 0 ? '' : ',\n',
        ...(text.length > longRow ? [text] : coloured(text)),
      );
    this.#texts.push(...texts);
    this.#drawNote();
  }

  /** A row is another now: what is shown is asked for again. */
  reread(): void {
    const shown = this.#texts.splice(0).length;
    this.#text.replaceChildren();
    if (shown > 0) this.#requests.json(0, shown);
  }

  focus(): void {
    this.#text.focus();
  }

  #drawNote(): void {
    const shown = this.#texts.length;
    this.#more.hidden = shown >= this.#held;
    setText(
      this.#note,
      shown < this.#held
        ? `${count.format(shown)} of the ${count.format(this.#held)} rows held. Export writes all of them.`
        : shown === 0
          ? 'No rows.'
          : shown === 1
            ? 'The one row held.'
            : `All ${count.format(shown)} rows held.`,
    );
  }
}

function coloured(json: string): (string | HTMLElement)[] {
  return Array.from(jsonParts(json), ({ text, kind }) =>
    kind === undefined ? text : element('span', { 'data-kind': kind }, text),
  );
}
