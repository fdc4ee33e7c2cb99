import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Document } from '../../../dialect/src/index.ts';
import { databaseOf, workInfo } from './open-read.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';

const prefix = 'qlsql_spill_';
const here = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** Age at which a spill of another machine counts as left behind: no statement runs so long. */
const dayMs = 86_400_000;

/** Whether a collection holds rows of a statement that runs, or that ran in a process that died. */
export const isSpill = (collection: string): boolean => collection.startsWith(prefix);

/** A collection for the rows of one statement, until it ends. What processes that died left behind is dropped when the next one is made. */
export class Spill {
  readonly collection: string;
  readonly database: string | undefined;
  readonly #channel: StatementChannel;

  private constructor(channel: StatementChannel, database: string | undefined) {
    this.#channel = channel;
    this.database = database;
    this.collection = `${prefix}${here}_${process.pid}_${Date.now().toString(36)}_${randomUUID().slice(0, 8)}`;
  }

  static async open(channel: StatementChannel, database: string | undefined): Promise<Spill> {
    const spill = new Spill(channel, database);
    await spill.#sweep();
    return spill;
  }

  async insert(rows: readonly Document[]): Promise<void> {
    if (rows.length === 0) return;
    const { session, statement: comment, giveUp, limit } = this.#channel;
    const options = { session, comment, signal: giveUp.signal, ...limit };
    await stoppable(this.#channel, this.#info('insert'), () =>
      this.#db()
        .collection<Document>(this.collection)
        .insertMany([...rows], options),
    );
  }

  /** Those of the _ids that rows have. */
  async present(ids: readonly unknown[]): Promise<readonly unknown[]> {
    const { session, statement: comment, giveUp, limit } = this.#channel;
    const options = { session, comment, signal: giveUp.signal, ...limit };
    const filter = { _id: { $in: [...ids] } } as Document;
    const found = await stoppable(this.#channel, this.#info('find'), () =>
      this.#db()
        .collection<Document>(this.collection)
        .find(filter, { projection: { _id: 1 }, promoteValues: false, batchSize: ids.length + 1, ...options })
        .toArray(),
    );
    return found.map(({ _id }) => _id as unknown);
  }

  /** Never rejects: where it cannot be dropped now, a later spill does it. */
  async drop(): Promise<void> {
    const { lease, statement: comment } = this.#channel;
    await lease
      .run(this.#info('drop'), () => this.#db().dropCollection(this.collection, { comment }))
      .catch(() => undefined);
  }

  async #sweep(): Promise<void> {
    const { statement: comment } = this.#channel;
    const db = this.#db();
    const found = await stoppable(this.#channel, this.#info('listCollections'), () =>
      db.listCollections({ name: new RegExp(`^${prefix}`) }, { nameOnly: true, comment }).toArray(),
    );
    for (const { name } of found) if (isLeftBehind(name)) await db.dropCollection(name, { comment });
  }

  #db() {
    return databaseOf(this.#channel.lease, this.database);
  }

  #info(command: string) {
    const database = this.database === undefined ? {} : { database: this.database };
    return workInfo(command, { collection: this.collection, ...database }, this.#channel);
  }
}

function isLeftBehind(name: string): boolean {
  const [machine, process, time = ''] = name.slice(prefix.length).split('_');
  if (machine === here && !isAlive(Number(process))) return true;
  return !(Number.parseInt(time, 36) > Date.now() - dayMs);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
