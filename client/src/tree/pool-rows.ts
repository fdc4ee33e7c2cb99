import { shortUse, spokenUse } from '../messages/capacity.ts';
import { formatDuration } from '../messages/format.ts';
import { moodFaces, moodOf, type PoolMood } from '../messages/health.ts';
import type { HostSnapshot, PoolSnapshot } from '../pools/pool-types.ts';

/** What one line of the pools view shows: plain data, so that two of them can be told apart by value. */
export interface PoolRow {
  /** The same for as long as the pool or host is there: selection and expansion hang on it. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** A codicon's id and the theme colour it is drawn in. */
  readonly icon: string;
  readonly color: string;
  /** What package.json's menus go by: `pool.ready`, `pool.paused`, …, `group.running`, `group.running.paused`, …, `host`. */
  readonly context: string;
  /** The whole line as a screen reader says it. */
  readonly spoken: string;
  readonly hasChildren: boolean;
}

export function poolRowId(pool: string): string {
  return `pool:${pool}`;
}

export function hostRowId(pool: string, address: string): string {
  return `host:${pool}:${address}`;
}

/** `read_pool  42/150 · 12 waiting · p95 3 ms`, with three hosts `42/3×150`; a pool that is not at work says so in a word instead. */
export function poolRow(pool: PoolSnapshot): PoolRow {
  const mood = moodOf(pool);
  const face = moodFaces[mood];
  return {
    id: poolRowId(pool.name),
    label: pool.name,
    description: poolFigures(pool, mood),
    icon: mood === 'connecting' ? 'sync~spin' : face.icon,
    color: face.color,
    context: `pool.${pool.state}`,
    spoken: [
      `Pool ${pool.name}, ${face.word}`,
      spokenUse(pool),
      `${pool.waiting} waiting`,
      `95th percentile of checkout ${formatDuration(pool.checkout.p95)}`,
      ...pool.issues,
    ].join(', '),
    hasChildren: pool.hosts.length > 0,
  };
}

const silentMoods: ReadonlySet<PoolMood> = new Set(['connecting', 'failed', 'closed']);

function poolFigures(pool: PoolSnapshot, mood: PoolMood): string {
  if (silentMoods.has(mood)) {
    return pool.issues[0] === undefined
      ? moodFaces[mood].word
      : `${moodFaces[mood].word} · ${pool.issues[0]}`;
  }
  // Where nobody waits no room is taken from what follows: the sidebar is narrow.
  const waiting = pool.waiting > 0 ? [`${pool.waiting} waiting`] : [];
  const figures = [shortUse(pool), ...waiting, `p95 ${formatDuration(pool.checkout.p95)}`];
  if (pool.state !== 'ready') figures.unshift(moodFaces[mood].word);
  return figures.join(' · ');
}

/** Roles as the driver's server descriptions name them, and the icon of each. */
function hostIcon(role: string): { icon: string; color: string } {
  if (/primary/i.test(role)) return { icon: 'star-full', color: 'charts.blue' };
  if (/unknown|down|ghost/i.test(role)) return { icon: 'debug-disconnect', color: 'charts.red' };
  if (/arbiter|other/i.test(role)) return { icon: 'circle-slash', color: 'disabledForeground' };
  return { icon: 'server', color: 'foreground' };
}

/** `a:27017  secondary · 21 in use · p95 4 ms`, the time being that of its operations. */
export function hostRow(pool: string, host: HostSnapshot): PoolRow {
  const figures = [host.role, `${host.active} in use`, `p95 ${formatDuration(host.response.p95)}`];
  if (host.waiting > 0) figures.splice(2, 0, `${host.waiting} waiting`);
  return {
    id: hostRowId(pool, host.address),
    label: host.address,
    description: figures.join(' · '),
    ...hostIcon(host.role),
    context: 'host',
    spoken: `Host ${host.address}, ${host.role}, ${host.active} of ${host.size} connections in use, 95th percentile of operations ${formatDuration(host.response.p95)}`,
    hasChildren: false,
  };
}

/** Whether two rows look the same. A tooltip is not part of it: it is made when somebody hovers. */
export function sameRow(left: PoolRow, right: PoolRow): boolean {
  return (
    left.description === right.description &&
    left.icon === right.icon &&
    left.color === right.color &&
    left.context === right.context &&
    left.hasChildren === right.hasChildren &&
    left.spoken === right.spoken &&
    left.label === right.label
  );
}

/** Whether two rows differ in figures at most, and not in how the pool or host stands. */
export function sameStanding(left: PoolRow, right: PoolRow): boolean {
  return left.icon === right.icon && left.context === right.context && left.hasChildren === right.hasChildren;
}
