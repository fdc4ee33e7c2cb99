import { calculateObjectSize, deserialize, serialize } from 'bson';
import type { Document, Read } from '../../../dialect/src/index.ts';
import type { StepRows } from '../../../dialect/src/pipeline/rows.ts';
import { readBatches } from './read-batches.ts';
import { Spill } from './spill.ts';
import type { StatementChannel } from './stoppable.ts';
import { keyOf } from './write-actions.ts';

/** Bytes of rows, as BSON, that a step keeps here: as objects they take ten times as much, and they must fit into a command too. */
const most = 2 ** 20;

/** Values, told apart by their texts. */
class Ids {
  readonly #texts: Set<string>;

  constructor(ids: readonly unknown[] = []) {
    this.#texts = new Set(ids.map(keyOf));
  }

  has(id: unknown): boolean {
    return this.#texts.has(keyOf(id));
  }

  add(id: unknown): this {
    this.#texts.add(keyOf(id));
    return this;
  }
}

/** The rows that a step of a statement found: here while they are few, in a collection of the server once they are many. */
export class RowStore {
  readonly #channel: StatementChannel;
  readonly #database: string | undefined;
  #here: Document[] = [];
  #bytes = 0;
  #spill: Spill | undefined;
  /** What `seen` tells of, while the rows are here. */
  #ids = new Ids();
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
    // From now on the server knows them.
    this.#ids = new Ids();
    await this.#spill.insert(all);
  }

  /** Adds rows but for those whose _id was there before; gives whether each was added. */
  async addOnce(rows: readonly Document[]): Promise<readonly boolean[]> {
    const seen = await this.seen(rows.map(({ _id }): unknown => _id));
    const fresh = rows.map(({ _id }) => !seen.has(_id) && seen.add(_id).has(_id));
    await this.add(rows.filter((_, index) => fresh[index]));
    return fresh;
  }

  /** Those of the _ids that rows have, and maybe others of rows. Who adds rows then, adds theirs to it before. */
  async seen(ids: readonly unknown[]): Promise<Ids> {
    if (!this.#spill) return this.#ids;
    return new Ids(ids.length === 0 ? [] : await this.#spill.present(ids));
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
