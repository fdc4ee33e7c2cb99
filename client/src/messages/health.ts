import type { PoolSnapshot, PoolState } from '../pools/pool-types.ts';

/** How a pool fares in one word: what its life says where it is not simply ready, else its health. */
export type PoolMood =
  'healthy' | 'warning' | 'unhealthy' | 'connecting' | 'paused' | 'draining' | 'failed' | 'closed';

/** The face of a mood. Every icon has a shape of its own, so that none is told by its colour alone. */
export interface MoodFace {
  /** A codicon's id. */
  readonly icon: string;
  /** A VS Code theme colour's id. */
  readonly color: string;
  readonly word: string;
  /** How much it asks for attention: the worst of several pools is the one with the most. */
  readonly urgency: number;
}

export const moodFaces: Readonly<Record<PoolMood, MoodFace>> = {
  healthy: { icon: 'pass-filled', color: 'charts.green', word: 'healthy', urgency: 0 },
  closed: { icon: 'circle-slash', color: 'disabledForeground', word: 'closed', urgency: 1 },
  connecting: { icon: 'sync', color: 'charts.blue', word: 'connecting', urgency: 2 },
  draining: { icon: 'watch', color: 'charts.blue', word: 'draining', urgency: 3 },
  paused: { icon: 'debug-pause', color: 'charts.purple', word: 'paused', urgency: 4 },
  warning: { icon: 'warning', color: 'charts.yellow', word: 'warning', urgency: 5 },
  unhealthy: { icon: 'error', color: 'charts.red', word: 'unhealthy', urgency: 6 },
  failed: { icon: 'plug', color: 'charts.red', word: 'failed', urgency: 7 },
};

const stateMoods: Readonly<Record<Exclude<PoolState, 'ready'>, PoolMood>> = {
  connecting: 'connecting',
  paused: 'paused',
  draining: 'draining',
  failed: 'failed',
  closed: 'closed',
};

export function moodOf(pool: Pick<PoolSnapshot, 'state' | 'health'>): PoolMood {
  if (pool.state !== 'ready') return stateMoods[pool.state];
  return pool.health === 'HEALTHY' ? 'healthy' : pool.health === 'WARNING' ? 'warning' : 'unhealthy';
}

/** The mood that asks for the most attention; `healthy` where there are none. */
export function worstMood(moods: readonly PoolMood[]): PoolMood {
  return moods.reduce<PoolMood>(
    (worst, mood) => (moodFaces[mood].urgency > moodFaces[worst].urgency ? mood : worst),
    'healthy',
  );
}
