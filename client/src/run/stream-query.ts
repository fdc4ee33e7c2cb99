import type { AggregationCursor, CollationOptions } from 'mongodb';
import type { Document, QueryCommand } from '../../../dialect/src/index.ts';
import { openRead, placeOf, workInfo } from './open-read.ts';
import { rowOf } from './row.ts';
import type { RowSink } from './run-types.ts';
import type { StatementChannel } from './stoppable.ts';
import { Cancelled, stoppable } from './stoppable.ts';

export interface QueryResult {
  readonly lastRow: Document | undefined;
  readonly host: string | undefined;
}

/** Runs a query's pipeline on the server and hands its rows to the sink, batch by batch, as fast as the sink takes them. */
export async function streamQuery(
  command: QueryCommand,
  channel: StatementChannel,
  sink: RowSink,
): Promise<QueryResult> {
  const info = workInfo('aggregate', placeOf(command), channel);
  let host: string | undefined;
  let lastRow: Document | undefined;
  const cursor = openRead(command, channel, {
    ...(command.collation ? { collation: command.collation as unknown as CollationOptions } : {}),
    ...(command.hint === undefined ? {} : { hint: command.hint }),
  });
  try {
    await sink.columns(command.columns);
    while (await stoppable(channel, info, () => cursor.hasNext())) {
      host ??= hostOf(cursor);
      const batch = cursor.readBufferedDocuments();
      lastRow = batch.at(-1);
      await sink.rows(batch.map((document) => rowOf(document, command.columns)));
      if (channel.signal?.aborted) throw new Cancelled();
    }
    return { lastRow, host: host ?? hostOf(cursor) };
  } finally {
    // Closing kills the server's cursor where rows are left.
    await cursor.close().catch(() => undefined);
  }
}

function hostOf(cursor: AggregationCursor<Document>): string | undefined {
  // The driver does not say where a cursor stands but for this.
  return (cursor as unknown as { server?: { description: { address: string } } }).server?.description.address;
}
