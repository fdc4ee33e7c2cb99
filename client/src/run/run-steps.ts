import type { AggregateOptions } from 'mongodb';
import type {
  Document,
  QueryCommand,
  Read,
  RecursionStep,
  StepsCommand,
  WriteStep,
} from '../../../dialect/src/index.ts';
import type { StepRows } from '../../../dialect/src/pipeline/rows.ts';
import { withRows } from '../../../dialect/src/pipeline/rows.ts';
import { readBatches } from './read-batches.ts';
import { rowOf } from './row.ts';
import type { RowSink } from './run-types.ts';
import { RowStore } from './step-rows.ts';
import type { StatementChannel } from './stoppable.ts';
import type { PlannedWrite, RowAction } from './write-actions.ts';
import { keyOf, planWrite } from './write-actions.ts';
import { directOf, writeDirectly } from './write-directly.ts';
import { mayMerge, mergeRows, write, writeStored } from './write-rows.ts';

/** What steps read is written or sent again: a whole double must not come back as an integer. */
const exact: AggregateOptions = { promoteValues: false };
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
  const alone = writeAlone(command);
  if (alone) return { affected: await runWrite(alone, channel), lastRow: undefined };
  const stores = new Stores(channel);
  try {
    const { rows, writes } = await readSteps(command, channel, stores);
    if (command.result && writes.length === 0)
      return { affected: undefined, lastRow: await stream(command.result, rows, channel, sink) };
    const result = command.result ? await readAll(command.result, rows, channel, {}) : [];
    let affected = 0;
    for (const { step, planned } of writes) affected += await write(step, planned.operations, channel);
    if (command.result) await show(command.result, result, sink);
    return { affected, lastRow: result.at(-1) };
  } finally {
    await stores.drop();
  }
}

/** The statement's one step, where it is a write that nothing else wants the rows of. */
function writeAlone({ steps, result }: StepsCommand): WriteStep | undefined {
  const [step, ...more] = steps;
  return step?.kind === 'write' && more.length === 0 && !result ? step : undefined;
}

/** All that it reads is read before the first document is written, in memory or on the server. */
async function runWrite(step: WriteStep, channel: StatementChannel): Promise<number> {
  if (step.merge && (await mayMerge(step, channel))) return await mergeRows(step, step.merge, channel);
  const stores = new Stores(channel);
  try {
    const actions = stores.open(step.read);
    for await (const batch of readBatches(step.read, channel, exact)) await actions.add(batch);
    return await writeStored(step, actions, channel);
  } finally {
    await stores.drop();
  }
}

/** The stores of a statement, which end with it. */
class Stores {
  readonly #channel: StatementChannel;
  readonly #open: RowStore[] = [];

  constructor(channel: StatementChannel) {
    this.#channel = channel;
  }

  /** For rows of what reads so: joins find them in its database alone. */
  open({ source }: Read): RowStore {
    const store = new RowStore(this.#channel, source.kind === 'collection' ? source.database : undefined);
    this.#open.push(store);
    return store;
  }

  async drop(): Promise<void> {
    for (const store of this.#open) await store.drop();
  }
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
  const stores = new Stores(channel);
  try {
    return (await readSteps(command, channel, stores)).writes;
  } finally {
    await stores.drop();
  }
}

async function readSteps(
  command: StepsCommand,
  channel: StatementChannel,
  stores: Stores,
): Promise<{
  readonly rows: ReadonlyMap<string, StepRows>;
  readonly writes: readonly ReadWrite[];
}> {
  const rows = new Map<string, StepRows>();
  const writes: ReadWrite[] = [];
  for (const step of command.steps) {
    if (step.kind === 'recursion') rows.set(step.name, await recurse(step, rows, channel, stores));
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
  rows: ReadonlyMap<string, StepRows>,
  channel: StatementChannel,
  stores: Stores,
): Promise<StepRows> {
  const seen = new Set<string>();
  const fresh = (found: readonly Document[]) =>
    step.all
      ? found
      : found.filter((row) => {
          const key = keyOf(row);
          return !seen.has(key) && seen.add(key);
        });
  const all = stores.open(step.step);
  const round = async (read: Read): Promise<RowStore> => {
    const store = stores.open(step.step);
    for await (const batch of readBatches(read, channel, exact)) {
      const rowsOfBatch = fresh(batch);
      await store.add(rowsOfBatch);
      await all.add(rowsOfBatch);
    }
    return store;
  };
  let last = await round(withRows(step.seed, rows));
  while (last.count > 0 && !(step.enough !== undefined && all.count >= step.enough)) {
    const next = await round(withRows(step.step, new Map([...rows, [step.name, last.rows]])));
    await last.drop();
    last = next;
  }
  return all.rows;
}

async function readAll(
  read: Read | QueryCommand,
  rows: ReadonlyMap<string, StepRows>,
  channel: StatementChannel,
  options: AggregateOptions = exact,
): Promise<Document[]> {
  const found: Document[] = [];
  for await (const batch of readBatches(withRows(read, rows), channel, options)) found.push(...batch);
  return found;
}

/** A result that no write can make untrue: as it comes. Gives its last row. */
async function stream(
  command: QueryCommand,
  rows: ReadonlyMap<string, StepRows>,
  channel: StatementChannel,
  sink: RowSink,
): Promise<Document | undefined> {
  let last: Document | undefined;
  await sink.columns(command.columns);
  for await (const batch of readBatches(withRows(command, rows), channel, {})) {
    last = batch.at(-1);
    await sink.rows(batch.map((row) => rowOf(row, command.columns)));
  }
  return last;
}

async function show(command: QueryCommand, rows: readonly Document[], sink: RowSink): Promise<void> {
  await sink.columns(command.columns);
  for (let start = 0; start < rows.length; start += rowBatch)
    await sink.rows(rows.slice(start, start + rowBatch).map((row) => rowOf(row, command.columns)));
}
