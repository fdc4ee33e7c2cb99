import type { SqlType } from './types.ts';

export interface VirtualColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  /** `ms`, `connections`, `operations`, `percent` …, where there is one. */
  readonly unit?: string;
  readonly documentation: string;
  /** The only values there are, where they are few: completion offers them in comparisons. */
  readonly values?: readonly string[];
}

/** A table function whose rows the pool manager gives: CONNECTION_POOLS() and its kin. Rows are keyed by column name. */
export interface VirtualTable {
  /** Upper case, as people write it. */
  readonly name: string;
  readonly documentation: string;
  /** Whether it takes a pool's name as its argument. */
  readonly takesPool: boolean;
  readonly columns: readonly VirtualColumn[];
}
