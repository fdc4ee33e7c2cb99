import type {
  Cell,
  CellPlace,
  CellRange,
  ColumnAction,
  ResultTab,
} from '../../client/src/messages/results.ts';
import { element } from '../shared/dom.ts';
import {
  afterAction,
  afterChoice,
  afterMove,
  wholeLayout,
  type ColumnLayout,
  type DrawnColumn,
} from './column-layout.ts';
import { fill, newCell, place } from './grid-cells.ts';
import { GridColumns } from './grid-columns.ts';
import { headings } from './grid-head.ts';
import { listen } from './grid-input.ts';
import type { GridRequests } from './grid-requests.ts';
import { PageCache } from './page-cache.ts';
import { RowScroll } from './row-scroll.ts';
import { firstCell, includes, rangeOf, type Selection } from './selection.ts';

const rowHeight = 22;
const headerHeight = 24;
/** Rows before the last at which the next are read. */
const nearEnd = 200;

/**
 * One result as an ARIA grid that draws only what is in sight, rows and columns both. Keyboard focus is on one cell at a time, which
 * is always drawn, so that focus is never lost by scrolling.
 */
export class Grid {
  readonly element: HTMLElement;
  readonly #head = element('div', { role: 'row', class: 'head', 'aria-rowindex': 1 });
  readonly #body = element('div', { role: 'rowgroup', class: 'body' });
  /** Holds the drawn rows, near to them: far down a body of millions of pixels, places would be rounded row by row. */
  readonly #window = element('div', { role: 'none', class: 'window' });
  readonly #requests: GridRequests;
  readonly #pages: PageCache;
  readonly #rows = new RowScroll(rowHeight);
  readonly #columns: GridColumns;
  readonly #drawn = new Map<number, HTMLElement>();
  readonly #resized = new ResizeObserver(() => this.#draw());
  #tab: ResultTab;
  #fitted = false;
  /** By places from the left, whatever columns stand there. */
  #selection: Selection = firstCell;
  /** Where a heading that is being dragged would go. */
  #dropAt: number | undefined;
  /** Whether a cell is one of those that are looked for. */
  #isFound: (text: string) => boolean = () => false;
  #frame = 0;

