import type { ClientSession } from 'mongodb';
import type { RoutedLease } from '../groups/group-lease.ts';

/** A transaction while it runs: the statements of the session go through its server session, on its pool. */
export interface Transaction {
  readonly lease: RoutedLease;
  readonly session: ClientSession;
  /** A statement failed, and with it the transaction: only its end is awaited. */
  failed: boolean;
  /** Collections that it wrote. */
  readonly written: Set<string>;
  /** The end of the newest statement: the next one waits for it. */
  last: Promise<unknown>;
}
