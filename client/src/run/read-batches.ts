import type { AggregateOptions } from 'mongodb';
import type { Document, Read } from '../../../dialect/src/index.ts';
import { openRead, placeOf, workInfo } from './open-read.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';

/** What a pipeline gives, a batch at a time; no further batch is fetched before the next is asked for. */
export async function* readBatches(
  read: Read,
  channel: StatementChannel,
  options: AggregateOptions,
): AsyncGenerator<readonly Document[]> {
  const cursor = openRead(read, channel, options);
  const info = workInfo('aggregate', placeOf(read), channel);
  try {
    while (await stoppable(channel, info, () => cursor.hasNext())) yield cursor.readBufferedDocuments();
  } finally {
    await cursor.close().catch(() => undefined);
  }
}
