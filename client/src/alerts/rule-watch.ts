import type { AlertRule } from './alert-definitions.ts';
import type { Latch } from './latch.ts';
import { off, turn } from './latch.ts';
import type { Level, Reading } from './rule.ts';

/** Where a rule stands for one pool. */
export interface Found {
  /** The most severe level that is raised, or that is about to be where none is. */
  readonly level: Level;
  readonly raised: boolean;
  readonly since: number;
}

/** One built-in rule at one pool from look to look: each of its limits is held and let go by itself. */
export class RuleWatch {
  readonly #latches: Latch[] = [];
  #since: number | undefined;

  /** Undefined where nothing is wrong. */
  look({ levels, holdMs, clearMs }: AlertRule, reading: Reading, now: number): Found | undefined {
    let found: Found | undefined;
    levels.forEach((level, index) => {
      const limit = reading.limit ?? level.limit;
      // A limit that the pool brings itself has no lower one where it ends.
      const clear = reading.limit ?? level.clear;
      const { value } = reading;
      const latch = turn(this.#latches[index] ?? off, { above: value > limit, below: value <= clear }, now, {
        holdMs,
        clearMs,
      });
      this.#latches[index] = latch;
      if (!latch.on && latch.since === undefined) return;
      this.#since ??= now;
      if (latch.on || !found)
        found = { level, raised: latch.on || (found?.raised ?? false), since: this.#since };
    });
    if (!found) this.#since = undefined;
    return found;
  }
}
