/** A row that the server did not write. */
export interface RejectedRow {
  /** Its place among the rows that the statement writes, from 1. */
  readonly at: number;
  /** What was to be done, in Extended JSON. */
  readonly operation: string;
  readonly reason: string;
}

/** Who is told how far the writing of a statement has come. */
export interface WriteAccount {
  /** Documents that are written for certain, of so many that the statement writes. */
  wrote(written: number, total: number): void;
  /** What was on its way when it was cut off: whether and how much of it was written is not known. */
  cut(): void;
  rejected(row: RejectedRow): void;
}

export const nobody: WriteAccount = {
  wrote: () => undefined,
  cut: () => undefined,
  rejected: () => undefined,
};
