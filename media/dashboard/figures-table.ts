import { formatClock } from '../../client/src/messages/format.ts';
import { element, setText } from '../shared/dom.ts';
import { figureTable, type ChartModel } from './chart-model.ts';

const mostRows = 120;

/** The charts as a table: the newest instant on top. */
export class FiguresTable {
  readonly root: HTMLElement;
  readonly #groups = element('tr');
  readonly #head = element('tr');
  readonly #body = element('tbody');

  constructor() {
    this.root = element(
      'div',
      { class: 'figures-table', tabindex: 0, role: 'region', 'aria-label': 'The charts as a table' },
      element('table', {}, element('thead', {}, this.#groups, this.#head), this.#body),
    );
  }

  update(times: readonly number[], models: readonly ChartModel[]): void {
    const table = figureTable(times, models, mostRows);
    const head = ['Time', ...table.head];
    if (head.join('\n') !== [...this.#head.cells].map((cell) => cell.textContent).join('\n')) {
      this.#groups.replaceChildren(
        element('td'),
        ...table.groups.map(({ title, columns }) =>
          element('th', { scope: 'colgroup', colspan: columns, class: 'figure' }, title),
        ),
      );
      this.#head.replaceChildren(
        ...head.map((text) => element('th', { scope: 'col', class: 'figure' }, text)),
      );
      this.#body.replaceChildren();
    }
    while (this.#body.rows.length > table.rows.length) this.#body.deleteRow(-1);
    table.rows.forEach((row, index) => {
      const line = this.#body.rows[index] ?? this.#newLine(head.length);
      [formatClock(row.at), ...row.cells].forEach((text, position) => {
        const cell = line.cells[position];
        if (cell) setText(cell, text);
      });
    });
  }

  #newLine(cells: number): HTMLTableRowElement {
    const line = this.#body.insertRow();
    for (let cell = 0; cell < cells; cell += 1) line.append(element('td', { class: 'figure' }));
    return line;
  }
}
