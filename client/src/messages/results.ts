import type { Explained } from '../run/explained.ts';
import type { CodeLanguageId } from './code-languages.ts';

export type { Explained, ExplainedPart, ServerPlan, ServerStep } from '../run/explained.ts';

// What the extension host and the results view say to each other. The host's messages carry whole snapshots of the tabs,
// and rows by the page: the view asks for the pages that it shows.

/** How a value looks; `missing` is a field that the document does not have. */
export type CellKind =
  | 'null'
  | 'missing'
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'id'
  | 'binary'
  | 'document'
  | 'array'
  | 'other';

/** A value as the grid shows it: one line, long text cut. */
export interface Cell {
  readonly text: string;
  readonly kind: CellKind;
  /** The value's BSON type as people name it: `Decimal128`. */
  readonly type: string;
}

export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

export interface ResultProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
}

/**
 * `held`: the cursor is open and waits until somebody scrolls on. `full`: it waits because as many rows are held as may be.
 * `stopped`: the cursor was closed before its end because another run took its place.
 */
export type ResultState = 'running' | 'held' | 'full' | 'done' | 'failed' | 'cancelled' | 'stopped';

/** One statement's result. Times in milliseconds. */
export interface ResultTab {
  readonly id: number;
  readonly title: string;
  /** The statement, cut where it is long. */
  readonly statement: string;
  /** The file's name and the line it begins at, counted from 1. */
  readonly place: string;
  readonly state: ResultState;
  readonly columns: readonly ResultColumn[];
  /** Rows that can be shown now. */
  readonly rows: number;
  readonly affected?: number;
  readonly message?: string;
  readonly problems: readonly ResultProblem[];
  readonly pool?: string;
  readonly host?: string;
  readonly firstRowMs?: number;
  readonly ms?: number;
  readonly pinned: boolean;
  /** What the statement might do on its connection. */
  readonly role: 'dev' | 'confirm' | 'read-only';
  /** Grows as the rows become others than those that came from the statement in turn: what was asked of them before holds no more. */
  readonly version?: number;
  /** Absent where the result cannot be sorted and filtered, as in notebooks. */
  readonly arrangement?: Arrangement;
  readonly count?: RowCount;
  /** Which columns show fields that can be edited, and why there are none. Absent where nothing can be edited at all, as in notebooks. */
  readonly editing?: { readonly columns: readonly boolean[]; readonly why?: string };
  readonly plan?: ResultPlan;
}

/** What EXPLAIN found out, where the rows are its lines; spans are offsets in the statement beside it. */
export interface ResultPlan {
  readonly sql: string;
  readonly explained: Explained;
}

/** How a result is looked at: sorted by a column, and without the rows that filters leave out. Columns by position. */
export interface Arrangement {
  readonly order?: { readonly column: number; readonly direction: 'asc' | 'desc' };
  /** What was typed for columns. */
  readonly filters: readonly { readonly column: number; readonly text: string }[];
}

/** The true number of rows, once somebody asked for it. */
export type RowCount = number | 'counting';

export type CopyFormat = 'text' | 'csv' | 'json' | 'markdown' | 'insert';

/** A query for a value: the same rows where it is that, or is not; or the documents that have it. */
export type ValueTest = 'filter' | 'exclude' | 'documents';

/** The cells of rows, the last one included, in columns in the order in which they are shown. */
export interface CellRange {
  readonly fromRow: number;
  readonly toRow: number;
  readonly columns: readonly number[];
}

/** What can be done to a column. */
export type ColumnAction = 'hide' | 'pin' | 'left' | 'right';

/** A text that is looked for in columns, in the order in which they are shown. */
export interface Wanted {
  readonly text: string;
  readonly matchCase: boolean;
  readonly columns: readonly number[];
}

/** A cell, by the column's place in the result. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A value of a document in the tree: `members` says how many it holds itself. */
export interface TreeNode {
  readonly name: string;
  readonly cell: Cell;
  readonly members: number;
}

/** A cell whose value is another now, and the lines of the tree that show it; none where the row has got other members. */
export interface ChangedValue {
  readonly row: number;
  readonly column: number;
  readonly cell: Cell;
  readonly lines?: readonly { readonly path: readonly number[]; readonly cell: Cell }[];
}

export type ChartScale = 'time' | 'number' | 'category';

/** A column that can be drawn. */
export interface ChartChoice {
  readonly column: number;
  readonly scale: ChartScale;
}

/** The points of a chart, in order of x: seconds since 1970, numbers, or 0, 1, 2 … with their labels. Without x and y nothing can be drawn. */
export interface ChartData {
  readonly choices: readonly ChartChoice[];
  readonly x?: number;
  readonly y?: number;
  readonly scale?: ChartScale;
  readonly xs: readonly number[];
  readonly ys: readonly (number | null)[];
  readonly labels?: readonly string[];
  /** Rows that were drawn. */
  readonly rows: number;
}

