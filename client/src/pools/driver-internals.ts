import type { EventEmitter } from 'node:events';
import { MongoNetworkError } from 'mongodb';
import type { MongoClient } from 'mongodb';

/**
 * What the driver has behind its types. It tells the server's number of a connection with command events only, and
 * for whom it opens a connection not at all; and it takes no other limit once it has connected.
 */
interface Internals {
  readonly topology?: {
    readonly s?: { readonly servers?: ReadonlyMap<string, { readonly pool?: InternalPool }> };
  };
}

interface InternalPool {
  options?: { readonly maxPoolSize?: number };
  readonly processingWaitQueue?: boolean;
  processWaitQueue?(): void;
  readonly connections?: Iterable<DriverConnection>;
  readonly checkedOut?: Iterable<DriverConnection>;
}

/** An open connection as the driver has it. */
export interface DriverConnection {
  readonly id: number | string;
  readonly description?: { readonly serverConnectionId?: number | bigint | null };
  /** Why it was closed. */
  readonly error?: Error | null;
  readonly socket?: EventEmitter;
}

/** An open connection by the driver's number. */
export function driverConnection(
  client: MongoClient,
  host: string,
  driverId: number,
): DriverConnection | undefined {
  const { topology } = client as unknown as Internals;
  const pool = topology?.s?.servers?.get(host)?.pool;
  for (const connections of [pool?.connections ?? [], pool?.checkedOut ?? []])
    for (const connection of connections) if (Number(connection.id) === driverId) return connection;
  return undefined;
}

/** The server's own number of a connection. */
export function serverNumber({ description }: DriverConnection): number | undefined {
  const number = description?.serverConnectionId;
  return number === undefined || number === null ? undefined : Number(number);
}

/**
 * A write that waits until a full socket takes more waits for ever, and holds its connection, where the driver closes that without an
 * error of the socket: after socketTimeoutMS, or when it empties the pool of a server that does not answer. Here it is told of one.
 */
export function endWaitingWrites(connection: DriverConnection): void {
  const { socket } = connection;
  socket?.once('close', () => {
    if (socket.listenerCount('drain') === 0) return;
    socket.emit('error', connection.error ?? new MongoNetworkError('the connection was closed'));
  });
}

/** Whether the driver is at its wait queue: a connection that it creates then is for the first that waits. */
export function servesQueue(client: MongoClient, host: string): boolean {
  const { topology } = client as unknown as Internals;
  return topology?.s?.servers?.get(host)?.pool?.processingWaitQueue === true;
}

/** Lets the client open so many connections to each server from now on, 0 being any number: for those that wait already, too. */
export function raiseLimit(client: MongoClient, maxPoolSize: number): void {
  const { topology } = client as unknown as Internals;
  for (const { pool } of topology?.s?.servers?.values() ?? []) {
    if (!pool?.options) continue;
    pool.options = Object.freeze({ ...pool.options, maxPoolSize });
    pool.processWaitQueue?.();
  }
}
