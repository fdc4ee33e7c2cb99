/** How much counters rose within a sliding window. Counters that only rise are sampled at most once in each step. */
export class SlidingCounts<Name extends string> {
  readonly #stepMs: number;
  readonly #steps: number;
  readonly #samples: { readonly at: number; readonly counts: Readonly<Record<Name, number>> }[] = [];

  /** A window of so many steps. */
  constructor(stepMs: number, steps: number) {
    this.#stepMs = stepMs;
    this.#steps = steps;
  }

  /** How much each counter rose since the window's beginning, or since the first time that it was told. */
  rise(at: number, counts: Readonly<Record<Name, number>>): Readonly<Record<Name, number>> {
    const newest = this.#samples.at(-1);
    if (!newest || at - newest.at >= this.#stepMs) this.#samples.push({ at, counts });
    while ((this.#samples[1]?.at ?? at) <= at - this.#stepMs * this.#steps) this.#samples.shift();
    const base = this.#samples[0]?.counts ?? counts;
    return Object.fromEntries(
      Object.entries<number>(counts).map(([name, count]) => [name, count - base[name as Name]]),
    ) as Record<Name, number>;
  }
}
