import type { ColumnAction, ResultTab } from '../../client/src/messages/results.ts';
import { cellAt } from './grid-cells.ts';
import type { GridColumns } from './grid-columns.ts';
import type { GridRequests } from './grid-requests.ts';
import { follow } from './pointer-drag.ts';
import {
  afterKey,
  includes,
  rangeOf,
  wholeColumn,
  wholeRow,
  type Extent,
  type Selection,
} from './selection.ts';

/** What keys and pointer find in a grid, and do to it. Columns by their place from the left. */
export interface GridHandles {
  tab(): ResultTab;
  selection(): Selection;
  /** How many rows a page is that is turned by a key. */
  screenful(): number;
  select(selection: Selection): void;
  /** Does something to the column of the cell that has the keyboard. */
  act(action: ColumnAction): void;
  move(from: number, to: number): void;
  /** Makes a column as wide as what is drawn of it. */
  fit(at: number): void;
  /** Shows where a heading that is being dragged would go. */
  showDrop(at: number | undefined): void;
  draw(): void;
}

/** Lets keys and pointer work in a grid. */
export function listen(
  element: HTMLElement,
  columns: GridColumns,
  requests: GridRequests,
  grid: GridHandles,
): void {
  const extent = (): Extent => ({ rows: grid.tab().rows, columns: columns.count });

  const onKey = (event: KeyboardEvent): void => {
    if (grid.tab().rows === 0) return;
    if (event.altKey) {
      const step = { ArrowLeft: 'left', ArrowRight: 'right' }[event.key] as ColumnAction | undefined;
      if (step === undefined || !event.shiftKey) return;
      event.preventDefault();
      grid.act(step);
      return;
    }
    const { active } = grid.selection();
    const column = columns.columnAt(active.column);
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      if (event.key === 'Enter') requests.open(active.row, column);
      else requests.edit?.(active.row, column);
      return;
    }
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (isPlain && (event.key === 's' || event.key === 'f')) {
      event.preventDefault();
      if (event.key === 's') requests.sort?.(column);
      else requests.filter?.(column);
      return;
    }
    const key = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey };
    const next = afterKey(grid.selection(), key, extent(), grid.screenful());
    if (!next) return;
    event.preventDefault();
    grid.select(next);
  };

  const onPointer = (event: PointerEvent): void => {
    if (!(event.target instanceof HTMLElement) || grid.tab().rows === 0) return;
    const { resize, column, row } =
      event.target.closest<HTMLElement>('[data-resize],[data-row],[data-column]')?.dataset ?? {};
    if (resize !== undefined) {
      dragEdge(columns, requests, grid, Number(resize), event);
      return;
    }
    const at = cellAt(event.target);
    const { anchor } = grid.selection();
    const isInside = at && includes(rangeOf(grid.selection()), at.row, at.column);
    if (event.button === 2 && isInside) return;
    if (at) {
      grid.select({ anchor: event.shiftKey ? anchor : at, active: at });
      if (event.button === 0) dragSelection(grid);
    } else if (row !== undefined) grid.select(wholeRow(Number(row), extent()));
    else if (column !== undefined) {
      grid.select(wholeColumn(Number(column), extent()));
      if (event.button === 0) dragHeading(grid, Number(column));
    } else return;
    event.preventDefault();
  };

  const onDoubleClick = ({ target }: MouseEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    const edge = target.dataset['resize'];
    if (edge !== undefined) {
      grid.fit(Number(edge));
      return;
    }
    const head = target.closest<HTMLElement>('.column');
    if (head) requests.sort?.(columns.columnAt(Number(head.dataset['column'])));
    const at = cellAt(target);
    if (!at) return;
    const column = columns.columnAt(at.column);
    if (grid.tab().editing?.columns[column]) requests.edit?.(at.row, column);
    else requests.open(at.row, column);
  };

  element.addEventListener('keydown', onKey);
  element.addEventListener('pointerdown', onPointer);
  element.addEventListener('dblclick', onDoubleClick);
}

/** The selection follows the pointer until its button is up. */
function dragSelection(grid: GridHandles): void {
  follow(({ clientX, clientY }) => {
    const at = cellAt(document.elementFromPoint(clientX, clientY));
    const { active, anchor } = grid.selection();
    if (at && (at.row !== active.row || at.column !== active.column)) grid.select({ anchor, active: at });
  });
}

/** A heading goes to the place of that over which the button comes up. */
function dragHeading(grid: GridHandles, from: number): void {
  let to: number | undefined;
  const move = ({ clientX, clientY }: PointerEvent): void => {
    const head = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('.column');
    const at = head ? Number(head.dataset['column']) : from;
    to = at === from ? undefined : at;
    grid.showDrop(to);
  };
  follow(move, () => {
    grid.showDrop(undefined);
    if (to !== undefined) grid.move(from, to);
  });
}

/** A column's right edge follows the pointer; the width is kept once the button is up. */
function dragEdge(
  columns: GridColumns,
  requests: GridRequests,
  grid: GridHandles,
  at: number,
  start: PointerEvent,
): void {
  start.preventDefault();
  const before = columns.widthOf(at);
  const move = (event: PointerEvent): void => {
    columns.resize(at, before + event.clientX - start.clientX);
    grid.draw();
  };
  follow(move, () => requests.layout(columns.layout));
}
