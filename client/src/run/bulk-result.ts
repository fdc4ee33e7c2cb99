import { MongoBulkWriteError } from 'mongodb';
import type { BulkWriteResult, WriteError } from 'mongodb';

/** How long a batch that is on its way may still take once the statement is cancelled: then it is known how much was written. */
export const patienceMs = 500;

/** Documents that a bulk write reached. */
export const writtenBy = (done: BulkWriteResult): number =>
  done.insertedCount + done.matchedCount + done.deletedCount;

/** The operations of a bulk write that failed, and what was written all the same; undefined where it failed as a whole. */
export function failedIn(
  error: unknown,
): { readonly failures: readonly WriteError[]; readonly written: number } | undefined {
  if (!(error instanceof MongoBulkWriteError)) return undefined;
  const failures = [error.writeErrors].flat();
  // A write concern that was not met, or a broken connection, is no failure of single documents.
  return failures.length === 0 ? undefined : { failures, written: writtenBy(error.result) };
}
