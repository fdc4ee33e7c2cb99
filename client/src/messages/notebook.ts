// What a cell of a notebook keeps of a result, as its file and its renderer read it.
import type { CodeLanguageId } from './code-languages.ts';
import type { ResultColumn, ResultPlan } from './results.ts';
import type { ShownAs } from './shown-as.ts';

/** The kind of output that holds rows, and what draws it. */
export const rowsMime = 'application/vnd.qlsql.rows+json';
export const rowsRenderer = 'qlsql-rows';

/** What an output is called, in its metadata, by the page that draws it. */
export interface OutputName {
  readonly output: string;
}

/** What a plan in an output asks the extension for, `sql` is its statement; and how rows are shown from now on. */
export type FromNotebook = PlanRequest | ({ readonly type: 'shown'; readonly shown: ShownAs } & OutputName);

export type PlanRequest =
  | { readonly type: 'write'; readonly sql: string; readonly statement: string }
  | { readonly type: 'copyPipeline'; readonly sql: string; readonly language: CodeLanguageId };

/** The first rows of a result, and how it came. Times in milliseconds. */
export interface RowsOutput {
  readonly title: string;
  readonly columns: readonly ResultColumn[];
  /** Values by row in the order of the columns, packed as JSON: `packed` of client/src/results/packed-values.ts. */
  readonly rows: readonly (readonly unknown[])[];
  /** How many rows were read, those that were not kept included. */
  readonly total: number;
  /** Whether reading ended before the last row. */
  readonly isCut: boolean;
  readonly affected?: number;
  readonly notes?: readonly string[];
  readonly pool?: string;
  readonly host?: string;
  readonly firstRowMs?: number;
  readonly ms?: number;
  readonly plan?: ResultPlan;
  readonly shown?: ShownAs;
}

/** `first 1,000 of 54,210 rows`; undefined where all are kept. */
export function keptWords({ rows, total, isCut }: RowsOutput): string | undefined {
  if (rows.length === total && !isCut) return undefined;
  const count = new Intl.NumberFormat('en');
  return `first ${count.format(rows.length)} of ${isCut ? 'more than ' : ''}${count.format(total)} rows`;
}
