import type { PoolLease } from '../pools/lease.ts';
import type { PoolError } from '../pools/pool-error.ts';
import type { Batches } from './batches.ts';

/** What a group adds to a lease of one of its pools. */
export interface Route {
  readonly group: string;
  /** Whether what failed like this may be run again on another member: it did not reach this one. */
  elsewhere(failure: PoolError): boolean;
  /** How documents are written in a group for batches. */
  readonly batches?: Batches;
}

/** A lease of a pool, also of one that a group chose. */
export interface RoutedLease extends PoolLease {
  readonly route?: Route;
}

/** The problems of a server that was not reached, or cannot take the statement as it stands now. */
const unreachable: ReadonlySet<PoolError['code']> = new Set<PoolError['code']>([
  ...(['QL5001', 'QL5002', 'QL5003', 'QL5009', 'QL5010', 'QL5012', 'QL5013', 'QL5026'] as const),
]);

/** Whether a failure speaks against the member, and not against the statement or its load. */
export const speaksAgainst = ({ code }: PoolError): boolean => unreachable.has(code);
