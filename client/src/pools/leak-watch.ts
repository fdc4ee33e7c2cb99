import type { FoundHeld } from './held-connections.ts';

const longestStatement = 120;

/** Knows which connections that are out for too long have been told of: each is told of once. */
export class LeakWatch {
  #told: ReadonlySet<string> = new Set();

  /** Those that came over the limit since the last look. */
  news(tooLong: readonly FoundHeld[]): readonly FoundHeld[] {
    const keys = tooLong.map(({ id, since }) => `${id} ${since.getTime()}`);
    const fresh = tooLong.filter((_, index) => !this.#told.has(keys[index] ?? ''));
    this.#told = new Set(keys);
    return fresh;
  }
}

/** `SELECT … (orders.qlsql:12)`: who holds a connection, in a line. */
export function holderText({ statement, command, collection, source }: FoundHeld): string {
  const what =
    statement ?? [command ?? 'an operation', collection].filter((part) => part !== undefined).join(' ');
  const short = what.length > longestStatement ? `${what.slice(0, longestStatement - 1)}…` : what;
  return source === undefined ? short : `${short} (${source})`;
}
