// Random numbers that are the same in every run, and the few distributions that sample data needs.

export type Random = ReturnType<typeof randomFrom>;

/** mulberry32: small, quick, good enough to look like life. */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    /** A whole number between the two, both included. */
    int,
    chance: (probability: number): boolean => next() < probability,
    pick: <List extends readonly [unknown, ...unknown[]]>(list: List): List[number] =>
      list[Math.floor(next() * list.length)],
    /** One of the keys, as often as its weight says. */
    weighted(weights: Readonly<Record<string, number>>): string {
      const entries = Object.entries(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0])?.[0] ?? '';
    },
    /** Few large, many small: an index below `count` that a busy few get most of. */
    skewed: (count: number): number => Math.floor(count * next() ** 2.5),
    /** Money as people spend it: around the typical amount, with a long tail; two decimals. */
    amount: (typical: number): string =>
      Math.max(1, typical * Math.exp((next() + next() + next() - 1.5) * 1.2)).toFixed(2),
    hex: (length: number): string => Array.from({ length }, () => int(0, 15).toString(16)).join(''),
  };
}
