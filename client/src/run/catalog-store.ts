import type { MongoClient } from 'mongodb';
import type { Catalog, CollectionInfo, SqlType } from '../../../dialect/src/index.ts';
import { alertInfos } from '../alerts/alert-rows.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { PoolGroups } from '../groups/pool-groups.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { Aside } from '../pools/pool.ts';
import { poolFailure, type FailureContext } from '../pools/driver-failure.ts';
import { effectiveOptions } from '../pools/driver-options.ts';
import { namedDatabase } from '../pools/lease.ts';
import { makeClient } from '../pools/make-client.ts';
import { poolRow } from '../pools/virtual-rows.ts';
import {
  databaseNames,
  listCollections,
  sampleCollection,
  serverVersion,
  signedIn,
  unsampled,
} from './catalog-source.ts';
import type { ListedCollection } from './catalog-source.ts';
import type { CatalogMemory } from './catalog-memory.ts';
import type { ConnectionResolver } from './connections.ts';
import { serverLimits } from './server-limits.ts';

/** What was read of one database. */
interface Known {
  readonly database: string | undefined;
  serverVersion: readonly number[] | undefined;
  readonly user?: string | undefined;
  databases: readonly string[];
  listed: ReadonlyMap<string, ListedCollection>;
  readonly sampled: Map<string, CollectionInfo>;
  /** What an earlier session saw: stands in for what was not looked into yet. */
  readonly remembered: ReadonlyMap<string, CollectionInfo>;
  complete: boolean;
}

/** Seen from one session. */
export interface CatalogView {
  /** The pool that statements run through; undefined for the default connection. */
  readonly pool?: string | undefined;
  readonly variables?: Readonly<Record<string, SqlType>>;
  /** Whether pools come with their rows of CONNECTION_POOLS() and the limits of their servers, as an editor shows them: it costs more than all the rest. */
  readonly live?: boolean;
}

export interface CatalogStoreParts {
  readonly manager: PoolManager;
  /** Groups of its own where none are given. */
  readonly groups?: PoolGroups;
  readonly connections: ConnectionResolver;
  readonly alerts?: Alerts;
  /** What earlier sessions saw, for as long as no server has answered. */
  readonly memory?: CatalogMemory;
}

/**
 * What exists, read from the servers that the pools and connections lead to: cached, and as immutable values with a
 * version. Looks through clients of its own, so that pools count their users' operations alone.
 */
export class CatalogStore {
  /** The groups of the manager's pools. */
  readonly groups: PoolGroups;
  readonly #manager: PoolManager;
  readonly #connections: ConnectionResolver;
  readonly #known = new Map<string, Known>();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #clients = new Map<string, Promise<MongoClient>>();
  readonly #listeners = new Set<() => void>();
  readonly #alerts: Alerts | undefined;
  readonly #memory: CatalogMemory | undefined;
  readonly #subscriptions: readonly { dispose(): void }[];
  #version = 1;

