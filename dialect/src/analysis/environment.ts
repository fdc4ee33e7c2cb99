import type { Document } from '../pipeline/command.ts';

/**
 * What a statement is given when it is compiled to run: the values that stand for its parameters and variables, one clock for the
 * whole statement, and the rows of virtual tables. Editors compile without one: values are then unknown.
 */
export interface Environment {
  /** The instant that CURRENT_TIMESTAMP and its kin give, the same throughout the statement. */
  readonly now: Date;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The session's current pool, for CONNECTION_POOL_ACTIVE() without FROM. */
  readonly currentPool?: string;
  /** The rows of a virtual table such as CONNECTION_POOLS, keyed by column name. `pool` is its argument. */
  readonly virtualRows: (table: string, pool?: string) => readonly Document[];
}
