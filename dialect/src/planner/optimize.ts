import type { ColumnId } from '../analysis/bound.ts';
import type { PlanNode } from './plan-node.ts';
import { kindsBelow, kindsOf } from './node-kinds.ts';
import { antiJoin } from './rules/anti-join.ts';
import { countDistinct } from './rules/count-distinct.ts';
import { dateRanges } from './rules/date-ranges.ts';
import { endsOfIndex } from './rules/ends-of-index.ts';
import { firstOfPartition } from './rules/first-of-partition.ts';
import { groupBeforeJoin } from './rules/group-before-join.ts';
import { groupBeside } from './rules/group-beside.ts';
import { joinByGroup } from './rules/join-by-group.ts';
import { joinOrder } from './rules/join-order.ts';
import { limitFirst } from './rules/limit-first.ts';
import { nullsApart } from './rules/nulls-apart.ts';
import { outerToInner } from './rules/outer-to-inner.ts';
import { pruneColumns } from './rules/prune-columns.ts';
import { pushFilters } from './rules/push-filters.ts';
import { quantifiedEnds } from './rules/quantified-ends.ts';
import { scalarFirst } from './rules/scalar-first.ts';
import { semiJoin } from './rules/semi-join.ts';
import { seriesInPlace } from './rules/series-in-place.ts';
import { sortWithoutNull } from './rules/sort-without-null.ts';
import { sumByFilter } from './rules/sum-by-filter.ts';
import type { Rule } from './rule.ts';

/** What each rule made of the plan, for those that changed it: `printPlan` shows it. */
export type Trace = readonly {
  readonly rule: string;
  readonly before: PlanNode;
  readonly after: PlanNode;
}[];

/** The rules in the order in which they run, each once. */
export const rules: readonly Rule[] = [
  pruneColumns,
  outerToInner,
  seriesInPlace,
  pushFilters,
  dateRanges,
  semiJoin,
  antiJoin,
  quantifiedEnds,
  scalarFirst,
  joinOrder,
  groupBeside,
  groupBeforeJoin,
  firstOfPartition,
  countDistinct,
  sumByFilter,
  sortWithoutNull,
  limitFirst,
  nullsApart,
  endsOfIndex,
  joinByGroup,
];

const gated = rules.map((rule) => ({ rule, needed: kindsOf(rule.needs ?? []) }));

/** Runs the rules over a plan; `without` names those that are left out. */
export function optimize(
  plan: PlanNode,
  outputs: readonly ColumnId[],
  without: readonly string[],
  newId: () => ColumnId,
): { root: PlanNode; trace: Trace } {
  const trace: Trace[number][] = [];
  let root = plan;
  let kinds = kindsBelow(root);
  for (const { rule, needed } of gated) {
    if ((kinds & needed) !== needed || without.includes(rule.name)) continue;
    const changed = rule.apply(root, outputs, newId);
    if (changed === root) continue;
    trace.push({ rule: rule.name, before: root, after: changed });
    root = changed;
    kinds = kindsBelow(root);
  }
  return { root, trace };
}
