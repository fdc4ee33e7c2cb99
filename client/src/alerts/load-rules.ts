import { formatCount, formatDuration, formatPlural } from '../messages/format.ts';
import { alterStatement, grownSize } from '../pools/advice.ts';
import type { HostSnapshot, PoolSnapshot } from '../pools/pool-types.ts';
import { spareConnections } from '../pools/socket-budget.ts';
import type { AlertFacts, PoolView } from './alert-types.ts';
import type { Rule } from './rule.ts';
import { critical, warning } from './rule.ts';

// Whether a pool is large enough for what it is asked to do: MongoDB's own advice on connection pools, as rules.

const second = 1000;
/** Percentiles of fewer checkouts say more of the first handshakes than of the pool. */
const fewestCheckouts = 20;

export const loadRules: readonly Rule[] = [
  {
    name: 'pool_in_use',
    condition: 'more than 80 % (critical: 95 %) of the connections to one server are in use for 30 seconds',
    levels: [warning(80, 70), critical(95, 85)],
    holdMs: 30 * second,
    clearMs: 30 * second,
    events: ['connectionCheckOutFailed', 'connectionLeakSuspected', 'poolAltered'],
    measure: ({ pool }) =>
      pool.maxSize === 0 ? undefined : { value: (busiest(pool).active / pool.maxSize) * 100 },
    tell: (view, { value }) => ({
      message: `${use(view.pool)} in use (${Math.round(value)} %).`,
      unit: 'percent',
      ...grow(view),
    }),
  },
  {
    name: 'queue_not_empty',
    condition: 'operations wait for a connection for 10 seconds without a break',
    levels: [warning(0)],
    holdMs: 10 * second,
    clearMs: 10 * second,
    events: ['connectionCheckOutFailed', 'connectionLeakSuspected', 'poolAltered', 'connectionPoolCleared'],
    // A paused pool is meant to make operations wait.
    measure: ({ pool }) => (pool.state === 'paused' ? undefined : { value: pool.waiting }),
    tell: (view) => {
      const { waiting, oldestWaitMs } = view.pool;
      const who = waiting === 1 ? '1 operation waits' : `${formatCount(waiting)} operations wait`;
      return {
        message: `${who} for a connection, the oldest for ${formatDuration(oldestWaitMs)}; ${use(view.pool)} in use.`,
        unit: 'operations',
        ...relieve(view),
      };
    },
  },
  {
    name: 'slow_checkout',
    condition:
      'checkouts wait for more than 50 ms (critical: 100 ms) at the 95th percentile of the last five minutes',
    levels: [warning(50, 40), critical(100, 80)],
    holdMs: 10 * second,
    clearMs: 30 * second,
    events: ['connectionCheckOutFailed', 'connectionReady', 'connectionPoolCleared', 'poolAltered'],
    measure: ({ pool, lately }) =>
      lately.checkouts < fewestCheckouts ? undefined : { value: pool.checkout.p95 },
    tell: (view, { value }) => ({
      message: `Checkouts wait ${formatDuration(value)} for a connection at the 95th percentile; ${use(view.pool)} in use.`,
      unit: 'ms',
      ...relieve(view),
    }),
  },
  {
    name: 'checkout_failures',
    condition: 'a checkout failed in the last five minutes (critical: more than ten)',
    levels: [warning(0), critical(10)],
    holdMs: 0,
    clearMs: 0,
    events: ['connectionCheckOutFailed', 'connectionPoolCleared', 'serverHeartbeatFailed'],
    measure: ({ lately }) => ({ value: lately.checkoutFailures }),
    tell: (view, { value }) => ({
      message: `${formatPlural(value, 'checkout')} failed in the last five minutes.`,
      unit: 'operations',
      ...relieve(view),
    }),
  },
  {
    name: 'connection_churn',
    condition: 'more than 100 connections of the last hour took the place of others',
    levels: [warning(100, 80)],
    holdMs: 0,
    clearMs: 60 * second,
    events: ['connectionClosed'],
    measure: ({ replacedInHour }) => ({ value: replacedInHour }),
    tell: (view, { value }) => ({
      message: `${formatCount(value)} connections of the last hour took the place of others${mostly(view.pool)}.`,
      unit: 'connections',
      ...keepOpen(view.pool),
    }),
  },
  {
    name: 'server_room',
    condition: 'the server has more connections open than it has room for',
    levels: [critical(0)],
    holdMs: 10 * second,
    clearMs: 30 * second,
    events: ['connectionCheckOutFailed', 'connectionClosed'],
    // A pool without a limit may open any number: that is a lint rule's to tell.
    measure: ({ room }) =>
      room && Number.isFinite(room.sockets) ? { value: room.sockets, limit: room.limit } : undefined,
    tell: ({ pool, room }) => {
      const maxPoolSize = Math.max(1, pool.maxSize + (room ? spareConnections(room) : 0));
      return {
        message: `The server’s clients together may open ${formatCount(room?.sockets ?? 0)} connections, and it takes ${formatCount(room?.limit ?? 0)}.`,
        unit: 'connections',
        option: 'maxPoolSize',
        ...(pool.maxSize > maxPoolSize
          ? {
              advice: `Let this pool hold ${maxPoolSize} connections at most.`,
              statement: alterStatement(pool.name, { maxPoolSize }),
            }
          : { advice: 'Lower the limits of the pools that lead there.' }),
      };
    },
  },
];

