import type { BoundWindow } from '../analysis/bound.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';
import { sortPlan } from './sort.ts';

const operators: Readonly<Record<string, string>> = {
  ROW_NUMBER: '$documentNumber',
  RANK: '$rank',
  DENSE_RANK: '$denseRank',
};

/**
 * Numbers and ranks by one sort key as MongoDB has them: it takes no more keys for a rank, and tells NULL from a missing field, so that the
 * key is one where both are the same. Undefined where something else is asked.
 */
export function ranks(
  c: Compiler,
  windows: readonly BoundWindow[],
  partition: MongoExpression | undefined,
  layout: Layout,
  hint: string,
): Document[] | undefined {
  const [first] = windows;
  const [key, ...more] = first?.orderBy ?? [];
  if (!key || more.length > 0 || !c.stored) return undefined;
  if (!windows.every(({ row }) => row.name in operators)) return undefined;
  const plan = sortPlan(c, [key], layout, hint);
  const sorted = Object.keys(plan.sort);
  if (sorted.length !== 1 || (plan.names.length === 0 && key.value.nullable)) return undefined;
  const output = Object.fromEntries(
    windows.map(({ id, row }) => [c.name(id), { [operators[row.name] ?? '$rank']: {} }]),
  );
  return [
    ...(plan.names.length > 0 ? [{ $set: plan.set }] : []),
    {
      $setWindowFields: {
        ...(partition === undefined ? {} : { partitionBy: partition }),
        sortBy: plan.sort,
        output,
      },
    },
  ];
}
