import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  type VirtualItem,
} from '@tanstack/virtual-core';
import type { Cell, CellRange, ResultTab } from '../../client/src/messages/results.ts';
import { clampWidth, fittingWidths } from './column-widths.ts';
import { element, icon } from '../shared/dom.ts';
import { cellAt, fill, newCell, place, textWidth } from './grid-cells.ts';
import { PageCache } from './page-cache.ts';
import { RowScroll } from './row-scroll.ts';
import {
  afterKey,
  firstCell,
  includes,
  rangeOf,
  wholeColumn,
  wholeRow,
  type Extent,
  type Selection,
} from './selection.ts';

const rowHeight = 22;
const headerHeight = 24;
/** Rows before the last at which the next are read. */
const nearEnd = 200;
const numeric: ReadonlySet<string> = new Set(['int', 'long', 'double', 'decimal']);

export interface GridRequests {
  page(from: number, count: number): void;
  /** Rows up to this one are about to be looked at. */
  want(upTo: number): void;
  /** Show a cell's value in full. */
  open(row: number, column: number): void;
  /** Edit a cell, where that is offered. */
  edit?(row: number, column: number): void;
  /** Sort by a column, the other way round where it is sorted by that. */
  sort?(column: number): void;
  /** Ask for a filter of a column. */
  filter?(column: number): void;
  /** Other cells are selected. */
  selected(range: CellRange): void;
}

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
  readonly #columns: Virtualizer<HTMLElement, HTMLElement>;
  readonly #drawn = new Map<number, HTMLElement>();
  readonly #unmount: () => void;
  readonly #resized = new ResizeObserver(() => this.#draw());
  #tab: ResultTab;
  #widths: number[];
  #fitted = false;
  #selection: Selection = firstCell;
  #frame = 0;

  constructor(tab: ResultTab, requests: GridRequests) {
    this.#tab = tab;
    this.#requests = requests;
    this.#pages = new PageCache((from, count) => requests.page(from, count));
    this.#widths = fittingWidths(tab.columns, [], textWidth);
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
    this.#columns = new Virtualizer<HTMLElement, HTMLElement>({
      getScrollElement: () => this.element,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.#draw(),
      horizontal: true,
      count: tab.columns.length,
      estimateSize: (index) => this.#widths[index] ?? 100,
      paddingStart: this.#numberWidth,
      scrollPaddingStart: this.#numberWidth,
      overscan: 3,
      rangeExtractor: (range) => withIndex(range, this.#selection.active.column),
    });
    this.#listen();
    this.#unmount = this.#columns._didMount();
  }

  /** To be called once the element is in the page. */
  attach(): void {
    this.#columns._willUpdate();
    this.#resized.observe(this.element);
    this.#draw();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    this.#unmount();
  }

  update(tab: ResultTab): void {
    if (tab.version !== this.#tab.version) {
      this.#pages.clear();
      this.#selection = { ...firstCell, active: { row: 0, column: this.#selection.active.column } };
      this.element.scrollTop = 0;
    }
    this.#tab = tab;
    this.#columns.setOptions({ ...this.#columns.options, paddingStart: this.#numberWidth });
    this.#draw();
  }

  page(from: number, rows: readonly (readonly Cell[])[]): void {
    this.#pages.put(from, rows);
    if (!this.#fitted && from === 0 && rows.length > 0) {
      this.#fitted = true;
      this.#widths = fittingWidths(this.#tab.columns, rows.slice(0, 50), textWidth);
      this.#columns.measure();
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
    return rangeOf(this.#selection);
  }

  focus(): void {
    this.#cell(this.#selection.active.row, this.#selection.active.column)?.focus({ preventScroll: true });
  }

  /** Brings the cell that has the keyboard into sight, where there is less room now than there was. */
  reveal(): void {
    const { row, column } = this.#selection.active;
    this.element.style.scrollPaddingLeft = `${this.#numberWidth}px`;
    this.#cell(row, column)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  get #extent(): Extent {
    return { rows: this.#tab.rows, columns: this.#tab.columns.length };
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
    const columns = this.#columns.getVirtualItems();
    const width = `${this.#columns.getTotalSize()}px`;
    this.element.setAttribute('aria-rowcount', String(this.#isOpen ? -1 : this.#tab.rows + 1));
    this.#head.style.width = width;
    this.#body.style.width = width;
    this.#body.style.height = `${this.#rows.bodyHeight}px`;
    this.#scrollTo(this.#rows.scrolled(this.element.scrollTop));
    this.#drawHead(columns);
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
    if (hadFocus && !this.#body.contains(document.activeElement)) this.focus();
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

  #drawHead(columns: readonly VirtualItem[]): void {
    const order = this.#tab.arrangement?.order;
    const corner = element('div', { role: 'columnheader', class: 'number corner', 'aria-colindex': 1 }, '#');
    corner.style.width = `${this.#numberWidth}px`;
    this.#head.replaceChildren(
      corner,
      ...columns.map(({ index, start, size }) => {
        const column = this.#tab.columns[index];
        const cell = element(
          'div',
          {
            role: 'columnheader',
            class: numeric.has(column?.type ?? '') ? 'column number-column' : 'column',
            'aria-colindex': index + 2,
            'aria-sort':
              order?.column !== index ? undefined : order.direction === 'asc' ? 'ascending' : 'descending',
            'data-column': index,
            title: `${column?.name ?? ''}: ${column?.type ?? ''}`,
          },
          element('span', { class: 'name' }, column?.name ?? ''),
          ...sortMark(order?.column === index ? order.direction : undefined),
          element('span', { class: 'type' }, column?.type ?? ''),
          element('span', { class: 'resize', 'data-resize': index, 'aria-hidden': 'true' }),
        );
        place(cell, start, size);
        return cell;
      }),
    );
  }

  #drawRow(index: number, columns: readonly VirtualItem[], top: number): void {
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
    for (const column of columns) {
      const cell = kept.get(column.index) ?? newCell(row, index, column.index);
      kept.delete(column.index);
      place(cell, column.start, column.size);
      fill(cell, values?.[column.index]);
      const isActive = active.row === index && active.column === column.index;
      cell.tabIndex = isActive ? 0 : -1;
      cell.setAttribute('aria-selected', String(includes(range, index, column.index)));
      cell.classList.toggle('active', isActive);
    }
    for (const cell of kept.values()) cell.remove();
  }

  #cell(row: number, column: number): HTMLElement | null {
    return this.#drawn.get(row)?.querySelector<HTMLElement>(`.cell[data-column="${String(column)}"]`) ?? null;
  }

  #select(selection: Selection): void {
    this.#selection = selection;
    this.#requests.selected(this.selected);
    this.#scrollTo(this.#rows.reveal(selection.active.row));
    this.#columns.scrollToIndex(selection.active.column, { align: 'auto' });
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#drawNow();
    this.focus();
  }

  #listen(): void {
    this.element.addEventListener('scroll', () => this.#draw(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('pointerdown', (event) => this.#onPointer(event));
    this.element.addEventListener('dblclick', (event) => {
      const edge = event.target instanceof HTMLElement ? event.target.dataset['resize'] : undefined;
      if (edge !== undefined) {
        this.#fit(Number(edge));
        return;
      }
      const head = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.column') : null;
      if (head) this.#requests.sort?.(Number(head.dataset['column']));
      const at = cellAt(event.target);
      if (!at) return;
      if (this.#tab.editing?.columns[at.column]) this.#requests.edit?.(at.row, at.column);
      else this.#requests.open(at.row, at.column);
    });
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#tab.rows === 0 || event.altKey) return;
    const { row, column } = this.#selection.active;
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      if (event.key === 'Enter') this.#requests.open(row, column);
      else this.#requests.edit?.(row, column);
      return;
    }
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (isPlain && (event.key === 's' || event.key === 'f')) {
      event.preventDefault();
      if (event.key === 's') this.#requests.sort?.(column);
      else this.#requests.filter?.(column);
      return;
    }
    const key = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey };
    const page = Math.max(1, Math.floor((this.element.clientHeight - headerHeight) / rowHeight) - 1);
    const next = afterKey(this.#selection, key, this.#extent, page);
    if (!next) return;
    event.preventDefault();
    this.#select(next);
  }

  #onPointer(event: PointerEvent): void {
    if (!(event.target instanceof HTMLElement) || this.#tab.rows === 0) return;
    const { resize, column, row } =
      event.target.closest<HTMLElement>('[data-resize],[data-row],[data-column]')?.dataset ?? {};
    if (resize !== undefined) {
      this.#resize(Number(resize), event);
      return;
    }
    const at = cellAt(event.target);
    const isInside = at && includes(rangeOf(this.#selection), at.row, at.column);
    if (event.button === 2 && isInside) return;
    if (at) {
      this.#select({ anchor: event.shiftKey ? this.#selection.anchor : at, active: at });
      if (event.button === 0) this.#drag();
    } else if (row !== undefined) this.#select(wholeRow(Number(row), this.#extent));
    else if (column !== undefined) this.#select(wholeColumn(Number(column), this.#extent));
    else return;
    event.preventDefault();
  }

  /** The selection follows the pointer until its button is up. */
  #drag(): void {
    const move = (event: PointerEvent) => {
      const at = cellAt(document.elementFromPoint(event.clientX, event.clientY));
      const { active, anchor } = this.#selection;
      if (at && (at.row !== active.row || at.column !== active.column)) this.#select({ anchor, active: at });
    };
    follow(move);
  }

  /** Makes a column as wide as what is drawn of it. */
  #fit(index: number): void {
    const column = this.#tab.columns[index];
    if (!column) return;
    const rows = [...this.#drawn.keys()].map((row) => {
      const cell = this.#pages.row(row)?.[index];
      return cell ? [cell] : [];
    });
    const [width = 100] = fittingWidths([column], rows, textWidth);
    this.#widths[index] = width;
    this.#columns.measure();
    this.#draw();
  }

  #resize(column: number, start: PointerEvent): void {
    start.preventDefault();
    const before = this.#widths[column] ?? 100;
    follow((event) => {
      this.#widths[column] = clampWidth(before + event.clientX - start.clientX);
      this.#columns.measure();
      this.#draw();
    });
  }
}

function sortMark(direction: 'asc' | 'desc' | undefined): HTMLElement[] {
  return direction ? [icon(direction === 'asc' ? 'arrow-up' : 'arrow-down')] : [];
}

function follow(move: (event: PointerEvent) => void): void {
  const end = new AbortController();
  document.addEventListener('pointermove', move, { signal: end.signal });
  document.addEventListener('pointerup', () => end.abort(), { signal: end.signal });
}

function withIndex(range: Range, index: number): number[] {
  const inSight = defaultRangeExtractor(range);
  if (range.count === 0 || index >= range.count || inSight.includes(index)) return inSight;
  return [...inSight, index].sort((a, b) => a - b);
}