function busiest({
  hosts,
  active,
  waiting,
  pending,
}: PoolSnapshot): Pick<HostSnapshot, 'active' | 'waiting' | 'pending'> & { readonly address?: string } {
  return hosts.reduce<Pick<HostSnapshot, 'active' | 'waiting' | 'pending'> & { readonly address?: string }>(
    (most, host) => (host.active > most.active ? host : most),
    hosts[0] ?? { active, waiting, pending },
  );
}

/** `48 of 50 connections to a:27017 are`. */
function use(pool: PoolSnapshot): string {
  const { active, address } = busiest(pool);
  const to = pool.hosts.length > 1 && address !== undefined ? ` to ${address}` : '';
  if (pool.maxSize === 0) return `${formatPlural(active, 'connection')}${to} ${active === 1 ? 'is' : 'are'}`;
  return `${active} of ${formatPlural(pool.maxSize, 'connection')}${to} ${pool.maxSize === 1 ? 'is' : 'are'}`;
}

/** A larger pool, where the server has room for one. */
function grow({ pool, room }: PoolView): Partial<AlertFacts> {
  const maxPoolSize = grownSize(pool, room);
  if (maxPoolSize <= pool.maxSize)
    return {
      option: 'maxPoolSize',
      advice: 'The server has no room for a larger pool: make the operations shorter, or fewer at once.',
    };
  return {
    option: 'maxPoolSize',
    advice: `Let the pool grow to ${maxPoolSize} connections, if the operations cannot be made shorter.`,
    statement: alterStatement(pool.name, { maxPoolSize }),
  };
}

/** Whoever waits although the pool is not full waits for connections that are still being opened: those may be kept open. */
function relieve(view: PoolView): Partial<AlertFacts> {
  const { pool } = view;
  const { active } = busiest(pool);
  if (pool.maxSize > 0 && active >= pool.maxSize * 0.9) return grow(view);
  if (view.leaks.length > 0)
    return { advice: 'Some connections are out for very long: SHOW CHECKOUTS tells who holds them.' };
  const minPoolSize = Math.min(
    pool.maxSize === 0 ? Infinity : pool.maxSize,
    Math.max(active, pool.minSize * 2, 5),
  );
  if (minPoolSize > pool.minSize)
    return {
      option: 'minPoolSize',
      advice: `The pool is not full, so the time goes into opening connections: keep ${minPoolSize} of them open.`,
      statement: alterStatement(pool.name, { minPoolSize }),
    };
  return { advice: 'The pool is not full: look at the time that the server takes to accept a connection.' };
}

function mostly(pool: PoolSnapshot): string {
  const reason = mainReason(pool);
  return reason === undefined ? '' : `, most of them closed by reason ${reason}`;
}

function mainReason({ destroyedByReason }: PoolSnapshot): string | undefined {
  return Object.entries(destroyedByReason)
    .filter(([reason]) => reason !== 'poolClosed')
    .sort(([, left], [, right]) => right - left)[0]?.[0];
}

function keepOpen(pool: PoolSnapshot): Partial<AlertFacts> {
  if (mainReason(pool) !== 'idle')
    return { advice: 'Connections break: look at the network, and at what closes them on the server.' };
  const idle = Number(pool.options['maxIdleTimeMS'] ?? 0);
  const maxIdleTimeMS = idle < 600_000 ? 600_000 : 0;
  return {
    option: 'maxIdleTimeMS',
    advice: `Connections are closed idle and opened again soon after: ${maxIdleTimeMS === 0 ? 'never close them for that' : 'let them lie for ten minutes'}.`,
    statement: alterStatement(pool.name, { maxIdleTimeMS }),
  };
}
