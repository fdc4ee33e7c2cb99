import { split } from '../../dialect/src/index.ts';
import { fault } from './check.ts';
import { mutate } from './mutate.ts';
import type { Random } from './mutate.ts';
import { seeds } from './seeds.ts';

/** What went wrong how often, and the shortest statement that shows it. */
export interface Fault {
  readonly what: string;
  readonly sql: string;
  readonly count: number;
}

/** So many statements of every kind with random faults, and what they did that none may; the most frequent first. */
export function fuzz(count: number, random: Random): readonly Fault[] {
  const all = seeds();
  const pick = () => all[Math.floor(random() * all.length)];
  const faults = new Map<string, Fault>();
  for (let time = 0; time < count; time += 1) {
    const [seed, other] = [pick(), pick()];
    if (!seed || !other) continue;
    // A fault may have made two statements of one.
    for (const { text } of split(mutate(seed.sql, other.sql, random))) {
      const what = fault(text, seed.catalog);
      if (what === undefined) continue;
      const key = what.slice(0, 60);
      const known = faults.get(key);
      const shorter = known && known.sql.length <= text.length ? known : { sql: text, what };
      faults.set(key, { ...shorter, count: (known?.count ?? 0) + 1 });
    }
  }
  return [...faults.values()].sort((a, b) => b.count - a.count);
}
