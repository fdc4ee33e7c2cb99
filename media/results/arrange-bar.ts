import type { Arrangement, ResultTab } from '../../client/src/messages/results.ts';
import { element, freshId, icon } from '../shared/dom.ts';

const none: Arrangement = { filters: [] };

export interface ArrangeRequests {
  arrange(arrangement: Arrangement): void;
  /** The keyboard goes back to the rows. */
  closed(): void;
}

/** Above the rows: how they are sorted and filtered, a chip for each that can be taken off, and the input for another filter. */
export class ArrangeBar {
  readonly element = element('div', {
    class: 'arrange-bar',
    role: 'toolbar',
    'aria-label': 'Sorted and filtered by',
  });
  readonly #chips = element('span', { class: 'chips' });
  readonly #id = freshId('filter');
  readonly #label = element('label', { for: this.#id });
  readonly #input = element('input', {
    id: this.#id,
    type: 'text',
    spellcheck: 'false',
    placeholder: "> 5, <> 'x', not null, or a part of a text",
  });
  readonly #box = element('span', { class: 'filter-box', hidden: true }, this.#label, this.#input);
  readonly #requests: ArrangeRequests;
  #tab: ResultTab;
  #column = 0;

  constructor(tab: ResultTab, requests: ArrangeRequests) {
    this.#tab = tab;
    this.#requests = requests;
    this.element.append(this.#chips, this.#box);
    this.#input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      this.#box.hidden = true;
      if (event.key === 'Enter' && this.#input.value.trim() !== '') this.#add(this.#input.value);
      this.#hide();
      requests.closed();
    });
    this.update(tab);
  }

  update(tab: ResultTab): void {
    const before = JSON.stringify(this.#tab.arrangement);
    this.#tab = tab;
    if (JSON.stringify(tab.arrangement) === before && Boolean(this.element.hidden) === this.#isEmpty) return;
    const { order, filters } = tab.arrangement ?? none;
    const name = (column: number): string => tab.columns[column]?.name ?? '';
    this.#chips.replaceChildren(
      ...(order
        ? [
            chip(
              order.direction === 'asc' ? 'arrow-up' : 'arrow-down',
              `${name(order.column)} ${order.direction === 'asc' ? 'ascending' : 'descending'}`,
              () => this.#requests.arrange({ filters }),
            ),
          ]
        : []),
      ...filters.map((filter, index) =>
        chip('filter', `${name(filter.column)} ${filter.text}`, () =>
          this.#requests.arrange({ ...(order ? { order } : {}), filters: filters.toSpliced(index, 1) }),
        ),
      ),
    );
    this.#hide();
  }

  /** Ascending, then descending, then as it came. */
  sort(column: number): void {
    const { order, filters } = this.#tab.arrangement ?? none;
    if (order?.column !== column) this.#requests.arrange({ order: { column, direction: 'asc' }, filters });
    else if (order.direction === 'asc')
      this.#requests.arrange({ order: { column, direction: 'desc' }, filters });
    else this.#requests.arrange({ filters });
  }

  /** Asks for a filter of a column. */
  ask(column: number): void {
    this.#column = column;
    this.#label.textContent = `Rows where ${this.#tab.columns[column]?.name ?? ''}`;
    this.#input.value = '';
    this.#box.hidden = false;
    this.#hide();
    this.#input.focus();
  }

  #add(text: string): void {
    const { order, filters } = this.#tab.arrangement ?? none;
    const added = [...filters, { column: this.#column, text: text.trim() }];
    this.#requests.arrange({ ...(order ? { order } : {}), filters: added });
  }

  get #isEmpty(): boolean {
    return this.#chips.childElementCount === 0 && Boolean(this.#box.hidden);
  }

  #hide(): void {
    this.element.hidden = this.#isEmpty;
  }
}

function chip(id: string, text: string, remove: () => void): HTMLElement {
  const made = element(
    'button',
    { type: 'button', class: 'chip', title: 'Take it off', 'aria-label': `${text}: take it off` },
    icon(id),
    element('span', {}, text),
    icon('close'),
  );
  made.addEventListener('click', remove);
  return made;
}
