import type { AggregateOptions, AggregationCursor, Db } from 'mongodb';
import type { Document, Read } from '../../../dialect/src/index.ts';
import { rowsStage } from '../../../dialect/src/pipeline/rows.ts';
import type { PoolLease } from '../pools/lease.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { WorkInfo } from '../pools/running-operation.ts';
import type { StatementChannel } from './stoppable.ts';
import { withinTransaction } from './within-transaction.ts';

/** The cursor of a pipeline, not yet sent, with what every command of the statement carries. */
export function openRead(
  { source, pipeline }: Read,
  channel: StatementChannel,
  options: AggregateOptions = {},
): AggregationCursor<Document> {
  const { lease, session, giveUp, statement, batchSize, limit, exactNumbers } = channel;
  const all = {
    ...{ session, batchSize, allowDiskUse: true, signal: giveUp.signal, comment: statement },
    ...limit,
    promoteValues: !exactNumbers,
    ...options,
  };
  const stages = session.inTransaction() ? withinTransaction(pipeline) : [...pipeline];
  switch (source.kind) {
    case 'collection':
      return databaseOf(lease, source.database).collection(source.collection).aggregate(stages, all);
    case 'rows':
      return lease.db.aggregate([rowsStage(source.rows), ...stages], all);
    case 'step':
      throw new TypeError(`The rows of step ${source.name} were not put in their place.`);
  }
}

/** The database of that name, or the one that unqualified names lie in. */
export function databaseOf(lease: PoolLease, name: string | undefined): Db {
  if (name !== undefined) return lease.client.db(name);
  if (!lease.namesDatabase) throw new PoolError('QL5020', []);
  return lease.db;
}

/** How an operation of the statement is recorded. */
export function workInfo(
  command: string,
  place: { readonly database?: string; readonly collection?: string } | undefined,
  { lease, statement, text, source, timed }: StatementChannel,
): WorkInfo {
  return {
    command,
    database: place?.database ?? lease.db.databaseName,
    ...(place?.collection === undefined ? {} : { collection: place.collection }),
    statement,
    text,
    ...(source === undefined ? {} : { source }),
    ...(timed ? { timed } : {}),
  };
}

/** The collection that a read begins with, for the record. */
export function placeOf({ source }: Read): { database?: string; collection?: string } | undefined {
  if (source.kind !== 'collection') return undefined;
  const { database, collection } = source;
  return { collection, ...(database === undefined ? {} : { database }) };
}
