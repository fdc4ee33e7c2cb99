import type { Row } from './row.ts';

/** Takes the next bytes of a file; settles once more may come, and rejects with what the file system says. */
export type WriteBytes = (bytes: string | Uint8Array) => Promise<void>;

/** Writes one result: the names of its columns, then its rows, then its end. */
export interface RowWriter {
  begin(names: readonly string[]): Promise<void>;
  rows(batch: readonly Row[]): Promise<void>;
  end(): Promise<void>;
}
