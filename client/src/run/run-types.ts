import type { OutputColumn, Problem } from '../../../dialect/src/index.ts';
import type { Explained } from './explained.ts';

/** Where a result's rows go as they come. A batch that returns a promise holds the cursor back until it settles. */
export interface RowSink {
  columns(columns: readonly OutputColumn[]): void | Promise<void>;
  /** Rows in column order, BSON values as the driver gives them: numbers with their types where the run wants them so. */
  rows(batch: readonly (readonly unknown[])[]): void | Promise<void>;
}

/** How one statement ended. Problems carry spans relative to the statement; a failure is an error among them, never an exception. */
export interface StatementOutcome {
  readonly kind: string;
  readonly ok: boolean;
  readonly cancelled: boolean;
  readonly columns: readonly OutputColumn[];
  readonly rowCount: number;
  /** Documents written, where the statement writes. */
  readonly affected?: number;
  /** What happened, in a sentence, where there are no rows: `Pool read_pool is ready: 10 of 150 connections.` */
  readonly message?: string;
  readonly problems: readonly Problem[];
  /** What EXPLAIN found out, where its rows are the lines of that. */
  readonly plan?: Explained;
  readonly pool?: string;
  readonly host?: string;
  readonly firstRowMs?: number;
  readonly ms: number;
}