export type ToResultsView =
  | { readonly type: 'tabs'; readonly tabs: readonly ResultTab[]; readonly active?: number }
  | {
      readonly type: 'page';
      readonly tab: number;
      readonly from: number;
      readonly rows: readonly (readonly Cell[])[];
    }
  | {
      readonly type: 'value';
      readonly tab: number;
      readonly row: number;
      readonly column: number;
      readonly text: string;
      /** In characters, where `text` is only the beginning. */
      readonly length?: number;
    }
  /** Members of a place in the result: see `branch` of the view. `total` counts all that there are now. */
  | {
      readonly type: 'branch';
      readonly tab: number;
      readonly path: readonly number[];
      readonly from: number;
      readonly nodes: readonly TreeNode[];
      readonly total: number;
    }
  /** Rows as Extended JSON, a text for each. */
  | { readonly type: 'json'; readonly tab: number; readonly from: number; readonly texts: readonly string[] }
  | { readonly type: 'chart'; readonly tab: number; readonly chart: ChartData }
  /** A value is being edited: its field, its text as it is now, and the name of its BSON type. */
  | {
      readonly type: 'editing';
      readonly tab: number;
      readonly label: string;
      readonly text: string;
      readonly valueType: string;
    }
  /** What a text that is typed would be: the statement that writes it, or why it cannot be. */
  | {
      readonly type: 'editPreview';
      readonly tab: number;
      readonly text: string;
      readonly ok: boolean;
      readonly statement: string;
      readonly note: string;
    }
  /** What became of an edit. `changed`: the value that is another now. */
  | {
      readonly type: 'edited';
      readonly tab: number;
      readonly note: string;
      readonly canUndo: boolean;
      readonly changed?: ChangedValue;
    }
  /** What the selected cells come to. */
  | { readonly type: 'summary'; readonly tab: number; readonly range: CellRange; readonly text: string }
  /** How far the search for a text is. `place` is the match that was gone to, `index` which one of all it is, from 1. */
  | {
      readonly type: 'found';
      readonly tab: number;
      readonly wanted: Wanted;
      readonly matches: number;
      readonly searched: number;
      readonly state: 'searching' | 'done' | 'stopped';
      readonly place?: CellPlace;
      readonly index?: number;
    }
  /** Somebody chose what to do to a column, or to that of the cell that has the keyboard; or which of them to show. */
  | { readonly type: 'column'; readonly action: ColumnAction; readonly column?: number }
  | { readonly type: 'showColumns'; readonly tab: number; readonly columns: readonly number[] }
  | { readonly type: 'resetColumns' }
  /** Somebody chose a query for the value of the cell that has the keyboard: the view answers with its place. */
  | { readonly type: 'queryValue'; readonly test: ValueTest }
  /** Somebody chose to find a text. */
  | { readonly type: 'find' }
  /** Somebody chose a copy command: the view answers with `copy` and its selection. */
  | { readonly type: 'copySelection'; readonly format: CopyFormat }
  | { readonly type: 'focus' };

export type FromResultsView =
  | { readonly type: 'ready' }
  | { readonly type: 'select'; readonly tab: number }
  | { readonly type: 'close'; readonly tab: number }
  | { readonly type: 'pin'; readonly tab: number; readonly pinned: boolean }
  | { readonly type: 'page'; readonly tab: number; readonly from: number; readonly count: number }
  /** Rows up to this one are about to be looked at. */
  | { readonly type: 'want'; readonly tab: number; readonly upTo: number }
  /** Let go of the bound on held rows once. */
  | { readonly type: 'more'; readonly tab: number }
  | { readonly type: 'cancel'; readonly tab: number }
  | { readonly type: 'reveal'; readonly tab: number }
  | { readonly type: 'value'; readonly tab: number; readonly row: number; readonly column: number }
  /** Members of a row (path: its index), or of what lies in it (path: indexes of members); with no path the rows. */
  | {
      readonly type: 'branch';
      readonly tab: number;
      readonly path: readonly number[];
      readonly from: number;
      readonly count: number;
    }
  | { readonly type: 'json'; readonly tab: number; readonly from: number; readonly count: number }
  | { readonly type: 'chart'; readonly tab: number; readonly x?: number; readonly y?: number }
  | { readonly type: 'summary'; readonly tab: number; readonly range: CellRange }
  /** Find the next match in a direction; with a step of 0, which may be at the place, or behind it. */
  | {
      readonly type: 'find';
      readonly tab: number;
      readonly wanted: Wanted;
      readonly from: CellPlace;
      readonly step: -1 | 0 | 1;
    }
  /** Look no further. */
  | { readonly type: 'findStop'; readonly tab: number }
  | { readonly type: 'arrange'; readonly tab: number; readonly arrangement: Arrangement }
  | { readonly type: 'queryValue'; readonly tab: number; readonly place: CellPlace; readonly test: ValueTest }
  /** Whether the grid is what is looked at. */
  | { readonly type: 'looking'; readonly atGrid: boolean }
  /** These columns are shown now, in this order. */
  | { readonly type: 'shown'; readonly tab: number; readonly columns: readonly number[] }
  /** Count all rows on the server, or stop that. */
  | { readonly type: 'count'; readonly tab: number }
  /** Edit a cell, or a value of the tree by its path. */
  | { readonly type: 'edit'; readonly tab: number; readonly row: number; readonly column: number }
  | { readonly type: 'editPath'; readonly tab: number; readonly path: readonly number[] }
  | { readonly type: 'editPreview'; readonly tab: number; readonly text: string }
  | { readonly type: 'editWrite'; readonly tab: number; readonly text: string }
  | { readonly type: 'editUndo'; readonly tab: number }
  /** Write a statement into the editor; it is not run. */
  | { readonly type: 'write'; readonly tab: number; readonly statement: string }
  | { readonly type: 'copyPipeline'; readonly tab: number; readonly language: CodeLanguageId }
  | { readonly type: 'copy'; readonly tab: number; readonly range: CellRange; readonly format: CopyFormat };
