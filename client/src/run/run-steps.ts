import type {
  Document,
  KeepStep,
  QueryCommand,
  Read,
  RecursionStep,
  StepsCommand,
  WriteStep,
} from '../../../dialect/src/index.ts';
import type { StepRows } from '../../../dialect/src/pipeline/rows.ts';
import { readsCollections, withRows } from '../../../dialect/src/pipeline/rows.ts';
import { exact, operationsOf, planWrite } from './planned-write.ts';
import type { PlannedWrite } from './planned-write.ts';
import { readBatches } from './read-batches.ts';
import { rowOf } from './row.ts';
import type { RowSink } from './run-types.ts';
import { RowStore } from './step-rows.ts';
import type { StatementChannel } from './stoppable.ts';
import { digestOf } from './write-actions.ts';
import { directOf, writeDirectly } from './write-directly.ts';
import { mayMerge, mergeRows, writeAll } from './write-rows.ts';

/** Rows that go to the sink together. */
const rowBatch = 500;

export interface StepsResult {
  /** Documents written; undefined where no step writes. */
  readonly affected: number | undefined;
  readonly lastRow: Document | undefined;
}

/**
 * Runs a statement of several parts: first all that is read, the result too, then the writes in order, then the rows
 * go to the sink. So every part sees the data as they were, and no row is shown of a write that failed. Rows that are many wait on the server.
 */
export async function runSteps(
  command: StepsCommand,
  channel: StatementChannel,
  sink: RowSink,
): Promise<StepsResult> {
  const direct = directOf(command);
  if (direct) {
    if (direct.check) await tryOut(direct.check, channel);
    return { affected: await writeDirectly(direct, channel), lastRow: undefined };
  }
  const alone = writeAlone(command);
  if (alone?.merge && (await mayMerge(alone, channel)))
    return { affected: await mergeRows(alone, alone.merge, channel), lastRow: undefined };
  const stores = new Stores(channel);
  try {
    const { rows, writes } = await readSteps(command, channel, stores);
    const result = command.result && resultOf(command.result, rows, channel, sink);
    if (writes.length === 0) return { affected: undefined, lastRow: await result?.show() };
    const kept = command.result && readsCollections(command.result) ? stores.open(command.result) : undefined;
    if (kept) await result?.keep(kept);
    const affected = await writeAll(writes.map(partOf), channel);
    return { affected, lastRow: await result?.show(kept) };
  } finally {
    await stores.drop();
  }
}

/** Reads what a write would compute: it fails as the write would. */
async function tryOut(check: Read, channel: StatementChannel): Promise<void> {
  const batches = readBatches(check, channel, exact);
  while ((await batches.next()).done !== true);
}

const partOf = (planned: PlannedWrite) => ({
  target: planned.step,
  operations: operationsOf(planned),
  count: planned.actions.count,
});

/** The statement's one step, where it is a write that nothing else wants the rows of. */
function writeAlone({ steps, result }: StepsCommand): WriteStep | undefined {
  const [step, ...more] = steps;
  return step?.kind === 'write' && more.length === 0 && !result ? step : undefined;
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

/** What a write step would do now: some of its operations, and how many actions there are. */
export interface WritePreview {
  readonly step: WriteStep;
  readonly count: number;
  readonly samples: readonly Document[];
}

/** What the statement would write now, with so many samples of each step. Nothing is written. */
export async function previewSteps(
  command: StepsCommand,
  channel: StatementChannel,
  samples: number,
): Promise<readonly WritePreview[]> {
  const stores = new Stores(channel);
  try {
    const previews: WritePreview[] = [];
    for (const planned of (await readSteps(command, channel, stores)).writes) {
      const some: Document[] = [];
      for await (const operations of operationsOf(planned)) {
        some.push(...operations.slice(0, samples - some.length));
        if (some.length >= samples) break;
      }
      previews.push({ step: planned.step, count: planned.actions.count, samples: some });
    }
    return previews;
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
  readonly writes: readonly PlannedWrite[];
}> {
  const rows = new Map<string, StepRows>();
  const writes: PlannedWrite[] = [];
  for (const step of command.steps) {
    if (step.kind === 'keep') rows.set(step.name, await keep(step, rows, channel, stores));
    else if (step.kind === 'recursion') rows.set(step.name, await recurse(step, rows, channel, stores));
    else {
      const planned = await planWrite(step, withRows(step.read, rows), stores, channel);
      rows.set(step.name, planned.returning.rows);
      writes.push(planned);
    }
  }
  return { rows, writes };
}

async function keep(
  step: KeepStep,
  rows: ReadonlyMap<string, StepRows>,
  channel: StatementChannel,
  stores: Stores,
): Promise<StepRows> {
  const store = stores.open(step.read);
  for await (const batch of readBatches(withRows(step.read, rows), channel, exact)) await store.add(batch);
  return store.rows;
}

async function recurse(
  step: RecursionStep,
  rows: ReadonlyMap<string, StepRows>,
  channel: StatementChannel,
  stores: Stores,
): Promise<StepRows> {
  const all = stores.open(step.step);
  const fresh = async (found: readonly Document[]): Promise<readonly Document[]> => {
    if (step.all) {
      await all.add(found);
      return found;
    }
    const added = await all.addOnce(found.map((row) => ({ _id: digestOf(row), ...row })));
    return found.filter((_, index) => added[index]);
  };
  const round = async (read: Read): Promise<RowStore> => {
    const store = stores.open(step.step);
    for await (const batch of readBatches(read, channel, exact)) await store.add(await fresh(batch));
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

/** The result of a statement, as the rows of its steps give it. */
function resultOf(
  command: QueryCommand,
  rows: ReadonlyMap<string, StepRows>,
  channel: StatementChannel,
  sink: RowSink,
) {
  const read = withRows(command, rows);
  return {
    /** Reads it into a store, before the statement writes what it reads. */
    keep: async (store: RowStore): Promise<void> => {
      for await (const batch of readBatches(read, channel, exact)) await store.add(batch);
    },
    /** Hands it to the sink as it comes, from the store where it is in one; gives its last row. */
    show: async (store?: RowStore): Promise<Document | undefined> => {
      let last: Document | undefined;
      await sink.columns(command.columns);
      for await (const batch of store?.batches(channel.exactNumbers ? 'exact' : 'plain') ??
        readBatches(read, channel, {})) {
        last = batch.at(-1) ?? last;
        for (let start = 0; start < batch.length; start += rowBatch)
          await sink.rows(batch.slice(start, start + rowBatch).map((row) => rowOf(row, command.columns)));
      }
      return last;
    },
  };
}
