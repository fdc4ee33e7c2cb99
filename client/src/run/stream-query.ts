import type { AggregateOptions, AggregationCursor, Collection, CollationOptions, Db } from 'mongodb';
import type { Document, QueryCommand } from '../../../dialect/src/index.ts';
import type { PoolLease } from '../pools/lease.ts';
import type { WorkInfo } from '../pools/work.ts';
import { PoolError } from '../pools/pool-error.ts';
import { rowOf } from './row.ts';
import type { RowSink } from './run-types.ts';
import type { StatementChannel } from './stoppable.ts';
import { Cancelled, stoppable } from './stoppable.ts';

/** Documents in one batch of a cursor: the first rows come at once, and a reader that stops holds few. */
const batchSize = 500;

export interface QueryRun {
  readonly lease: PoolLease;
  readonly sink: RowSink;
  readonly signal?: AbortSignal;
  /** Id that every command carries as its comment. */
  readonly statement: string;
  /** Where the statement stands: `orders.qlsql:12`. */
  readonly source?: string;
}

export interface QueryResult {
  readonly lastRow: Document | undefined;
  readonly host: string | undefined;
}

/** Runs a query's pipeline on the server and hands its rows to the sink, batch by batch, as fast as the sink takes them. */
export async function streamQuery(command: QueryCommand, run: QueryRun): Promise<QueryResult> {
  const { lease, sink, signal } = run;
  const session = lease.client.startSession();
  const giveUp = new AbortController();
  const channel: StatementChannel = { lease, session, signal, giveUp };
  const info = workInfo(command, run);
  let host: string | undefined;
  let lastRow: Document | undefined;
  let cursor: AggregationCursor<Document> | undefined;
  try {
    const open = openCursor(command, lease, {
      ...{ session, batchSize, allowDiskUse: true, signal: giveUp.signal },
      comment: run.statement,
      ...(command.collation ? { collation: command.collation as unknown as CollationOptions } : {}),
      ...(command.hint === undefined ? {} : { hint: command.hint }),
    });
    cursor = open;
    await sink.columns(command.columns);
    while (await stoppable(channel, info, () => open.hasNext())) {
      host ??= hostOf(open);
      const batch = open.readBufferedDocuments();
      lastRow = batch.at(-1);
      await sink.rows(batch.map((document) => rowOf(document, command.columns)));
      if (signal?.aborted) throw new Cancelled();
    }
    host ??= hostOf(open);
    return { lastRow, host };
  } finally {
    // Closing kills the server's cursor where rows are left.
    await cursor?.close().catch(() => undefined);
    await session.endSession().catch(() => undefined);
  }
}

function openCursor(
  command: QueryCommand,
  lease: PoolLease,
  options: AggregateOptions & { signal: AbortSignal },
): AggregationCursor<Document> {
  const pipeline = [...command.pipeline];
  if (command.source.kind === 'rows')
    return lease.db.aggregate<Document>([{ $documents: command.source.rows }, ...pipeline], options);
  return collectionOf(command, lease).aggregate<Document>(pipeline, options);
}

function collectionOf(command: QueryCommand, lease: PoolLease): Collection {
  const { source } = command;
  if (source.kind !== 'collection') throw new TypeError('The query does not begin with a collection.');
  return databaseOf(lease, source.database).collection(source.collection);
}

/** The database of that name, or the one that unqualified names lie in. */
export function databaseOf(lease: PoolLease, name: string | undefined): Db {
  if (name !== undefined) return lease.client.db(name);
  if (!lease.namesDatabase) throw new PoolError('QL5020', []);
  return lease.db;
}

function workInfo(command: QueryCommand, { lease, statement, source }: QueryRun): WorkInfo {
  const from = command.source;
  return {
    command: 'aggregate',
    database: (from.kind === 'collection' ? from.database : undefined) ?? lease.db.databaseName,
    ...(from.kind === 'collection' ? { collection: from.collection } : {}),
    statement,
    ...(source === undefined ? {} : { source }),
  };
}

function hostOf(cursor: AggregationCursor<Document>): string | undefined {
  // The driver does not say where a cursor stands but for this.
  return (cursor as unknown as { server?: { description: { address: string } } }).server?.description.address;
}
