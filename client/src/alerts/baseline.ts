import type { Unusual } from './alert-types.ts';

/** Samples that a figure's past is made of, and how many there must be before anything is called unusual. */
const kept = 360;
const fewest = 60;
/** A spread of normal values as the median absolute deviation tells it. */
const normal = 1.4826;

/**
 * What a figure usually is: median and median absolute deviation of its samples over a sliding window. Outliers
 * hardly move them, so that a burst does not become the new normal at once.
 */
export class Baseline {
  readonly #samples = new Float64Array(kept);
  readonly #floor: number;
  #count = 0;
  #median = 0;
  #spread = 0;

  /** Deviations below `floor` are noise, however steady the figure was. */
  constructor(floor: number) {
    this.#floor = floor;
  }

  add(value: number): void {
    this.#samples[this.#count++ % kept] = value;
    const sorted = this.#samples.slice(0, Math.min(this.#count, kept)).sort();
    this.#median = middle(sorted);
    const deviations = sorted.map((sample) => Math.abs(sample - this.#median)).sort();
    this.#spread = Math.max(this.#floor, normal * middle(deviations));
  }

  /** How far a value is from what was usual; undefined while too little is known. */
  judge(value: number): Unusual | undefined {
    if (this.#count < fewest) return undefined;
    return { value, median: this.#median, score: Math.abs(value - this.#median) / this.#spread };
  }
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
