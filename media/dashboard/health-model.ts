import type { DashboardSnapshot } from '../../client/src/messages/dashboard.ts';
import { moodFaces } from '../../client/src/messages/health.ts';

/** One thing that is wrong with a pool. */
export interface HealthLine {
  readonly icon: string;
  /** The pool's name before it, where there are several. */
  readonly issue: string;
  /** `takes 15 of 100 off`; empty where it takes nothing off. */
  readonly cost: string;
}

const most = 12;

/** Why the chosen pools do not stand at 100, what costs the most first. */
export function healthLines({ pools, count }: DashboardSnapshot): HealthLine[] {
  return pools
    .flatMap(({ name, mood, reasons }) => reasons.map((reason) => ({ name, mood, ...reason })))
    .sort((left, right) => right.points - left.points)
    .slice(0, most)
    .map(({ name, mood, issue, points }) => ({
      icon: points === 0 ? 'info' : moodFaces[mood].icon,
      issue: count > 1 ? `${name}: ${issue}` : issue,
      cost: points === 0 ? '' : `takes ${points} of 100 off`,
    }));
}
