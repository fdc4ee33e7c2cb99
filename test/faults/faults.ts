import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { PoolManager } from '../../client/src/pools/manager.ts';
import { startReplicaSet, type RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { startProxy, type Proxy } from './proxy.ts';

/** What a fault is done to. */
export interface Stage {
  readonly mongo: RunningMongo;
  /** What the pool connects to. */
  readonly uri: string;
  readonly pools: PoolManager;
  readonly pool: string;
  readonly proxy?: Proxy;
  close(): Promise<void>;
}

export interface Fault {
  readonly name: string;
  /** Options of the pool over those of the run. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly stage: (pools: PoolManager, pool: string) => Promise<Stage>;
  /** Does it, for so many milliseconds where it ends by itself; what is to be undone is undone by what it gives. */
  readonly strike: (stage: Stage, lastsMs: number) => Promise<() => Promise<void>>;
  /** How long it lasts, in milliseconds, where it is undone. */
  readonly lastsMs: number;
  /** How long is waited for the end of what it brought, in milliseconds. */
  readonly settleMs: number;
  /** How long it lasts where nothing runs, in milliseconds: 25 s where nothing is said. */
  readonly idleMs?: number;
}

const nothing = () => Promise.resolve();

export const faults: readonly Fault[] = [
  {
    name: 'primary killed (kill -9)',
    stage: replicaSet,
    strike: async ({ mongo }) => {
      const member = await primaryOf(mongo);
      await mongo.kill(member);
      return () => mongo.restart(member);
    },
    ...{ lastsMs: 6000, settleMs: 8000 },
  },
  {
    name: 'stepDown of the primary',
    stage: replicaSet,
    strike: async ({ mongo }) => {
      await onAdmin(mongo.uri, { replSetStepDown: 10, force: true });
      return nothing;
    },
    ...{ lastsMs: 0, settleMs: 10_000 },
  },
  {
    name: 'primary frozen (SIGSTOP)',
    stage: replicaSet,
    strike: async ({ mongo }) => {
      const member = await primaryOf(mongo);
      await mongo.kill(member, 'SIGSTOP');
      return () => mongo.kill(member, 'SIGCONT');
    },
    ...{ lastsMs: 15_000, settleMs: 12_000 },
  },
  {
    name: 'all connections cut',
    stage: throughProxy,
    strike: ({ proxy }) => {
      proxy?.cut();
      return Promise.resolve(nothing);
    },
    ...{ lastsMs: 0, settleMs: 6000 },
  },
  {
    name: '500 ms of latency',
    stage: throughProxy,
    strike: ({ proxy }) => {
      if (proxy) proxy.delayMs = 250;
      return Promise.resolve(() => {
        if (proxy) proxy.delayMs = 0;
        return Promise.resolve();
      });
    },
    ...{ lastsMs: 5000, settleMs: 5000, idleMs: 90_000 },
  },
  {
    name: 'wrong credentials after a restart',
    stage: withUsers,
    strike: async ({ mongo }) => {
      const change = (pwd: string) => onAdmin(mongo.uri, { updateUser: 'clerk', pwd });
      await change('changed-7719');
      await mongo.kill(0);
      await mongo.restart(0);
      return () => change(clerkPassword);
    },
    ...{ lastsMs: 5000, settleMs: 8000 },
  },
  {
    name: 'pool exhausted',
    options: { maxPoolSize: 5, minPoolSize: 5, waitQueueTimeoutMS: 2000 },
    stage: replicaSet,
    strike: async ({ mongo, pools, pool }, lastsMs) => {
      await onDatabase(mongo.uri, 'faults', { insert: 'held', documents: [{}] });
      const lease = await pools.use(pool);
      const hold = { find: 'held', filter: { $where: `sleep(${lastsMs}) || true` } };
      const db = lease.client.db('faults');
      const held = Array.from({ length: 5 }, () =>
        lease.run({ command: 'find', collection: 'held' }, () => db.command(hold)).catch(() => undefined),
      );
      return async () => {
        await Promise.all(held);
        lease.release();
      };
    },
    ...{ lastsMs: 5000, settleMs: 5000 },
  },
];

async function replicaSet(pools: PoolManager, pool: string): Promise<Stage> {
  const mongo = await startReplicaSet();
  return { mongo, uri: mongo.uri, pools, pool, close: () => mongo.stop() };
}

/** The primary of a replica set through a proxy: a direct connection, for discovery would lead past it. */
async function throughProxy(pools: PoolManager, pool: string): Promise<Stage> {
  const mongo = await startReplicaSet();
  const port = mongo.processes[await primaryOf(mongo)]?.port ?? 0;
  const proxy = await startProxy(port);
  const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
  const close = async () => {
    await proxy.close();
    await mongo.stop();
  };
  return { mongo, uri, pools, pool, proxy, close };
}

/** What the tool's own user has; a test looks for it in all that is written. */
const clerkPassword = 'counter-8842';

/** A replica set of one that asks for passwords, and a pool of a user who may read and write. */
async function withUsers(pools: PoolManager, pool: string): Promise<Stage> {
  const mongo = await startReplicaSet({ members: 1, auth: true });
  await onAdmin(mongo.uri, { createUser: 'clerk', pwd: clerkPassword, roles: ['readWriteAnyDatabase'] });
  const uri = mongo.uri.replace(/\/\/[^@]*@/, `//clerk:${clerkPassword}@`);
  return { mongo, uri, pools, pool, close: () => mongo.stop() };
}

const onAdmin = (uri: string, command: Command) => onDatabase(uri, 'admin', command);

type Command = Readonly<Record<string, unknown>>;

async function onDatabase(uri: string, database: string, command: Command): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 15_000 });
  try {
    await client.db(database).command(command);
  } finally {
    await client.close();
  }
}

/** The number of the member that takes writes. */
async function primaryOf(mongo: RunningMongo): Promise<number> {
  const client = new MongoClient(mongo.uri);
  try {
    for (let look = 0; look < 100; look++) {
      const { primary } = await client.db('admin').command({ hello: 1 });
      const port = Number(String(primary).split(':')[1]);
      const member = mongo.processes.findIndex((process) => process.port === port);
      if (member !== -1) return member;
      await sleep(100);
    }
    throw new Error('The replica set has no primary.');
  } finally {
    await client.close();
  }
}
