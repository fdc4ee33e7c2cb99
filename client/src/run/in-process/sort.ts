import { compareBson } from './bson-order.ts';

/** Paths with their directions, the most significant first. */
export type SortKeys = Readonly<Record<string, 1 | -1>>;

/** Compares documents by MongoDB's order of values. */
export function compareBy(keys: SortKeys): (a: unknown, b: unknown) => number {
  const order = Object.entries(keys).map(([path, direction]) => [path.split('.'), direction] as const);
  return (a, b) => {
    for (const [path, direction] of order) {
      const way = compareBson(at(a, path), at(b, path)) * direction;
      if (way !== 0) return way;
    }
    return 0;
  };
}

/** A missing value sorts with NULL. */
function at(document: unknown, path: readonly string[]): unknown {
  return (
    path.reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      document,
    ) ?? null
  );
}
