import type { DirectWrite, Document, StepsCommand, WriteStep } from '../../../dialect/src/index.ts';
import { databaseOf, workInfo } from './open-read.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';
import { cutShort } from './write-rows.ts';

export type DirectStep = Pick<WriteStep, 'database' | 'collection'> & DirectWrite;

/** The statement as one command of the server, where it is no more than that. */
export function directOf({ steps, result }: StepsCommand): DirectStep | undefined {
  const [step, ...more] = steps;
  if (step?.kind !== 'write' || !step.direct || more.length > 0 || result) return undefined;
  const { database, collection, direct } = step;
  return { ...direct, collection, ...(database === undefined ? {} : { database }) };
}

/** Runs updateMany or deleteMany; gives how many documents it found. Its `check` has been read before. */
export async function writeDirectly(step: DirectStep, channel: StatementChannel): Promise<number> {
  const { database, collection, filter, update } = step;
  const target = databaseOf(channel.lease, database).collection<Document>(collection);
  const place = { collection, ...(database === undefined ? {} : { database }) };
  const { session, statement, giveUp, limit } = channel;
  const options = { session, comment: statement, signal: giveUp.signal, ...limit };
  if (!update) {
    const info = workInfo('delete', place, channel);
    const { deletedCount } = await cutShort(channel, () =>
      stoppable(channel, info, () => target.deleteMany(filter, options)),
    );
    return deletedCount;
  }
  const info = workInfo('update', place, channel);
  const pipeline = update.map((stage) => ({ ...stage }));
  const { matchedCount } = await cutShort(channel, () =>
    stoppable(channel, info, () => target.updateMany(filter, pipeline, options)),
  );
  return matchedCount;
}
