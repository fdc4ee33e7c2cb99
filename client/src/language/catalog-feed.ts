import type { Catalog } from '../../../dialect/src/index.ts';

export interface CatalogFeedParts {
  /** What exists now. */
  readonly read: () => Catalog;
  readonly send: (catalog: Catalog) => Promise<void>;
  readonly intervalMs: number;
}

/** Sends the catalogue after it changed: at once after a quiet time, else once an interval. */
export class CatalogFeed {
  readonly #parts: CatalogFeedParts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAt = 0;

  constructor(parts: CatalogFeedParts) {
    this.#parts = parts;
  }

  changed(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#sentAt + this.#parts.intervalMs - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#sentAt = Date.now();
      void this.#parts.send(this.#parts.read());
    }, wait);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
