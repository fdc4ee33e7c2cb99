import type { ColumnAction } from '../../client/src/messages/results.ts';

/** Which columns of a result are shown, how, and in which order. Columns by their place in the result. */
export interface ColumnLayout {
  /** From left to right. */
  readonly shown: readonly number[];
  /** So many of the first stay in sight. */
  readonly pinned: number;
  /** In pixels, of the columns that somebody made wider or narrower. */
  readonly widths: Readonly<Record<number, number>>;
}

/** A column that is drawn: at which place from the left, which one of the result, and where in pixels. */
export interface DrawnColumn {
  readonly at: number;
  readonly column: number;
  readonly start: number;
  readonly size: number;
  readonly isPinned: boolean;
}

/** All columns as queried. */
export function wholeLayout(columns: number): ColumnLayout {
  return { shown: Array.from({ length: columns }, (_, index) => index), pinned: 0, widths: {} };
}

/** The layout after an action on the column at a place from the left; the same where it means nothing there. */
export function afterAction(layout: ColumnLayout, at: number, action: ColumnAction): ColumnLayout {
  const { shown, pinned } = layout;
  const column = shown[at];
  if (column === undefined) return layout;
  const others = shown.toSpliced(at, 1);
  const isPinned = at < pinned;
  switch (action) {
    case 'hide':
      return others.length === 0
        ? layout
        : { ...layout, shown: others, pinned: isPinned ? pinned - 1 : pinned };
    case 'pin': {
      const border = isPinned ? pinned - 1 : pinned;
      return {
        ...layout,
        shown: others.toSpliced(border, 0, column),
        pinned: isPinned ? border : border + 1,
      };
    }
    case 'left':
    case 'right':
      return afterMove(layout, at, action === 'left' ? at - 1 : at + 1);
  }
}

/** The layout with a column at another place, as near to it as its group, pinned or not, allows. */
export function afterMove(layout: ColumnLayout, from: number, to: number): ColumnLayout {
  const { shown, pinned } = layout;
  const column = shown[from];
  if (column === undefined) return layout;
  const [least, most] = from < pinned ? [0, pinned - 1] : [pinned, shown.length - 1];
  const target = Math.max(least, Math.min(most, to));
  return target === from
    ? layout
    : { ...layout, shown: shown.toSpliced(from, 1).toSpliced(target, 0, column) };
}

/** The layout with these columns shown: those that were stay where they are, others come before the first that stands behind them in the result. */
export function afterChoice(layout: ColumnLayout, wanted: readonly number[]): ColumnLayout {
  if (wanted.length === 0) return layout;
  const kept = layout.shown.filter((column) => wanted.includes(column));
  const pinned = layout.shown.slice(0, layout.pinned).filter((column) => wanted.includes(column)).length;
  const shown = [...kept];
  for (const column of wanted.filter((each) => !kept.includes(each)).sort((a, b) => a - b)) {
    const behind = shown.findIndex((each, at) => at >= pinned && each > column);
    shown.splice(behind < 0 ? shown.length : behind, 0, column);
  }
  return { ...layout, shown, pinned };
}

/** A layout that was kept as data, of a result with so many columns; undefined where it is none of these. */
export function readLayout(kept: unknown, columns: number): ColumnLayout | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { shown, pinned, widths } = kept as Partial<Record<keyof ColumnLayout, unknown>>;
  if (!Array.isArray(shown) || typeof pinned !== 'number' || typeof widths !== 'object' || !widths)
    return undefined;
  const isOne = (column: unknown): column is number =>
    Number.isInteger(column) && Number(column) >= 0 && Number(column) < columns;
  if (shown.length === 0 || !shown.every(isOne) || new Set(shown).size !== shown.length) return undefined;
  return { shown, pinned: Math.min(Math.max(pinned, 0), shown.length), widths: { ...widths } };
}
