import type { ErrorKind } from '../pool-types.ts';

/**
 * What happened in a pool, as plain data; with what the journal holds, the only thing that moves its metrics. `at` is in milliseconds of a
 * monotonic clock. `connection` is unique within the pool and host, also across the clients that an ALTER replaces;
 * `serial` among all connections of all pools.
 */
export type MetricEvent =
  | {
      readonly kind: 'connectionCreated';
      at: number;
      host: string;
      connection: number;
      serial: number;
      forWaiter?: boolean;
    }
  | { readonly kind: 'connectionReady'; at: number; host: string; connection: number }
  /** `server` is the server's own number of the connection. */
  | { readonly kind: 'connectionKnown'; at: number; host: string; connection: number; server: number }
  /** `failure` says why it could not be opened, or broke. */
  | {
      readonly kind: 'connectionClosed';
      at: number;
      host: string;
      connection: number;
      reason: string;
      failure?: { readonly kind: ErrorKind; readonly why: string };
    }
  | { readonly kind: 'checkoutFailed'; at: number; host: string; waitMs: number }
  /** A checkout was cancelled by its caller: the driver drops it from the queue without a word. */
  | { readonly kind: 'checkoutCancelled'; at: number; host: string; startedAt: number }
  /** The driver emptied the pool of one host: connections being opened may end without a word. */
  | { readonly kind: 'poolCleared'; at: number; host: string }
  /** A caller saw its operation fail. `unanswered` where it failed before or without a connection. */
  | {
      readonly kind: 'operationFailed';
      at: number;
      host?: string | undefined;
      error: ErrorKind;
      unanswered: boolean;
    }
  /** `roundTripMs` is what is known of a server's heartbeats as it is found. */
  | { readonly kind: 'hostChanged'; at: number; host: string; role: string; roundTripMs?: number }
  /** A server answered a heartbeat, or did not. */
  | { readonly kind: 'heartbeat'; at: number; host: string; roundTripMs: number }
  | { readonly kind: 'heartbeatFailed'; at: number; host: string }
  /** From now on this client's connections are the pool's; all others were of clients before it or will be after it. */
  | { readonly kind: 'clientInUse'; at: number; from: number; to: number }
  /** A client was closed: none of its connections, numbered from `from` to before `to`, are left. */
  | { readonly kind: 'clientClosed'; at: number; from: number; to: number }
  | { readonly kind: 'hostGone'; at: number; host: string };
