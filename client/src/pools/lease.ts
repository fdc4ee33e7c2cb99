import type { Db, MongoClient } from 'mongodb';
import type { ClientGeneration } from './client-generation.ts';
import type { FailureContext } from './driver-failure.ts';
import { errorKind, poolFailure } from './driver-failure.ts';
import type { PoolError } from './pool-error.ts';
import type { PoolMonitor } from './pool-monitor.ts';
import type { RunningWork, WorkInfo } from './running-operation.ts';
import { runWork, startWork } from './running-operation.ts';

/**
 * The right to run operations through a pool. While it is held, ALTER and DROP wait for it (up to drainTimeoutMS);
 * give it back with `release`.
 */
export interface PoolLease {
  readonly pool: string;
  readonly client: MongoClient;
  /** The pool's database, or the one that the connection string names; `test` where none does. */
  readonly db: Db;
  /** Whether somebody named the database. */
  readonly namesDatabase: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * Runs one operation and counts how it ended. Errors come through as the driver threw them; `failure` numbers them.
   * An operation that runs outside is counted too, but not its failure, nor what it was.
   */
  run<T>(info: WorkInfo, operation: (work: RunningWork) => Promise<T>): Promise<T>;
  /** A client of one connection to one server, outside the pool: to stop operations. */
  control(host: string): Promise<MongoClient>;
  /** A driver's error as a numbered problem without credentials. */
  failure(error: unknown): PoolError;
  release(): void;
}

export function createLease(
  generation: ClientGeneration,
  monitor: PoolMonitor,
  context: FailureContext,
  database: string | undefined,
): PoolLease {
  const release = generation.lease();
  const { client } = generation;
  const named = namedDatabase(context.uri, database);
  const failed = (work: RunningWork, error: unknown): void => {
    if (work.cancelled) monitor.cancelled(work);
    else monitor.failed(work, errorKind(error), poolFailure(error, context).message);
  };
  return {
    pool: context.pool,
    client,
    db: client.db(named),
    namesDatabase: named !== undefined,
    options: generation.options,
    run: (info, operation) => runWork(startWork(info, failed), operation),
    control: (host) => generation.control(host),
    failure: (error) => poolFailure(error, context),
    release,
  };
}

/** The pool's database, or the one behind the hosts of its connection string. */
export function namedDatabase(uri: string, database: string | undefined): string | undefined {
  if (database !== undefined) return database;
  const written = /^mongodb(?:\+srv)?:\/\/(?:.*@)?[^/?]*\/([^?]+)/s.exec(uri)?.[1];
  return written === undefined ? undefined : decodeURIComponent(written);
}
