import { EJSON } from 'bson';
import type { AnyBulkWriteOperation } from 'mongodb';
import type { Document, Read, WriteStep } from '../../../dialect/src/index.ts';
import { PoolError } from '../pools/pool-error.ts';
import { readBatches } from './read-batches.ts';
import type { RowStore } from './step-rows.ts';
import type { StatementChannel } from './stoppable.ts';
import { keysOf, operationOf, planActions } from './write-actions.ts';
import type { PlannedAction, RowAction } from './write-actions.ts';

/** What steps read is written or sent again: a whole double must not come back as an integer. */
export const exact = { promoteValues: false, batchSize: 1000 } as const;

/** A write step all of whose rows were read, and none written yet. */
export interface PlannedWrite {
  readonly step: WriteStep;
  readonly actions: RowStore;
  /** Rows of RETURNING. */
  readonly returning: RowStore;
}

/**
 * Reads what a step would do, a batch at a time, into stores: no more is held here than they hold. Of several actions on one document the
 * first counts, or the step fails where it must not be so.
 */
export async function planWrite(
  step: WriteStep,
  read: Read,
  stores: { readonly open: (read: Read) => RowStore },
  channel: StatementChannel,
): Promise<PlannedWrite> {
  const planned = { step, actions: stores.open(read), returning: stores.open(read) };
  const taken = stores.open(read);
  for await (const batch of readBatches(read, channel, exact)) {
    const rows = batch as unknown as readonly RowAction[];
    const found = planActions(step, rows, await taken.seen(rows.flatMap((row) => keysOf(step, row))));
    await taken.add(found.flatMap(({ keys }) => keys.map((_id) => ({ _id }))));
    const fresh = await planned.actions.addOnce(found.map(({ action }) => ({ ...action })));
    const twice = step.once ? fresh.indexOf(false) : -1;
    if (twice >= 0) throw new PoolError('QL5030', [EJSON.stringify(found[twice]?.action._id)]);
    await planned.returning.add(found.flatMap(({ row }, index) => (row && fresh[index] ? [row] : [])));
  }
  return planned;
}

/** The operations that it comes to, in order, a batch at a time. */
export async function* operationsOf({
  step,
  actions,
}: PlannedWrite): AsyncGenerator<readonly AnyBulkWriteOperation<Document>[]> {
  for await (const batch of actions.batches())
    yield (batch as unknown as readonly PlannedAction[]).flatMap((action) => operationOf(step, action) ?? []);
}