  constructor({ manager, connections, alerts, groups, memory }: CatalogStoreParts) {
    this.#manager = manager;
    this.groups = groups ?? new PoolGroups(manager);
    this.#connections = connections;
    this.#alerts = alerts;
    this.#memory = memory;
    this.#subscriptions = [
      manager.onDidChange(
        (changes) => {
          if (changes.some(({ change }) => change !== 'figures')) this.#changed();
        },
        { watch: false },
      ),
      this.groups.onDidChange(() => this.#changed()),
      ...(alerts ? [alerts.onDidDefine(() => this.#changed())] : []),
    ];
  }

  /** What exists for statements of a session. */
  catalog(view: CatalogView = {}): Catalog {
    const known = this.#recalled(this.#key(view.pool));
    const snapshots = view.live ? this.#manager.snapshots() : [];
    const live = new Map(snapshots.map((snapshot) => [snapshot.name, poolRow(snapshot)]));
    const defaultConnection = this.#connections.default()?.name;
    return {
      version: this.#version,
      ...(known?.database === undefined ? {} : { database: known.database }),
      ...(known?.serverVersion ? { serverVersion: known.serverVersion } : {}),
      databases: known?.databases ?? [],
      collections: known ? collectionsOf(known) : [],
      pools: this.#manager.identities().map(({ name, connection, database, state, options }) => {
        const row = live.get(name);
        return {
          name,
          ...(connection === undefined ? {} : { connection }),
          ...(database === undefined ? {} : { database }),
          state,
          options,
          ...(row ? { live: row } : {}),
        };
      }),
      groups: this.groups.infos(),
      alerts: this.#alerts ? alertInfos(this.#alerts) : [],
      connections: this.#connections.names(),
      ...(defaultConnection === undefined ? {} : { defaultConnection }),
      servers: serverLimits(snapshots, this.#manager.budget.limits()),
      instances: this.#manager.budget.instances,
      variables: view.variables ?? {},
      complete: known?.complete ?? false,
    };
  }

  /** Who a session is signed in as, where that is known. It is for the session's own statements: the catalogue, which goes about, names nobody. */
  user(pool?: string): string | undefined {
    return this.#recalled(this.#key(pool))?.user;
  }

  /** Told when something exists that did not, or is gone, or has other fields. Figures of pools do not count. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Lists anew what a session's database holds and looks into every collection, a few at a time. */
  async refresh(pool?: string, signal?: AbortSignal): Promise<void> {
    const key = this.#key(pool);
    this.#known.delete(key);
    await this.#load(key, pool);
    const known = this.#known.get(key);
    if (known) await this.#sample(known, [...known.listed.keys()], pool, signal);
  }

  /** Looks into those of the collections that exist and were not looked into. */
  async ensure(names: Iterable<string>, pool?: string, signal?: AbortSignal): Promise<void> {
    const key = this.#key(pool);
    if (!this.#known.get(key)?.complete) await this.#load(key, pool);
    let known = this.#known.get(key);
    if (!known) return;
    const wanted = [...names];
    // A collection that another program made since the last look is not an unknown name.
    if (wanted.some((name) => !known?.listed.has(name))) {
      await this.#load(key, pool);
      known = this.#known.get(key);
    }
    if (known) await this.#sample(known, wanted, pool, signal);
  }

  /** Lists anew what there is, and looks into those that were not looked into. */
  async ensureAll(pool?: string, signal?: AbortSignal): Promise<void> {
    const key = this.#key(pool);
    await this.#load(key, pool);
    const known = this.#known.get(key);
    if (known) await this.#sample(known, [...known.listed.keys()], pool, signal);
  }

  /** Forgets what a collection looked like: it was written. */
  forget(name: string, pool?: string): void {
    this.#known.get(this.#key(pool))?.sampled.delete(name);
  }

  /** Looks anew at what exists: collections of these names were made, changed or dropped. */
  async changed(names: readonly string[], pool?: string): Promise<void> {
    const key = this.#key(pool);
    for (const name of names) this.#known.get(key)?.sampled.delete(name);
    await this.#load(key, pool);
    await this.ensure(
      names.filter((name) => this.#known.get(key)?.listed.has(name)),
      pool,
    );
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.dispose();
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    await Promise.allSettled(clients.map(async (client) => (await client).close()));
  }

  /** Pools on the same connection and database share what is known. */
  #key(pool: string | undefined): string {
    const known = pool === undefined ? undefined : this.#manager.identity(pool);
    if (known && known.connection === undefined) return `pool ${known.name} ${+known.createdAt}`;
    const connection = known?.connection ?? this.#connections.default()?.name ?? '';
    return `connection ${connection} ${known?.database ?? ''}`;
  }

  /** What is known; where nothing is, what an earlier session saw of the same connection. */
  #recalled(key: string): Known | undefined {
    const known = this.#known.get(key);
    if (known || !this.#memory || !key.startsWith('connection ')) return known;
    const seen = this.#memory.read(key);
    if (!seen) return undefined;
    const { database, databases, collections } = seen;
    // Others may have other fields by now: what was declared closed is no ground for an error.
    const open = collections.map((each) => [each.name, { ...each, closed: false }] as const);
    const listed = collections.map((each) => [each.name, { ...each, validator: undefined }] as const);
    const recalled: Known = {
      ...{ database, databases, serverVersion: seen.serverVersion, complete: false },
      ...{ listed: new Map(listed), sampled: new Map(), remembered: new Map(open) },
    };
    this.#known.set(key, recalled);
    return recalled;
  }

  #remember(key: string): void {
    const known = this.#known.get(key);
    if (!known?.complete || !key.startsWith('connection ')) return;
    const { database, databases, serverVersion } = known;
    this.#memory?.write(key, { database, databases, serverVersion, collections: collectionsOf(known) });
  }

  #load(key: string, pool: string | undefined): Promise<void> {
    let loading = this.#loading.get(key);
    if (!loading) {
      loading = this.#read(key, pool).finally(() => this.#loading.delete(key));
      this.#loading.set(key, loading);
    }
    return loading;
  }

  async #read(key: string, pool: string | undefined): Promise<void> {
    const place = await this.#open(pool);
    if (!place) return;
    const { client, db } = place;
    const [version, user, databases, listed] = await numbered(place, () =>
      Promise.all([
        serverVersion(client),
        signedIn(client),
        databaseNames(client),
        db ? listCollections(db) : [],
      ]),
    );
    const before = this.#known.get(key);
    this.#known.set(key, {
      database: db?.databaseName,
      serverVersion: version,
      user,
      databases,
      listed: new Map(listed.map((one) => [one.name, one])),
      sampled: before?.sampled ?? new Map(),
      remembered: (before ?? this.#recalled(key))?.remembered ?? new Map(),
      complete: db !== undefined,
    });
    this.#remember(key);
    this.#changed();
  }

  async #sample(
    known: Known,
    names: readonly string[],
    pool: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const missing = names.filter((name) => known.listed.has(name) && !known.sampled.has(name));
    if (missing.length === 0) return;
    const place = await this.#open(pool);
    const db = place?.db;
    if (!db) return;
    for (const name of missing) {
      signal?.throwIfAborted();
      const listed = known.listed.get(name);
      if (!listed) continue;
      const found = await numbered(place, () => sampleCollection(db, listed, signal), signal);
      known.sampled.set(name, found);
    }
    this.#remember(this.#key(pool));
    this.#changed();
  }

  async #open(pool: string | undefined): Promise<Aside | undefined> {
    if (pool !== undefined && this.#manager.has(pool)) return await this.#manager.aside(pool);
    const name = this.#connections.default()?.name;
    const target = name === undefined ? undefined : await this.#connections.resolve(name);
    if (name === undefined || !target) return undefined;
    const client = await this.#client(name, target.uri);
    const database = target.database ?? namedDatabase(target.uri, undefined);
    return {
      client,
      db: database === undefined ? undefined : client.db(database),
      failure: (error) => poolFailure(error, contextOf(target.uri)),
    };
  }

  #client(name: string, uri: string): Promise<MongoClient> {
    const key = `${this.#manager.sleeps} ${name} ${uri}`;
    let client = this.#clients.get(key);
    if (!client) {
      client = connect(uri);
      this.#clients.set(key, client);
      client.catch(() => this.#clients.delete(key));
    }
    return client;
  }

  #changed(): void {
    this.#version++;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Each collection as it was looked into, as it was remembered, or by its name alone. */
function collectionsOf({ listed, sampled, remembered }: Known): readonly CollectionInfo[] {
  return [...listed.values()].map(
    (each) => sampled.get(each.name) ?? remembered.get(each.name) ?? unsampled(each),
  );
}

/** What fails has its number, as in a statement's own work. */
async function numbered<Found>(
  { failure }: Aside,
  look: () => Promise<Found>,
  signal?: AbortSignal,
): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    throw signal?.aborted ? error : failure(error);
  }
}

async function connect(uri: string): Promise<MongoClient> {
  const context = contextOf(uri);
  const client = makeClient(context);
  try {
    return await client.connect();
  } catch (error) {
    await client.close();
    throw poolFailure(error, context);
  }
}

function contextOf(uri: string): FailureContext {
  const options = effectiveOptions(uri, {}, { maxPoolSize: 2, minPoolSize: 0, appName: 'qlsql catalogue' });
  return { pool: 'default', uri, options };
}
