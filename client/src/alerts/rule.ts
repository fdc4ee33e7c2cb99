import type { AlertFacts, AlertSeverity, PoolView } from './alert-types.ts';

/** One limit of a rule. Once exceeded, the alert stays until the figure is at or below `clear`. */
export interface Level {
  readonly severity: AlertSeverity;
  readonly limit: number;
  readonly clear: number;
}

/** A figure of a pool, and its own limit where that is the pool's own. */
export interface Reading {
  readonly value: number;
  readonly limit?: number;
}

/** A built-in alert: what is measured, when that is too much, and what to say of it. Pure: the engine brings the time. */
export interface Rule {
  readonly name: string;
  /** What raises it, in words. */
  readonly condition: string;
  /** The least severe first. */
  readonly levels: readonly [Level, ...Level[]];
  readonly holdMs: number;
  readonly clearMs: number;
  /** Types of the pool's events that have a part in it. */
  readonly events: readonly string[];
  /** Rules that say the same more plainly: this one is silent while one of them is raised for the pool. */
  readonly unless?: readonly string[];
  /** Undefined where nothing can be said: as good as nothing wrong. */
  readonly measure: (view: PoolView) => Reading | undefined;
  readonly tell: (view: PoolView, reading: Reading) => AlertFacts;
}

export const warning = (limit: number, clear = limit): Level => ({ severity: 'WARNING', limit, clear });
export const critical = (limit: number, clear = limit): Level => ({ severity: 'CRITICAL', limit, clear });
export const information = (limit: number, clear = limit): Level => ({ severity: 'INFO', limit, clear });
