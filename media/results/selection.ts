export interface Position {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells: it began at the anchor, and the keyboard is at the active cell. */
export interface Selection {
  readonly anchor: Position;
  readonly active: Position;
}

/** Cells by position, ends included. */
export interface Block {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

export const firstCell: Selection = { anchor: { row: 0, column: 0 }, active: { row: 0, column: 0 } };

export function rangeOf({ anchor, active }: Selection): Block {
  return {
    fromRow: Math.min(anchor.row, active.row),
    toRow: Math.max(anchor.row, active.row),
    fromColumn: Math.min(anchor.column, active.column),
    toColumn: Math.max(anchor.column, active.column),
  };
}

export function includes(range: Block, row: number, column: number): boolean {
  return range.fromRow <= row && row <= range.toRow && range.fromColumn <= column && column <= range.toColumn;
}

export function wholeRow(row: number, { columns }: Extent): Selection {
  return { anchor: { row, column: columns - 1 }, active: { row, column: 0 } };
}

export function wholeColumn(column: number, { rows }: Extent): Selection {
  return { anchor: { row: rows - 1, column }, active: { row: 0, column } };
}

export interface Key {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

/** The selection after a key, or undefined where the key means nothing to the grid. `page` is the rows of a screenful. */
export function afterKey(
  { anchor, active }: Selection,
  { key, ctrl, shift }: Key,
  extent: Extent,
  page: number,
): Selection | undefined {
  const last = { row: extent.rows - 1, column: extent.columns - 1 };
  if (ctrl && key.toLowerCase() === 'a') return { anchor: last, active: { row: 0, column: 0 } };
  if (key === ' ' && shift) return wholeRow(active.row, extent);
  if (key === ' ' && ctrl) return wholeColumn(active.column, extent);
  const target = step(active, key, ctrl, last, page);
  if (!target) return undefined;
  const next = {
    row: Math.max(0, Math.min(last.row, target.row)),
    column: Math.max(0, Math.min(last.column, target.column)),
  };
  return { anchor: shift ? anchor : next, active: next };
}

function step(
  { row, column }: Position,
  key: string,
  ctrl: boolean,
  last: Position,
  page: number,
): Position | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: ctrl ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: ctrl ? last.row : row + 1, column };
    case 'ArrowLeft':
      return { row, column: ctrl ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: ctrl ? last.column : column + 1 };
    case 'PageUp':
      return { row: row - page, column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrl ? last.row : row, column: last.column };
    default:
      return undefined;
  }
}
