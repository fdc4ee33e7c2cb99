import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseStatement, split } from '../../dialect/src/index.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import { samples } from '../editor-quality/sources.ts';
import { shop } from '../unit/dialect/shop-catalog.ts';

/** A statement to be spoilt, and what exists around it. */
export interface Seed {
  readonly kind: string;
  readonly sql: string;
  readonly catalog: Catalog;
}

const baselines = path.resolve(import.meta.dirname, '../baselines');

/** The statements of the baselines, the conformance cases and the examples; each kind about as often as any other. */
export function seeds(): readonly Seed[] {
  const files = globSync('*/*.sql', { cwd: baselines }).sort();
  const own = files.flatMap((file) =>
    split(readFileSync(path.join(baselines, file), 'utf8')).map(({ text }) => ({ sql: text, catalog: shop })),
  );
  const byKind = new Map<string, Seed[]>();
  for (const { sql, catalog } of [...own, ...samples()]) {
    const { statement } = parseStatement(sql);
    if (!statement) continue;
    const { kind } = statement;
    byKind.set(kind, [...(byKind.get(kind) ?? []), { kind, sql, catalog }]);
  }
  // Queries are by far the most: the others come as often together.
  const queries = byKind.get('Query') ?? [];
  const others = [...byKind].filter(([kind]) => kind !== 'Query').map(([, each]) => each);
  const share = Math.ceil(queries.length / Math.max(1, others.length));
  return [...queries, ...others.flatMap((each) => repeated(each, share))];
}

/** At least so many of them, the same ones again where they are fewer. */
function repeated<T>(list: readonly T[], least: number): readonly T[] {
  const times = Math.max(1, Math.floor(least / list.length));
  return Array.from({ length: times }, () => list).flat();
}
