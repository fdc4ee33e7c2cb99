// Documents in memory as a database for the steps of a statement: what the compiled reads found is written as the driver would.
import { ObjectId } from 'bson';
import { aggregate } from '../../client/src/run/in-process/aggregate.ts';

/** @param {Map<string, object[]>} tables  documents by the name of their collection; writes put new arrays into it */
export const inMemory = (tables) => ({ collection: (name) => new InMemoryCollection(tables, name) });

class InMemoryCollection {
  #tables;
  #name;

  constructor(tables, name) {
    this.#tables = tables;
    this.#name = name;
  }

  get #documents() {
    return this.#tables.get(this.#name) ?? [];
  }

  updateMany(filter, update) {
    this.#replace(aggregate(this.#documents, [{ $match: filter }, ...update]));
  }

  deleteMany(filter) {
    this.#remove(aggregate(this.#documents, [{ $match: filter }]));
  }

  bulkWrite(operations) {
    for (const { insertOne, updateOne, deleteOne } of operations) {
      const { _id } = (updateOne ?? deleteOne)?.filter ?? {};
      const found = this.#documents.filter((each) => keyOf(each) === keyOf({ _id }));
      if (insertOne) this.#tables.set(this.#name, [...this.#documents, insertOne.document]);
      if (updateOne) this.#replace(aggregate(found, [{ $set: literals(updateOne.update.$set) }]));
      if (deleteOne) this.#remove(found);
    }
  }

  #replace(changed) {
    const byKey = new Map(changed.map((each) => [keyOf(each), each]));
    this.#tables.set(
      this.#name,
      this.#documents.map((each) => byKey.get(keyOf(each)) ?? each),
    );
  }

  #remove(gone) {
    const keys = new Set(gone.map(keyOf));
    this.#tables.set(
      this.#name,
      this.#documents.filter((each) => !keys.has(keyOf(each))),
    );
  }
}

/** A document with an _id, as the server gives it one. */
export const identified = (document) => ({ _id: new ObjectId(), ...document });

const keyOf = ({ _id }) => String(_id);

const literals = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { $literal: value }]));
