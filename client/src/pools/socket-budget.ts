import type { MongoClient } from 'mongodb';
import type { PoolSnapshot } from './pool-types.ts';

/** Connections that watch a server beside those of the pool: one for its state, one for the way there and back. */
const monitors = 2;

/** A pool's servers and what each was found to have. */
export interface HostBudget {
  readonly pool: string;
  readonly host: string;
  /** How many such programs run; each opens as many. */
  readonly instances: number;
  /** Servers behind the pool. */
  readonly members: number;
  /** Sockets that the pool may open to this server in all instances: instances × (maxPoolSize + 2). Infinity without a limit. */
  readonly expected: number;
  /** The same to all members. */
  readonly expectedInAll: number;
  /** Sockets that all pools of this window that lead here may open in all instances. */
  readonly expectedOfAllPools: number;
  /** What the server said; undefined where it was not asked, or would not say. */
  readonly server?: ServerConnections;
  /** Connections of other programs under the same appName; undefined where there is none, or the server would not say. */
  readonly sameApp?: number;
  /** What could not be found out, and why; a sentence each. */
  readonly unknown: readonly string[];
}

/** serverStatus.connections. */
export interface ServerConnections {
  readonly current: number;
  readonly available: number;
}

/** Sockets that a server's clients together may open, and how many it takes. */
export interface ServerRoom {
  readonly sockets: number;
  readonly limit: number;
  /** How many programs run with pools like these: what one pool may open more, each of them opens. */
  readonly instances: number;
}

/** How many connections a pool may be allowed more to that server, in each of the programs; below 0 where there are too many. */
export function spareConnections({ sockets, limit, instances }: ServerRoom): number {
  return Math.floor((limit - sockets) / instances);
}

/** What the budget needs of the pool manager. */
export interface BudgetedPools {
  snapshots(): readonly PoolSnapshot[];
  /** A client of one connection to one server of a pool, outside the pool. */
  control(pool: string, host: string): Promise<MongoClient>;
}

interface Found {
  readonly server?: ServerConnections;
  /** Open connections by the appName they were opened with, of all users. */
  readonly byApp?: ReadonlyMap<string, number>;
  readonly unknown: readonly string[];
}

/**
 * How many sockets the pools may open, against what their servers have room for. Servers are asked by `refresh` alone;
 * the rest tells what they said then.
 */
export class SocketBudget {
  readonly #pools: BudgetedPools;
  #found: ReadonlyMap<string, Found> = new Map();
  /** How many programs run with pools like these. */
  instances = 1;

  constructor(pools: BudgetedPools) {
    this.#pools = pools;
  }

