/**
 * Limits with a memory: what has come over its limit stays over until it is a tenth below, so that health and advice
 * do not flicker where a figure lies at a limit.
 */
export class Hysteresis {
  readonly #over = new Set<string>();

  /** Whether a figure stands over its limit; `name` is what it is known by. */
  over(name: string, value: number, limit: number): boolean {
    const stands = value > (this.#over.has(name) ? limit * 0.9 : limit);
    if (stands) this.#over.add(name);
    else this.#over.delete(name);
    return stands;
  }
}
