import { MongoClient, type TopologyDescription } from 'mongodb';
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

/** The databases that every server keeps for itself. */
export const systemDatabases: readonly string[] = ['admin', 'config', 'local'];

/** What the servers of a connection are together, as the driver saw it last; undefined for one that stands alone. */
export type ServersTogether =
  | { readonly kind: 'replica set'; readonly name: string; readonly primary: string | undefined }
  | { readonly kind: 'sharded cluster' };

/** Looks into any database of any connection, one step at a time. Failures are PoolErrors, without credentials. */
export class ServerBrowser {
  readonly #connections: ConnectionResolver;
  readonly #clients = new Map<string, { readonly uri: string; readonly client: MongoClient }>();
  readonly #servers = new Map<string, ServersTogether | undefined>();
  readonly #changed: (connection: string) => void;

  /** `changed` is told when the servers of a connection that was looked into are others, or have another primary. */
  constructor(connections: ConnectionResolver, changed: (connection: string) => void = () => undefined) {
    this.#connections = connections;
    this.#changed = changed;
  }

  /** Undefined before the connection was looked into, too. */
  servers(connection: string): ServersTogether | undefined {
    return this.#servers.get(connection);
  }

  /** The databases that the user may see, the server's own last; that of the connection string where the user may list none. */
  async databases(connection: string): Promise<readonly string[]> {
    return await this.#with(connection, async (client, { database }) => {
      await client.db(database).command({ ping: 1 });
      const names = await databaseNames(client);
      if (names.length === 0 && database !== undefined) return [database];
      const isOwn = (name: string) => systemDatabases.includes(name);
      return [...names.filter((name) => !isOwn(name)), ...names.filter(isOwn)];
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
    this.#servers.clear();
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
    client.on('topologyDescriptionChanged', ({ newDescription }) => {
      // A client that was replaced or closed tells that its servers are gone.
      if (this.#clients.get(connection)?.client !== client) return;
      const [before, now] = [this.#servers.get(connection), serversTogether(newDescription)];
      this.#servers.set(connection, now);
      if (JSON.stringify(before) !== JSON.stringify(now)) this.#changed(connection);
    });
    return client;
  }
}

function serversTogether({ type, setName, servers }: TopologyDescription): ServersTogether | undefined {
  if (type === 'Sharded') return { kind: 'sharded cluster' };
  if (!type.startsWith('ReplicaSet') || setName == null) return undefined;
  const primary = [...servers.values()].find((server) => server.type === 'RSPrimary');
  return { kind: 'replica set', name: setName, primary: primary?.address };
}
