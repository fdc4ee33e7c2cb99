/** A look that comes so much later than it was due means that the machine slept: nothing keeps a process busy for so long. */
const asleepMs = 60_000;

/** Tells whether the machine slept between two looks: the clock of the day goes on meanwhile, timers do not. */
export class SleepWatch {
  readonly #clock: () => number;
  #last: number;

  /** `clock` gives milliseconds since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#last = clock();
  }

  /** Whether it slept since the last look, which was due to be followed by this one after so many milliseconds. */
  hasSlept(dueMs: number): boolean {
    const before = this.#last;
    this.#last = this.#clock();
    return this.#last - before > dueMs + asleepMs;
  }
}
