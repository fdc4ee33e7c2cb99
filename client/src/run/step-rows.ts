import { calculateObjectSize, deserialize, serialize } from 'bson';
import type { Document, Read } from '../../../dialect/src/index.ts';
import type { StepRows } from '../../../dialect/src/pipeline/rows.ts';
import { readBatches } from './read-batches.ts';
import { Spill } from './spill.ts';
import type { StatementChannel } from './stoppable.ts';
import { keyOf } from './write-actions.ts';

/** Bytes of rows, as BSON, that a step keeps here: as objects they take ten times as much, and they must fit into a command too. */
const most = 2 ** 20;

/** The rows that a step of a statement found: here while they are few, in a collection of the server once they are many. */
export class RowStore {
  readonly #channel: StatementChannel;
  readonly #database: string | undefined;
  #here: Document[] = [];
  #bytes = 0;
  #spill: Spill | undefined;
  /** What `addOnce` added: all of it while it is here, and the newest once the server knows the others. */
  readonly #ids = new Set<string>();
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

  /** Adds rows but for those whose _id was there before; gives whether each was added. */
  async addOnce(rows: readonly Document[]): Promise<readonly boolean[]> {
    const keys = rows.map(({ _id }) => keyOf(_id));
    const fresh = keys.map((key) => !this.#ids.has(key) && this.#ids.add(key).has(key));
    if (!this.#spill) {
      await this.add(rows.filter((_, index) => fresh[index]));
      // From now on the server knows them.
      if (this.#spill) this.#ids.clear();
      return fresh;
    }
    // The rows of one document come one behind the other, mostly: what the server refuses takes it longer than what it takes.
    const last = keys.at(-1);
    this.#ids.clear();
    if (last !== undefined) this.#ids.add(last);
    const places = [...rows.keys()].filter((index) => fresh[index]);
    const found = rows.filter((_, index) => fresh[index]);
    const twice = await this.#spill.insertOnce(found);
    this.count += found.length - twice.size;
    for (const [place, index] of places.entries()) if (twice.has(place)) fresh[index] = false;
    return fresh;
  }

  get rows(): StepRows {
    const { collection, database } = this.#spill ?? {};
    if (collection === undefined) return this.#here;
    return { collection, ...(database === undefined ? {} : { database }) };
  }

  /** The rows again, in the order in which they came: with the BSON types that they had, or with `plain` numbers. */
  async *batches(values: 'exact' | 'plain' = 'exact'): AsyncGenerator<readonly Document[]> {
    const { rows } = this;
    const exact = values === 'exact';
    if (!('collection' in rows)) return yield exact ? rows : rows.map((row) => deserialize(serialize(row)));
    const read: Read = { source: { kind: 'collection', ...rows }, pipeline: [] };
    yield* readBatches(read, this.#channel, { promoteValues: !exact });
  }

  /** Never rejects. */
  async drop(): Promise<void> {
    await this.#spill?.drop();
  }
}
