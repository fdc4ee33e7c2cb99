import type { AggregateOptions } from 'mongodb';
import type {
  Document,
  QueryCommand,
  Read,
  RecursionStep,
  StepsCommand,
  WriteStep,
} from '../../../dialect/src/index.ts';
import { withRows } from '../../../dialect/src/pipeline/rows.ts';
import { databaseOf, openRead, placeOf, workInfo } from './open-read.ts';
import { rowOf } from './row.ts';
import type { RowSink } from './run-types.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';
import type { PlannedWrite, RowAction } from './write-actions.ts';
import { keyOf, planWrite } from './write-actions.ts';
import { writeBatches } from './write-batches.ts';
import { directOf, writeDirectly } from './write-directly.ts';

/** What steps read is written or sent again: a whole double must not come back as an integer. */
const exact: AggregateOptions = { promoteValues: false };
/** Operations that go to the server together. */
const writeBatch = 1000;
/** Rows that go to the sink together. */
const rowBatch = 500;

export interface StepsResult {
  /** Documents written; undefined where no step writes. */
  readonly affected: number | undefined;
  readonly lastRow: Document | undefined;
}

/**
 * Runs a statement of several parts: first all that is read, the result too, then the writes in order, then the rows
 * go to the sink. So every part sees the data as they were, and no row is shown of a write that failed.
 */
export async function runSteps(
  command: StepsCommand,
  channel: StatementChannel,
  sink: RowSink,
): Promise<StepsResult> {
  const direct = directOf(command);
  if (direct) {
    if (direct.check) await readAll(direct.check, new Map(), channel);
    return { affected: await writeDirectly(direct, channel), lastRow: undefined };
  }
  const { rows, writes } = await readSteps(command, channel);
  const result = command.result ? await readAll(command.result, rows, channel, {}) : [];
  let affected = 0;
  for (const { step, planned } of writes) affected += await write(step, planned, channel);
  if (command.result) await show(command.result, result, sink);
  return { affected: writes.length > 0 ? affected : undefined, lastRow: result.at(-1) };
}

/** A write step, and the operations that it comes to. */
export interface ReadWrite {
  readonly step: WriteStep;
  readonly planned: PlannedWrite;
}

/** What the statement would write now. Nothing is written. */
export async function previewSteps(
  command: StepsCommand,
  channel: StatementChannel,
): Promise<readonly ReadWrite[]> {
  return (await readSteps(command, channel)).writes;
}

async function readSteps(
  command: StepsCommand,
  channel: StatementChannel,
): Promise<{
  readonly rows: ReadonlyMap<string, readonly Document[]>;
  readonly writes: readonly ReadWrite[];
}> {
  const rows = new Map<string, readonly Document[]>();
  const writes: ReadWrite[] = [];
  for (const step of command.steps) {
    if (step.kind === 'recursion') rows.set(step.name, await recurse(step, rows, channel));
    else {
      const actions = await readAll(step.read, rows, channel);
      const planned = planWrite(step, actions as unknown as RowAction[]);
      rows.set(step.name, planned.returning);
      writes.push({ step, planned });
    }
  }
  return { rows, writes };
}

async function recurse(
  step: RecursionStep,
  rows: ReadonlyMap<string, readonly Document[]>,
  channel: StatementChannel,
): Promise<readonly Document[]> {
  const seen = new Set<string>();
  const fresh = (found: readonly Document[]) =>
    step.all
      ? found
      : found.filter((row) => {
          const key = keyOf(row);
          return !seen.has(key) && seen.add(key);
        });
  const all: Document[] = [];
  let round = fresh(await readAll(step.seed, rows, channel));
  while (round.length > 0) {
    all.push(...round);
    if (step.enough !== undefined && all.length >= step.enough) break;
    round = fresh(await readAll(step.step, new Map([...rows, [step.name, round]]), channel));
  }
  return all;
}

async function readAll(
  read: Read | QueryCommand,
  rows: ReadonlyMap<string, readonly Document[]>,
  channel: StatementChannel,
  options: AggregateOptions = exact,
): Promise<Document[]> {
  const filled = withRows(read, rows);
  const cursor = openRead(filled, channel, options);
  const info = workInfo('aggregate', placeOf(filled), channel);
  const found: Document[] = [];
  try {
    while (await stoppable(channel, info, () => cursor.hasNext()))
      found.push(...cursor.readBufferedDocuments());
    return found;
  } finally {
    await cursor.close().catch(() => undefined);
  }
}

async function write(
  step: WriteStep,
  { operations }: PlannedWrite,
  channel: StatementChannel,
): Promise<number> {
  const { database, collection } = step;
  const target = databaseOf(channel.lease, database).collection<Document>(collection);
  const info = workInfo(
    'bulkWrite',
    { collection, ...(database === undefined ? {} : { database }) },
    channel,
  );
  const { session, statement, giveUp } = channel;
  const { route } = channel.lease;
  if (route?.batches && !session.inTransaction())
    return await writeBatches(operations, target, route.batches, { channel, info });
  let written = 0;
  for (let start = 0; start < operations.length; start += writeBatch) {
    const batch = operations.slice(start, start + writeBatch);
    const options = { session, comment: statement, signal: giveUp.signal, ignoreUndefined: true };
    const done = await stoppable(channel, info, () => target.bulkWrite(batch, options));
    written += done.insertedCount + done.matchedCount + done.deletedCount;
  }
  return written;
}

async function show(command: QueryCommand, rows: readonly Document[], sink: RowSink): Promise<void> {
  await sink.columns(command.columns);
  for (let start = 0; start < rows.length; start += rowBatch)
    await sink.rows(rows.slice(start, start + rowBatch).map((row) => rowOf(row, command.columns)));
}
