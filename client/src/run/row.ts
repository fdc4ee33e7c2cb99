import type { Document, OutputColumn } from '../../../dialect/src/index.ts';

/** A result document as a row; a field that is not there is NULL. */
export function rowOf(document: Document, columns: readonly OutputColumn[]): readonly unknown[] {
  return columns.map(({ field }) => document[field] ?? null);
}
