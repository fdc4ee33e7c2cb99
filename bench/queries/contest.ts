import type { Document } from '../../dialect/src/index.ts';

/**
 * A query, and the pipeline that somebody who knows MongoDB, its manual and the sample shop writes for it: it gives the same values. It joins
 * by $lookup, and leaves the choice of an engine to the server.
 */
export interface Contest {
  readonly name: string;
  readonly sql: string;
  readonly hand: { readonly from: string; readonly stages: readonly Document[] };
}

export const day = 86_400_000;

/** Keeps rows that found something. Between a $lookup and its $unwind it keeps the server from doing both at once, which takes much longer. */
export const found = (name: string): Document => ({ $match: { [name]: { $ne: [] } } });
