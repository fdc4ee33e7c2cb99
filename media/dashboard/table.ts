import type { Column } from '../../client/src/messages/dashboard.ts';
import { element, setAttribute, setText } from '../shared/dom.ts';
import { drawSparkline } from './sparkline.ts';

/** How one column of a table is made from a row. */
export interface TableColumn<Row> {
  readonly head: string;
  readonly text: (row: Row) => string;
  /** Figures stand to the right, under each other by their digits. */
  readonly figure?: boolean;
  readonly title?: (row: Row) => string;
  /** Whether the column tells anything of these rows; it is left out where not. */
  readonly tells?: (rows: readonly Row[]) => boolean;
  /** What a click on the cell does; the cell is a button then, where the row has a text for it. */
  readonly press?: (row: Row) => void;
  /** Whether it does anything for a row; it does where this says nothing. */
  readonly presses?: (row: Row) => boolean;
  /** A share between 0 and 1 drawn behind the figure. */
  readonly share?: (row: Row) => number;
  /** A line of values over time, drawn in the place of a text, which tells it. */
  readonly trend?: (row: Row) => Column | undefined;
}

/** A captioned table whose cells are changed in place. Without rows it says in a sentence why. */
export class Table<Row> {
  readonly root: HTMLElement;
  readonly #columns: readonly TableColumn<Row>[];
  readonly #heads: readonly HTMLElement[];
  readonly #body = element('tbody');
  readonly #table: HTMLTableElement;
  readonly #empty: HTMLElement;

  constructor(title: string, empty: string, columns: readonly TableColumn<Row>[]) {
    this.#columns = columns;
    this.#heads = columns.map((column) =>
      element('th', { scope: 'col', class: cellClass(column) }, column.head),
    );
    this.#empty = element('p', { class: 'empty' }, empty);
    this.#table = element(
      'table',
      { 'aria-label': title },
      element('thead', {}, element('tr', {}, ...this.#heads)),
      this.#body,
    );
    this.root = element(
      'section',
      { class: 'card' },
      element('h3', {}, title),
      // Where it is wider than its column, arrow keys scroll it.
      element('div', { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': title }, this.#table),
      this.#empty,
    );
  }

  update(rows: readonly Row[]): void {
    this.#empty.hidden = rows.length > 0;
    this.#table.hidden = rows.length === 0;
    const hidden = this.#columns.map((column) => column.tells?.(rows) === false);
    this.#heads.forEach((head, position) => (head.hidden = hidden[position] ?? false));
    while (this.#body.rows.length > rows.length) this.#body.deleteRow(-1);
    rows.forEach((row, index) => {
      const line = this.#body.rows[index] ?? this.#newLine();
      this.#columns.forEach((column, position) => {
        const cell = line.cells[position];
        if (!cell) return;
        cell.hidden = hidden[position] ?? false;
        this.#write(cell, column, row);
        setAttribute(cell, 'title', column.title?.(row));
        if (column.share) cell.style.setProperty('--share', `${Math.round(column.share(row) * 100)}%`);
      });
    });
  }

  #write(cell: HTMLElement, column: TableColumn<Row>, row: Row): void {
    const text = column.text(row);
    if (column.trend) return drawSparkline(cell, column.trend(row) ?? [], text);
    if (!column.press) {
      setText(cell, text);
      return;
    }
    const button = cell.querySelector('button') ?? cell.appendChild(element('button', { class: 'link' }));
    button.hidden = text === '';
    button.onclick = () => column.press?.(row);
    button.disabled = column.presses?.(row) === false;
    setText(button, text);
  }

  #newLine(): HTMLTableRowElement {
    const line = this.#body.insertRow();
    for (const column of this.#columns) line.append(element('td', { class: cellClass(column) }));
    return line;
  }
}

function cellClass<Row>(column: TableColumn<Row>): string | undefined {
  const classes = [column.figure ? 'figure' : '', column.share ? 'share' : ''].filter((name) => name !== '');
  return classes.length > 0 ? classes.join(' ') : undefined;
}
