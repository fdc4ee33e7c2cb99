import { MongoClient } from 'mongodb';
import type { CollectionInfo } from '../../../dialect/src/index.ts';
import { poolFailure } from '../pools/driver-failure.ts';
import { databaseNames, listCollections, sampleCollection } from './catalog-source.ts';
import type { ListedCollection } from './catalog-source.ts';
import type { ConnectionResolver, ConnectionTarget } from './connections.ts';

const clientOptions = {
  maxPoolSize: 2,
  minPoolSize: 0,
  serverSelectionTimeoutMS: 5000,
  appName: 'qlsql browser',
};

/** Looks into any database of any connection, one step at a time. Failures are PoolErrors, without credentials. */
export class ServerBrowser {
  readonly #connections: ConnectionResolver;
  readonly #clients = new Map<string, { readonly uri: string; readonly client: MongoClient }>();

  constructor(connections: ConnectionResolver) {
    this.#connections = connections;
  }

  /** The databases that the user may see; that of the connection string where the user may list none. */
  async databases(connection: string): Promise<readonly string[]> {
    return await this.#with(connection, async (client, { database }) => {
      await client.db(database).command({ ping: 1 });
      const names = await databaseNames(client);
      return names.length === 0 && database !== undefined ? [database] : names;
    });
  }

  async collections(connection: string, database: string): Promise<readonly ListedCollection[]> {
    return await this.#with(connection, (client) => listCollections(client.db(database)));
  }

  /** Fields, indexes and size of one collection, from a sample. */
  async collection(connection: string, database: string, listed: ListedCollection): Promise<CollectionInfo> {
    return await this.#with(connection, (client) => sampleCollection(client.db(database), listed, undefined));
  }

  async close(): Promise<void> {
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    await Promise.allSettled(clients.map(({ client }) => client.close()));
  }

  async #with<Result>(
    connection: string,
    look: (client: MongoClient, target: ConnectionTarget) => Promise<Result>,
  ): Promise<Result> {
    const target = await this.#connections.resolve(connection);
    if (!target) throw new Error(`There is no connection named ${connection}.`);
    try {
      return await look(this.#client(connection, target.uri), target);
    } catch (error) {
      throw poolFailure(error, { pool: connection, uri: target.uri, options: clientOptions });
    }
  }

  /** A client for as long as the connection leads to the same place. */
  #client(connection: string, uri: string): MongoClient {
    const known = this.#clients.get(connection);
    if (known?.uri === uri) return known.client;
    void known?.client.close();
    const client = new MongoClient(uri, clientOptions);
    this.#clients.set(connection, { uri, client });
    return client;
  }
}
