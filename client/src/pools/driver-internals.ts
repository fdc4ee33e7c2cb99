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
  readonly checkedOut?: Iterable<{
    readonly id: number | string;
    readonly description?: { readonly serverConnectionId?: number | bigint | null };
  }>;
}

/** The server's number of a connection that is checked out, by the driver's; undefined where the driver has none. */
export function serverConnectionId(client: MongoClient, host: string, driverId: number): number | undefined {
  const { topology } = client as unknown as Internals;
  for (const { id, description } of topology?.s?.servers?.get(host)?.pool?.checkedOut ?? []) {
    const number = description?.serverConnectionId;
    if (Number(id) === driverId && number !== undefined && number !== null) return Number(number);
  }
  return undefined;
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
