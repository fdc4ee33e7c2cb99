import { calculateObjectSize } from 'bson';
import type { Document, Read } from '../../../dialect/src/index.ts';
import type { StepRows } from '../../../dialect/src/pipeline/rows.ts';
import { readBatches } from './read-batches.ts';
import { Spill } from './spill.ts';
import type { StatementChannel } from './stoppable.ts';

/** Bytes of rows, as BSON, that a step keeps here: as objects they take ten times as much, and they must fit into a command too. */
const most = 2 ** 20;

/** The rows that a step of a statement found: here while they are few, in a collection of the server once they are many. */
export class RowStore {
  readonly #channel: StatementChannel;
  readonly #database: string | undefined;
  #here: Document[] = [];
  #bytes = 0;
  #spill: Spill | undefined;
  count = 0;

  constructor(channel: StatementChannel, database: string | undefined) {
    this.#channel = channel;
    this.#database = database;
  }

  async add(rows: readonly Document[]): Promise<void> {
    this.count += rows.length;
    if (this.#spill) return await this.#spill.insert(rows);
    this.#here.push(...rows);
    for (const row of rows) this.#bytes += calculateObjectSize(row);
    if (this.#bytes <= most || !this.#channel.spills) return;
    this.#spill = await Spill.open(this.#channel, this.#database);
    const all = this.#here;
    this.#here = [];
    await this.#spill.insert(all);
  }

  get rows(): StepRows {
    const { collection, database } = this.#spill ?? {};
    if (collection === undefined) return this.#here;
    return { collection, ...(database === undefined ? {} : { database }) };
  }

  /** The rows again, in the order in which they came. */
  async *batches(): AsyncGenerator<readonly Document[]> {
    const { rows } = this;
    if (!('collection' in rows)) return yield rows;
    const read: Read = { source: { kind: 'collection', ...rows }, pipeline: [] };
    yield* readBatches(read, this.#channel, { promoteValues: false });
  }

  /** Never rejects. */
  async drop(): Promise<void> {
    await this.#spill?.drop();
  }
}