  /** Asks each server behind a pool, or behind all, once. Never rejects: what could not be found out is told in its place. */
  async refresh(pool?: string): Promise<void> {
    const asked = new Map<string, string>();
    for (const { name, hosts } of this.#pools.snapshots())
      if (pool === undefined || name === pool)
        for (const { address, role } of hosts) if (role !== 'unknown') asked.set(address, name);
    const found = [...asked].map(
      async ([host, name]) => [host, await ask(() => this.#pools.control(name, host))] as const,
    );
    this.#found = new Map([...this.#found, ...(await Promise.all(found))]);
  }

  /** A row for each pool and server. */
  hosts(pool?: string): HostBudget[] {
    const all = this.#pools.snapshots();
    return all
      .filter(({ name }) => pool === undefined || name === pool)
      .flatMap((snapshot) => snapshot.hosts.map(({ address }) => this.#host(snapshot, address, all)));
  }

  /** How many connections each server takes that has told, by its address. */
  limits(): ReadonlyMap<string, number> {
    return new Map(
      [...this.#found].flatMap(([host, { server }]) =>
        server ? [[host, server.current + server.available] as const] : [],
      ),
    );
  }

  /**
   * Sockets that there may be at the server of a pool that has the least room: those of others that are open now, and
   * those that our pools may open in all instances. Undefined where no server was asked.
   */
  room(pool: Pick<PoolSnapshot, 'name'>): ServerRoom | undefined {
    return this.rooms().get(pool.name);
  }

  /** The same of every pool by its name; what leads to a server is added up once for all of them. */
  rooms(all = this.#pools.snapshots()): ReadonlyMap<string, ServerRoom> {
    const rooms = new Map<string, ServerRoom>();
    for (const [host, { server }] of this.#found) {
      const pools = server ? leadingTo(host, all) : [];
      if (!server || pools.length === 0) continue;
      const room = this.#room(host, server, pools);
      for (const { name } of pools) {
        const least = rooms.get(name);
        if (!least || room.limit - room.sockets < least.limit - least.sockets) rooms.set(name, room);
      }
    }
    return rooms;
  }

  /** Connections of the other instances that are open already are among those that are expected. */
  #room(host: string, { current, available }: ServerConnections, pools: readonly PoolSnapshot[]): ServerRoom {
    const { instances } = this;
    const expected = pools.reduce((sum, pool) => sum + this.#expected(pool), 0);
    const apps = new Set(instances > 1 ? pools.flatMap((pool) => appName(pool) ?? []) : []);
    const alike = [...apps].reduce((sum, app) => sum + (this.#sameApp(host, app, pools) ?? 0), 0);
    const others = current - openTo(host, pools) - Math.min(alike, (expected / instances) * (instances - 1));
    return { sockets: Math.max(0, others) + expected, limit: current + available, instances };
  }

  /** Connections of other programs under the same appName as some of the pools that lead there; undefined where the server would not say. */
  #sameApp(host: string, app: string, pools: readonly PoolSnapshot[]): number | undefined {
    const byApp = this.#found.get(host)?.byApp;
    const ours = pools.filter((pool) => appName(pool) === app);
    return byApp && Math.max(0, (byApp.get(app) ?? 0) - openTo(host, ours));
  }

  #host(pool: PoolSnapshot, host: string, all: readonly PoolSnapshot[]): HostBudget {
    const { server, unknown = ['The server has not been asked yet.'] } = this.#found.get(host) ?? {};
    const members = pool.hosts.length;
    const expected = this.#expected(pool);
    const leadHere = leadingTo(host, all);
    const app = appName(pool);
    const nameless = app === undefined ? ['The pool has no appName: others of its kind cannot be told.'] : [];
    const sameApp = app === undefined ? undefined : this.#sameApp(host, app, leadHere);
    return {
      ...{ pool: pool.name, host, instances: this.instances, members, expected },
      expectedInAll: expected * members,
      expectedOfAllPools: leadHere.reduce((sum, each) => sum + this.#expected(each), 0),
      ...(server ? { server } : {}),
      ...(sameApp === undefined ? {} : { sameApp }),
      unknown: [...unknown, ...nameless],
    };
  }

  #expected({ maxSize }: PoolSnapshot): number {
    return this.instances * ((maxSize === 0 ? Infinity : maxSize) + monitors);
  }
}

const leadingTo = (host: string, pools: readonly PoolSnapshot[]): readonly PoolSnapshot[] =>
  pools.filter(({ hosts }) => hosts.some(({ address }) => address === host));

/** Sockets that pools have open to a server now. */
function openTo(host: string, pools: readonly PoolSnapshot[]): number {
  const sizes = pools.flatMap(({ hosts }) => hosts.filter(({ address }) => address === host));
  return sizes.reduce((sum, { size }) => sum + size + monitors, 0);
}

function appName({ options }: PoolSnapshot): string | undefined {
  const { appName: name } = options;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

async function ask(control: () => Promise<MongoClient>): Promise<Found> {
  try {
    const admin = (await control()).db('admin');
    const [status, operations] = await Promise.allSettled([
      admin.command({ serverStatus: 1, ...withoutRest }),
      admin
        .aggregate<{ _id: string | null; connections: number }>([
          { $currentOp: { allUsers: true, idleConnections: true, localOps: true } },
          { $match: { connectionId: { $exists: true } } },
          { $group: { _id: { app: '$appName', connection: '$connectionId' } } },
          { $group: { _id: '$_id.app', connections: { $sum: 1 } } },
        ])
        .toArray(),
    ]);
    const told =
      status.status === 'fulfilled' ? (status.value['connections'] as ServerConnections) : undefined;
    return {
      ...(told ? { server: { current: told.current, available: told.available } } : {}),
      ...(operations.status === 'fulfilled'
        ? { byApp: new Map(operations.value.map(({ _id, connections }) => [_id ?? '', connections])) }
        : {}),
      unknown: [
        ...(status.status === 'rejected' ? [refusal('how many connections it has', status.reason)] : []),
        ...(operations.status === 'rejected'
          ? [refusal('who has the others, for which the privilege inprog is needed', operations.reason)]
          : []),
      ],
    };
  } catch (error) {
    return { unknown: [refusal('anything', error)] };
  }
}

/** Sections of serverStatus that cost the server something and are not looked at. */
const withoutRest = { metrics: 0, wiredTiger: 0, repl: 0, locks: 0, tcmalloc: 0, opcounters: 0 };

/** The server's words are left out: its code says enough, and they may hold names. */
function refusal(what: string, error: unknown): string {
  const { codeName } = error as { readonly codeName?: string };
  return `The server does not tell ${what}${codeName === undefined ? '' : ` (${codeName})`}.`;
}
