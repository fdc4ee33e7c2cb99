import type { DashboardSnapshot, PoolFigures, Times } from '../../client/src/messages/dashboard.ts';
import {
  formatCount,
  formatDuration,
  formatPlural,
  formatRate,
  formatShare,
} from '../../client/src/messages/format.ts';
import { moodFaces, worstMood, type PoolMood } from '../../client/src/messages/health.ts';

/** One of the figures on top. */
export interface Tile {
  readonly id: 'connections' | 'waiting' | 'checkout' | 'operations' | 'errors' | 'health';
  readonly label: string;
  readonly value: string;
  /** Beside the value and smaller. */
  readonly unit: string;
  /** The line below. */
  readonly detail: string;
  /** Draws the eye where something is wrong. */
  readonly mood: PoolMood;
  /** A bar below, as shares of the whole in drawing order. */
  readonly bar?: readonly { readonly kind: 'active' | 'idle' | 'pending'; readonly share: number }[];
}

/** The figures of all chosen pools taken together: sums, the slowest checkout, the worst health. */
export function tileModels({ pools, count }: DashboardSnapshot): Tile[] {
  const total = (value: (pool: PoolFigures) => number): number =>
    pools.reduce((sum, pool) => sum + value(pool), 0);
  const [active, idle] = [total((pool) => pool.active), total((pool) => pool.idle)];
  const [pending, max] = [total((pool) => pool.pending), total((pool) => pool.capacity)];
  const waiting = total((pool) => pool.waiting);
  const oldest = pools.reduce((most, pool) => Math.max(most, pool.oldestWaitMs), 0);
  const checkout = slowest(pools, (pool) => pool.checkout);
  const response = slowest(pools, (pool) => pool.response);
  const operations = total((pool) => pool.operationsPerSecond);
  const errors = total((pool) => pool.errorsPerSecond);
  const errorRate = pools.reduce((most, pool) => Math.max(most, pool.errorRate), 0);
  const score = pools.reduce((least, pool) => Math.min(least, pool.healthScore), 100);
  const mood = worstMood(pools.map((pool) => pool.mood));
  const share = (part: number, whole = max): number => (whole === 0 ? 0 : part / whole);
  // Connections of a client that is being replaced, or of a host that left, may be over the limit for a while.
  const room = Math.max(max, active + idle + pending);
  return [
    {
      id: 'connections',
      label: 'Connections in use',
      value: formatCount(active),
      unit: `of ${formatCount(max)}`,
      detail: `${formatCount(idle)} idle · ${formatCount(pending)} pending`,
      mood: share(active) > 0.95 ? 'unhealthy' : share(active) > 0.85 ? 'warning' : 'healthy',
      bar: [
        { kind: 'active', share: share(active, room) },
        { kind: 'idle', share: share(idle, room) },
        { kind: 'pending', share: share(pending, room) },
      ],
    },
    {
      id: 'waiting',
      label: 'Waiting',
      value: formatCount(waiting),
      unit: '',
      detail: waiting === 0 ? 'nobody waits' : `the oldest ${formatDuration(oldest)}`,
      mood: waiting === 0 ? 'healthy' : oldest > 1000 ? 'unhealthy' : 'warning',
    },
    {
      id: 'checkout',
      label: 'Checkout p95',
      ...split(formatDuration(checkout.p95)),
      detail: `p50 ${formatDuration(checkout.p50)} · p99 ${formatDuration(checkout.p99)}`,
      mood: checkout.p95 > 2000 ? 'unhealthy' : checkout.p95 > 1000 ? 'warning' : 'healthy',
    },
    {
      id: 'operations',
      label: 'Operations',
      ...perSecond(operations),
      detail: `p50 ${formatDuration(response.p50)} · p95 ${formatDuration(response.p95)}`,
      mood: 'healthy',
    },
    {
      id: 'errors',
      label: 'Errors',
      ...perSecond(errors),
      detail: errorRate === 0 ? 'none in 5 minutes' : `${formatShare(errorRate)} in 5 minutes`,
      mood: errorRate > 0.1 ? 'unhealthy' : errorRate > 0.05 ? 'warning' : 'healthy',
    },
    {
      id: 'health',
      label: 'Health',
      value: formatCount(score),
      unit: 'of 100',
      detail: count > 1 ? `${moodFaces[mood].word}, ${formatPlural(count, 'pool')}` : moodFaces[mood].word,
      mood,
    },
  ];
}

function slowest(pools: readonly PoolFigures[], times: (pool: PoolFigures) => Times): Times {
  const none: Times = { p50: 0, p95: 0, p99: 0, max: 0 };
  return pools.map(times).reduce((slow, next) => (next.p95 > slow.p95 ? next : slow), none);
}

/** `12 ms` as a value and its unit; `2 min 5 s` stays whole. */
function split(text: string): { value: string; unit: string } {
  const [value = '', unit = '', ...more] = text.split(' ');
  return more.length > 0 ? { value: text, unit: '' } : { value, unit };
}

function perSecond(rate: number): { value: string; unit: string } {
  return { value: formatRate(rate).replace(/\/s$/, ''), unit: '/s' };
}
