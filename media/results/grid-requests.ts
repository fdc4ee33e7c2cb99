import type { CellRange } from '../../client/src/messages/results.ts';
import type { ColumnLayout } from './column-layout.ts';

/** What a grid asks for. Columns by their place in the result. */
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
  /** Columns are shown in another way. */
  layout(layout: ColumnLayout): void;
}