  constructor(tab: ResultTab, layout: ColumnLayout | undefined, requests: GridRequests) {
    this.#tab = tab;
    this.#requests = requests;
    this.#pages = new PageCache((from, count) => requests.page(from, count));
    this.element = element('div', {
      role: 'grid',
      class: 'grid',
      'aria-label': tab.title,
      'aria-multiselectable': 'true',
      'aria-colcount': tab.columns.length + 1,
      'data-vscode-context': JSON.stringify({ webviewSection: 'grid', preventDefaultContextMenuItems: true }),
    });
    this.element.append(element('div', { role: 'rowgroup', class: 'head-group' }, this.#head), this.#body);
    this.#body.append(this.#window);
    this.#columns = new GridColumns(
      this.element,
      tab.columns,
      layout,
      (at) => at === this.#selection.active.column,
      () => this.#draw(),
    );
    this.#columns.numberWidth = this.#numberWidth;
    this.element.addEventListener('scroll', () => this.#draw(), { passive: true });
    listen(this.element, this.#columns, requests, {
      tab: () => this.#tab,
      selection: () => this.#selection,
      screenful: () => Math.max(1, Math.floor((this.element.clientHeight - headerHeight) / rowHeight) - 1),
      select: (selection) => this.#select(selection),
      act: (action) => this.act(action),
      move: (from, to) => this.#arrange(afterMove(this.layout, from, to)),
      fit: (at) => this.#fit(at),
      showDrop: (at) => {
        this.#dropAt = at;
        this.#draw();
      },
      draw: () => this.#draw(),
    });
  }

  /** To be called once the element is in the page. */
  attach(): void {
    this.#columns.attach();
    this.#resized.observe(this.element);
    this.#draw();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    this.#columns.dispose();
  }

  update(tab: ResultTab): void {
    if (tab.version !== this.#tab.version) {
      this.#pages.clear();
      this.#selection = { ...firstCell, active: { row: 0, column: this.#selection.active.column } };
      this.element.scrollTop = 0;
    }
    this.#tab = tab;
    this.#columns.numberWidth = this.#numberWidth;
    this.#draw();
  }

  page(from: number, rows: readonly (readonly Cell[])[]): void {
    this.#pages.put(from, rows);
    if (!this.#fitted && from === 0 && rows.length > 0) {
      this.#fitted = true;
      this.#columns.fitAll(rows.slice(0, 50));
    }
    this.#draw();
  }

  /** Dates are shown in another zone. */
  redraw(): void {
    this.#draw();
  }

  /** A cell was written. */
  change(row: number, column: number, cell: Cell): void {
    this.#pages.change(row, column, cell);
    this.#draw();
  }

  get selected(): CellRange {
    const { fromRow, toRow, fromColumn, toColumn } = rangeOf(this.#selection);
    return { fromRow, toRow, columns: this.#columns.layout.shown.slice(fromColumn, toColumn + 1) };
  }

  /** The cell that has the keyboard. */
  get active(): CellPlace {
    const { row, column } = this.#selection.active;
    return { row, column: this.#columns.columnAt(column) };
  }

  get layout(): ColumnLayout {
    return this.#columns.layout;
  }

  /** Brings a cell into sight and selects it; the keyboard stays where it is. */
  goTo({ row, column }: CellPlace): void {
    const at = { row, column: this.#columns.placeOf(column) };
    if (at.column >= 0) this.#select({ anchor: at, active: at }, false);
  }

  /** Marks cells in sight; without a test, none. */
  mark(isFound: (text: string) => boolean = () => false): void {
    this.#isFound = isFound;
    this.#draw();
  }

  /** Does something to a column, or to that of the cell that has the keyboard. */
  act(action: ColumnAction, column = this.active.column): void {
    const at = this.#columns.placeOf(column);
    if (at >= 0) this.#arrange(afterAction(this.layout, at, action));
  }

  /** Shows these columns and no others. */
  choose(columns: readonly number[]): void {
    this.#arrange(afterChoice(this.layout, columns));
  }

  /** All columns as they came, as wide as fits. */
  resetColumns(): void {
    this.#arrange(wholeLayout(this.#tab.columns.length));
  }

  focus(): void {
    this.#cell(this.#selection.active.row, this.#selection.active.column)?.focus({ preventScroll: true });
  }

  /** Brings the cell that has the keyboard into sight, where there is less room now than there was. */
  reveal(): void {
    const { row, column } = this.#selection.active;
    this.element.style.scrollPaddingLeft = `${this.#columns.fixedWidth}px`;
    this.#cell(row, column)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  get #numberWidth(): number {
    return 20 + 8 * Math.max(2, String(this.#tab.rows).length);
  }

  #draw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#drawNow();
    });
  }

  #drawNow(): void {
    const hadFocus = this.#body.contains(document.activeElement);
    this.#rows.resize(this.#tab.rows, this.element.clientHeight - headerHeight);
    const columns = this.#columns.drawn;
    const width = `${this.#columns.totalWidth}px`;
    this.element.setAttribute('aria-rowcount', String(this.#isOpen ? -1 : this.#tab.rows + 1));
    this.#head.style.width = width;
    this.#body.style.width = width;
    this.#body.style.height = `${this.#rows.bodyHeight}px`;
    this.#scrollTo(this.#rows.scrolled(this.element.scrollTop));
    this.#head.replaceChildren(...headings(this.#tab, columns, this.#numberWidth));
    for (const head of this.#head.querySelectorAll<HTMLElement>('.column'))
      head.classList.toggle('drop', Number(head.dataset['column']) === this.#dropAt);
    this.#askFor();
    const { first, last } = this.#rows.drawn;
    const active = this.#selection.active.row;
    for (const [index, drawn] of this.#drawn) {
      if ((index >= first && index <= last) || index === active) continue;
      drawn.remove();
      this.#drawn.delete(index);
    }
    const base = this.#rows.startOf(first);
    this.#window.style.top = `${base}px`;
    for (let index = first; index <= last; index++)
      this.#drawRow(index, columns, (index - first) * rowHeight);
    // Above all that can be scrolled to.
    if (active < this.#tab.rows && (active < first || active > last))
      this.#drawRow(active, columns, -base - 4 * rowHeight);
    // A pinned cell that had it is still there.
    if (hadFocus) this.focus();
  }

  #scrollTo(top: number | undefined): void {
    if (top !== undefined) this.element.scrollTop = top;
  }

  get #isOpen(): boolean {
    return this.#tab.state === 'running' || this.#tab.state === 'held' || this.#tab.state === 'full';
  }

  #askFor(): void {
    const { rows: count, state } = this.#tab;
    if (count === 0) return;
    const active = this.#selection.active.row;
    this.#pages.need(active, active, count);
    const { first, last } = this.#rows.inSight;
    this.#pages.need(first, last + 20, count);
    if (state !== 'held' || last + nearEnd < count) return;
    // Whoever goes to the very end wants to see much: as many rows again come, so that a million is a few steps away.
    this.#requests.want(last >= count - 1 ? 2 * count : last + nearEnd);
  }

  #drawRow(index: number, columns: readonly DrawnColumn[], top: number): void {
    let row = this.#drawn.get(index);
    if (!row) {
      row = element('div', { role: 'row', class: index % 2 ? 'row odd' : 'row', 'aria-rowindex': index + 2 });
      row.append(
        element(
          'div',
          { role: 'rowheader', class: 'number', 'aria-colindex': 1, 'data-row': index },
          String(index + 1),
        ),
      );
      this.#drawn.set(index, row);
      this.#window.append(row);
    }
    row.style.top = `${top}px`;
    (row.firstElementChild as HTMLElement).style.width = `${this.#numberWidth}px`;
    const values = this.#pages.row(index);
    const range = rangeOf(this.#selection);
    const { active } = this.#selection;
    const kept = new Map(
      [...row.querySelectorAll<HTMLElement>('.cell')].map((cell) => [Number(cell.dataset['column']), cell]),
    );
    for (const drawn of columns) {
      const { at, column } = drawn;
      const cell = kept.get(at) ?? newCell(row, index, at);
      kept.delete(at);
      place(cell, drawn);
      const value = values?.[column];
      fill(cell, value);
      const isActive = active.row === index && active.column === at;
      cell.tabIndex = isActive ? 0 : -1;
      cell.setAttribute('aria-selected', String(includes(range, index, at)));
      cell.classList.toggle('active', isActive);
      cell.classList.toggle('found', value !== undefined && this.#isFound(value.text));
    }
    for (const cell of kept.values()) cell.remove();
  }

  #cell(row: number, column: number): HTMLElement | null {
    return this.#drawn.get(row)?.querySelector<HTMLElement>(`.cell[data-column="${String(column)}"]`) ?? null;
  }

  #select(selection: Selection, takesFocus = true): void {
    this.#selection = selection;
    this.#requests.selected(this.selected);
    this.#scrollTo(this.#rows.reveal(selection.active.row));
    this.#columns.reveal(selection.active.column);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#drawNow();
    if (takesFocus) this.focus();
  }

  /** Shows the columns in another way; the selected cell goes with its column, or to the next one. */
  #arrange(layout: ColumnLayout): void {
    if (layout === this.layout) return;
    const { row, column } = this.active;
    const hadFocus = this.#body.contains(document.activeElement);
    this.#columns.layout = layout;
    for (const drawn of this.#drawn.values()) drawn.remove();
    this.#drawn.clear();
    const place = this.#columns.placeOf(column);
    const at = {
      row,
      column: place < 0 ? Math.min(this.#selection.active.column, this.#columns.count - 1) : place,
    };
    this.#requests.layout(layout);
    this.#select({ anchor: at, active: at }, hadFocus);
  }

  /** Makes a column as wide as what is drawn of it. */
  #fit(at: number): void {
    const column = this.#columns.columnAt(at);
    this.#columns.fit(
      at,
      [...this.#drawn.keys()].flatMap((row) => this.#pages.row(row)?.[column] ?? []),
    );
    this.#requests.layout(this.layout);
    this.#draw();
  }
}
