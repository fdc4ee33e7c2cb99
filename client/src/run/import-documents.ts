import type { Document } from '../../../dialect/src/index.ts';
import { Batches } from '../groups/batches.ts';
import type { ExecuteRun } from './execute-run.ts';
import { leased } from './leased.ts';
import { databaseOf, workInfo } from './open-read.ts';
import { operationText } from './operation-text.ts';
import { permitWrite } from './permit-by-role.ts';
import type { SessionState } from './session-state.ts';
import type { StatementChannel } from './stoppable.ts';
import { sendBatches, type Batch } from './write-batches.ts';

/** A document, and the line that it stands on in what it comes from. */
export interface PlacedDocument {
  readonly line: number;
  readonly document: Document;
}

/** Documents that are to be written, and where to. */
export interface ImportWork {
  readonly collection: string;
  readonly database?: string;
  /** Asked for once writing is permitted. What is given together is written together. */
  readonly documents: () => AsyncIterable<readonly PlacedDocument[]>;
  /** How many there are and some of them, where somebody is asked about it first. */
  readonly preview: () => Promise<{ readonly count: number; readonly samples: readonly Document[] }>;
}

export interface Imported {
  readonly pool: string;
  readonly written: number;
  readonly failed: number;
}

/** Batches that are on their way at once, where no group of pools says it. */
const ownLimits = { size: 1000, concurrency: 2, bypassDocumentValidation: false };

/**
 * Inserts documents through the session's pool, in any order, as far as the role of its connection allows it. One that the server refuses
 * is told of by its line, and the others are written. Throws PoolError, Cancelled, or what reading them throws.
 */
export async function importDocuments(
  work: ImportWork,
  session: SessionState,
  run: ExecuteRun,
): Promise<Imported> {
  const { collection } = work;
  const changes = async () => {
    const { count, samples } = await work.preview();
    return [{ collection, count, samples: samples.map((document) => operationText(insertOf(document))) }];
  };
  const effects = [{ verb: 'IMPORT', place: collection }];
  await permitWrite({ effects, connection: () => session.connection, changes }, session, run);
  return await leased(session, { ...run, writes: true }, (channel) => write(work, session, channel));
}

async function write(work: ImportWork, session: SessionState, channel: StatementChannel): Promise<Imported> {
  const { collection, database } = work;
  const { lease } = channel;
  const place = { collection, ...(database === undefined ? {} : { database }) };
  const db = databaseOf(lease, database);
  try {
    const batches = lease.route?.batches ?? new Batches(ownLimits);
    const { written, failed } = await sendBatches(inBatches(work.documents(), batches.limits.size), {
      ...{ collection: db.collection<Document>(collection), channel, batches },
      info: workInfo('bulkWrite', place, channel),
    });
    return { pool: lease.pool, written, failed };
  } finally {
    // There is a new collection, or fields that no sample had.
    if (db.databaseName === lease.db.databaseName)
      await session.catalog.changed([collection], session.currentPool);
  }
}

const insertOf = (document: Document) => ({ insertOne: { document } });

async function* inBatches(
  source: AsyncIterable<readonly PlacedDocument[]>,
  size: number,
): AsyncGenerator<Batch, undefined> {
  for await (const placed of source)
    for (let from = 0; from < placed.length; from += size)
      yield {
        operations: placed.slice(from, from + size).map(({ document }) => insertOf(document)),
        placeOf: (index) => placed[from + index]?.line ?? 0,
      };
  return undefined;
}
