import type { ResultColumn } from '../../client/src/messages/results.ts';
import { readLayout, type ColumnLayout } from './column-layout.ts';

const most = 50;

/** Layouts of columns by the columns' names, so that a statement that runs again shows them as before; the last {@link most} that changed. */
export class LayoutMemory {
  readonly #layouts: Map<string, unknown>;
  readonly #keep: (layouts: readonly (readonly [string, unknown])[]) => void;

  /** `kept` is what `keep` got last, unchecked. */
  constructor(kept: unknown, keep: (layouts: readonly (readonly [string, unknown])[]) => void) {
    const pairs: readonly unknown[] = Array.isArray(kept) ? kept : [];
    this.#layouts = new Map(pairs.filter(isPair));
    this.#keep = keep;
  }

  recall(columns: readonly ResultColumn[]): ColumnLayout | undefined {
    return readLayout(this.#layouts.get(keyOf(columns)), columns.length);
  }

  keep(columns: readonly ResultColumn[], layout: ColumnLayout): void {
    const key = keyOf(columns);
    this.#layouts.delete(key);
    this.#layouts.set(key, layout);
    for (const oldest of this.#layouts.keys()) {
      if (this.#layouts.size <= most) break;
      this.#layouts.delete(oldest);
    }
    this.#keep([...this.#layouts]);
  }
}

const keyOf = (columns: readonly ResultColumn[]): string => JSON.stringify(columns.map(({ name }) => name));

const isPair = (each: unknown): each is [string, unknown] =>
  Array.isArray(each) && each.length === 2 && typeof each[0] === 'string';
