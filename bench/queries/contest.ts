import type { Document } from '../../dialect/src/index.ts';

/** A query, and the pipeline that somebody who knows MongoDB and the sample shop writes for it: it gives the same values. */
export interface Contest {
  readonly name: string;
  readonly sql: string;
  readonly hand: { readonly from: string; readonly stages: readonly Document[] };
}

export const day = 86_400_000;

/** Keeps rows that found something. Between a $lookup and its $unwind it keeps the server from doing both at once, which takes much longer. */
export const found = (name: string): Document => ({ $match: { [name]: { $ne: [] } } });
