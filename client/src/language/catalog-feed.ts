import type { Catalog } from '../../../dialect/src/index.ts';

export interface CatalogFeedParts {
  /** What exists now. */
  readonly read: () => Catalog;
  readonly send: (catalog: Catalog) => Promise<void>;
}

/** Sends the catalogue after it changed, at once where the last time is long ago. */
export class CatalogFeed {
  readonly #parts: CatalogFeedParts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Infinity;
  #sentAt = -Infinity;

  constructor(parts: CatalogFeedParts) {
    this.#parts = parts;
  }

  /** Something changed that may wait until so many milliseconds lie between the last sending and the next. */
  changed(apartMs: number): void {
    const now = Date.now();
    const dueAt = Math.max(now, this.#sentAt + apartMs);
    if (dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => this.#send(), dueAt - now);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #send(): void {
    this.#dueAt = Infinity;
    this.#sentAt = Date.now();
    void this.#parts.send(this.#parts.read());
  }
}
