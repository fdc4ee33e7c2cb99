import type { Refusal } from '../pool-types.ts';
import type { RunningWork } from '../running-operation.ts';
import type { RoundTrip } from './round-trip.ts';
import { createRoundTrip } from './round-trip.ts';
import type { Timings } from './timings.ts';
import { createTimings } from './timings.ts';
import type { WaitQueue } from './wait-queue.ts';
import { createWaitQueue } from './wait-queue.ts';

/** Where one connection stands. `since` is when it came there, in milliseconds of a monotonic clock. */
export interface ConnectionMetrics {
  readonly host: string;
  /** No other connection of any pool has it. */
  readonly serial: number;
  state: 'pending' | 'idle' | 'active';
  since: number;
  readonly createdAt: number;
  /** The server's own number of it; NaN until that is known. */
  server: number;
  /** How often it was checked out. */
  checkouts: number;
  /** Whether its client is the one in use, and it counts. */
  counts: boolean;
  /** The operation that holds it. */
  work: RunningWork | undefined;
  /** How long its newest checkout waited, and how long the last one that ended held it. */
  waitMs: number;
  heldMs: number;
  /** Pending when the driver emptied the pool: it may vanish without a word. */
  doubtful: boolean;
}

/** What is known of one server address behind a pool. */
export interface HostMetrics {
  readonly address: string;
  role: string;
  readonly roundTrip: RoundTrip;
  /** Whether the newest heartbeat was answered. */
  beats: boolean;
  /** No longer part of the topology. */
  gone: boolean;
  readonly connections: Map<number, ConnectionMetrics>;
  /** How many of them are of the client in use: idle, active and pending are counted of those alone. */
  size: number;
  pending: number;
  idle: number;
  active: number;
  readonly queue: WaitQueue;
  created: number;
  destroyed: number;
  checkouts: number;
  checkoutFailures: number;
  /** Connections that could not be opened since the last one that could, and why the newest could not. */
  refused: Refusal | undefined;
  refusedAt: number;
  /** How often the driver threw all connections to the host away. */
  clears: number;
  operations: number;
  errors: number;
  readonly checkout: Timings;
  readonly response: Timings;
  /** How long connections took to open. */
  readonly creation: Timings;
}

/** The article's shares of the past in the exponential averages. */
export const checkoutPast = 0.9;
export const operationPast = 0.95;

export function createHostMetrics(address: string): HostMetrics {
  return {
    address,
    role: 'unknown',
    roundTrip: createRoundTrip(),
    beats: false,
    gone: false,
    connections: new Map(),
    size: 0,
    pending: 0,
    idle: 0,
    active: 0,
    queue: createWaitQueue(),
    created: 0,
    destroyed: 0,
    checkouts: 0,
    checkoutFailures: 0,
    refused: undefined,
    refusedAt: NaN,
    clears: 0,
    operations: 0,
    errors: 0,
    checkout: createTimings(checkoutPast),
    response: createTimings(operationPast),
    creation: createTimings(operationPast),
  };
}
