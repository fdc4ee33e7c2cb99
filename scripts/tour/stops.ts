import { dashboard } from './dashboard.ts';
import { hover } from './hover.ts';
import { quickFix } from './quick-fix.ts';
import { results } from './results.ts';
import type { Stop } from './stop.ts';
import { tree } from './tree.ts';

/** In the order in which a new user meets them. */
export const stops: readonly Stop[] = [hover, quickFix, results, tree, dashboard];
