import { Lane } from './lane.ts';
import type { BatchFigures } from './group-types.ts';

export interface BatchLimits {
  /** Documents that go to the server together. */
  readonly size: number;
  /** Batches of all statements that are on their way at once. */
  readonly concurrency: number;
  readonly bypassDocumentValidation: boolean;
}

/** How one batch ended, in documents. */
export interface BatchResult {
  readonly written: number;
  readonly failed: number;
}

const never = (): Error => new Error('A batch waits for its turn as long as its statement does.');

/** Sends batches a few at a time, whoever they come from, and counts them. */
export class Batches {
  readonly #lane: Lane;
  #limits: BatchLimits;
  #batches = 0;
  #documents = 0;
  #failed = 0;
  #averageSize = 0;
  /** Time in milliseconds during which some batch was on its way, without the one that is. */
  #busyMs = 0;
  #busySince = 0;

  constructor(limits: BatchLimits) {
    this.#limits = limits;
    this.#lane = new Lane(laneLimits(limits));
  }

  get limits(): BatchLimits {
    return this.#limits;
  }

  change(limits: BatchLimits): void {
    this.#limits = limits;
    this.#lane.change(laneLimits(limits));
  }

  /** Waits while as many as may be are on their way. */
  async send(write: () => Promise<BatchResult>, signal?: AbortSignal): Promise<BatchResult> {
    await this.#lane.enter({ full: never, late: never }, signal);
    if (this.#lane.running === 1) this.#busySince = performance.now();
    try {
      const result = await write();
      const size = result.written + result.failed;
      this.#averageSize = this.#batches === 0 ? size : this.#averageSize * 0.9 + size * 0.1;
      this.#batches++;
      this.#documents += result.written;
      this.#failed += result.failed;
      return result;
    } finally {
      if (this.#lane.running === 1) this.#busyMs += performance.now() - this.#busySince;
      this.#lane.leave();
    }
  }

  figures(): BatchFigures {
    const { running, waiting } = this.#lane;
    const busyMs = this.#busyMs + (running > 0 ? performance.now() - this.#busySince : 0);
    return {
      ...{ batches: this.#batches, running, waiting, documents: this.#documents, failed: this.#failed },
      averageSize: this.#averageSize,
      documentsPerSecond: busyMs > 0 ? Math.round((this.#documents / busyMs) * 10_000) / 10 : 0,
    };
  }
}

const laneLimits = ({ concurrency }: BatchLimits) => ({ atOnce: concurrency, queued: undefined, waitMs: 0 });
