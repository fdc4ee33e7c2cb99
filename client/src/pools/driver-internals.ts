import { EventEmitter } from 'node:events';
import { MongoErrorLabel, MongoNetworkError } from 'mongodb';
import type { ConnectionPoolEvents, MongoClient } from 'mongodb';

/**
 * What the driver has behind its types. It tells the server's number of a connection with command events only, and
 * for whom it opens a connection not at all; and it takes no other limit once it has connected.
 */
interface Internals {
  readonly topology?: {
    readonly s?: { readonly servers?: ReadonlyMap<string, InternalServer> };
  };
}

interface InternalServer {
  readonly pool?: InternalPool;
  requestCheck?(): void;
}

interface InternalPool extends EventEmitter {
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
  /** Told as soon as it is closed, before what runs on it fails. */
  once?(event: 'close', listener: () => void): unknown;
}

/** An open connection by the driver's number. */
export function driverConnection(
  client: MongoClient,
  host: string,
  driverId: number,
): DriverConnection | undefined {
  const pool = serverPool(client, host);
  for (const connections of [pool?.connections ?? [], pool?.checkedOut ?? []])
    for (const connection of connections) if (Number(connection.id) === driverId) return connection;
  return undefined;
}

/** Listeners by the event of a server's pool that they hear. */
export type SourceListeners = Pick<
  ConnectionPoolEvents,
  'connectionCheckOutStarted' | 'connectionCheckedOut' | 'connectionCheckedIn'
>;

/**
 * Hears these events where one server's pool tells of them, and nobody else does any more: the driver would hand each on to the server, the
 * topology and the client, which costs about as much as what the listeners do. To be called when the client tells that the pool was created.
 * False where the driver has no pool there that hands each of them on: nothing is heard then, and the client goes on to tell of them.
 */
export function listenAtSource(client: MongoClient, host: string, listeners: SourceListeners): boolean {
  const pool = serverPool(client, host);
  const all = Object.entries(listeners);
  if (!(pool instanceof EventEmitter && all.every(([event]) => pool.listenerCount(event) > 0))) return false;
  for (const [event, listener] of all) {
    pool.removeAllListeners(event);
    pool.on(event, listener);
  }
  return true;
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

/**
 * Writes that were in flight are sent once more where `retryWrites` says so. The driver marks them as worth it only where its pool was not
 * emptied meanwhile, though: as the first of many connections that break together empties it, all others would fail.
 */
export function retryBrokenWrites(connection: DriverConnection): void {
  connection.once?.('close', () => {
    const { error } = connection;
    if (error instanceof MongoNetworkError) error.addErrorLabel(MongoErrorLabel.RetryableWriteError);
  });
}

/** Whether the driver is at its wait queue: a connection that it creates then is for the first that waits. */
export function servesQueue(client: MongoClient, host: string): boolean {
  return serverPool(client, host)?.processingWaitQueue === true;
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

/** Has the driver ask a server how it is, without waiting for the next heartbeat. */
export function checkNow(client: MongoClient, host: string): void {
  server(client, host)?.requestCheck?.();
}

function serverPool(client: MongoClient, host: string): InternalPool | undefined {
  return server(client, host)?.pool;
}

function server(client: MongoClient, host: string): InternalServer | undefined {
  const { topology } = client as unknown as Internals;
  return topology?.s?.servers?.get(host);
}
