import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
} from '@tanstack/virtual-core';
import type { Cell, ResultColumn } from '../../client/src/messages/results.ts';
import { wholeLayout, type ColumnLayout, type DrawnColumn } from './column-layout.ts';
import { clampWidth, fittingWidths } from './column-widths.ts';
import { textWidth } from './grid-cells.ts';

/** The columns of a grid: which are shown, how wide, and which of them are in sight. */
export class GridColumns {
  readonly #columns: readonly ResultColumn[];
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly #unmount: () => void;
  readonly #isNeeded: (at: number) => boolean;
  #fitting: number[];
  #layout: ColumnLayout;
  #numberWidth = 0;

  /** `isNeeded`: places to be drawn also where they are out of sight. */
  constructor(
    element: HTMLElement,
    columns: readonly ResultColumn[],
    layout: ColumnLayout | undefined,
    isNeeded: (at: number) => boolean,
    changed: () => void,
  ) {
    this.#columns = columns;
    this.#isNeeded = isNeeded;
    this.#layout = layout ?? wholeLayout(columns.length);
    this.#fitting = fittingWidths(columns, [], textWidth);
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
      getScrollElement: () => element,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: changed,
      horizontal: true,
      count: this.count,
      estimateSize: (at) => this.widthOf(at),
      overscan: 3,
      rangeExtractor: (range) => this.#withNeeded(defaultRangeExtractor(range), range.count),
    });
    this.#unmount = this.#virtualizer._didMount();
  }

  /** To be called once the element is in the page. */
  attach(): void {
    this.#virtualizer._willUpdate();
  }

  dispose(): void {
    this.#unmount();
  }

  /** How many are shown. */
  get count(): number {
    return this.#layout.shown.length;
  }

  get layout(): ColumnLayout {
    return this.#layout;
  }

  set layout(layout: ColumnLayout) {
    this.#layout = layout;
    this.#measure();
  }

  /** The width of the rows' numbers, which stand before them. */
  set numberWidth(width: number) {
    if (width === this.#numberWidth) return;
    this.#numberWidth = width;
    this.#measure();
  }

  /** The width of all, numbers included. */
  get totalWidth(): number {
    return this.#virtualizer.getTotalSize();
  }

  /** What stays in sight at the left: numbers and pinned columns. */
  get fixedWidth(): number {
    return this.#layout.shown
      .slice(0, this.#layout.pinned)
      .reduce((sum, _, at) => sum + this.widthOf(at), this.#numberWidth);
  }

  get drawn(): readonly DrawnColumn[] {
    return this.#virtualizer.getVirtualItems().map(({ index: at, start, size }: VirtualItem) => ({
      ...{ at, start, size, column: this.columnAt(at), isPinned: at < this.#layout.pinned },
    }));
  }

  /** Which column of the result stands at a place. */
  columnAt(at: number): number {
    return this.#layout.shown[at] ?? -1;
  }

  /** The place of a column of the result; -1 where it is hidden. */
  placeOf(column: number): number {
    return this.#layout.shown.indexOf(column);
  }

  reveal(at: number): void {
    if (at >= this.#layout.pinned) this.#virtualizer.scrollToIndex(at, { align: 'auto' });
  }

  /** Makes columns as wide as their names and these rows. */
  fitAll(rows: readonly (readonly Cell[])[]): void {
    this.#fitting = fittingWidths(this.#columns, rows, textWidth);
    this.#measure();
  }

  /** Makes one as wide as its name and these of its cells. */
  fit(at: number, cells: readonly Cell[]): void {
    const column = this.#columns[this.columnAt(at)];
    const [width] = column
      ? fittingWidths(
          [column],
          cells.map((cell) => [cell]),
          textWidth,
        )
      : [];
    if (width !== undefined) this.resize(at, width);
  }

  resize(at: number, width: number): void {
    const widths = { ...this.#layout.widths, [this.columnAt(at)]: clampWidth(width) };
    this.layout = { ...this.#layout, widths };
  }

  widthOf(at: number): number {
    const column = this.columnAt(at);
    return this.#layout.widths[column] ?? this.#fitting[column] ?? 100;
  }

  #measure(): void {
    this.#virtualizer.setOptions({
      ...this.#virtualizer.options,
      count: this.count,
      paddingStart: this.#numberWidth,
      scrollPaddingStart: this.fixedWidth,
    });
    this.#virtualizer.measure();
  }

  #withNeeded(inSight: readonly number[], count: number): number[] {
    const needed = new Set(inSight);
    for (let at = 0; at < count; at += 1) if (at < this.#layout.pinned || this.#isNeeded(at)) needed.add(at);
    return [...needed].sort((a, b) => a - b);
  }
}
