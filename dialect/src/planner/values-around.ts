import type { BoundColumn } from '../analysis/bound.ts';
import type { PlanNode } from './plan-node.ts';
import type { KeepPlan, RecursionPlan, StepPlan } from './plan-step.ts';
import { columnsGiven, columnsMade, columnsRead, inputs, someNode } from './plan-walk.ts';
import type { Planner } from './planner.ts';
import { outputsOf, stepAround } from './recursion-around.ts';
import { pruneColumns } from './rules/prune-columns.ts';
import { isVolatile } from './with-cost.ts';

/** The steps, each recursive query that reads columns around it behind one that finds their values; `refuse` hears of one whose values cannot be found first. */
export function withAround(
  steps: readonly StepPlan[],
  query: PlanNode | undefined,
  refuse: (column: BoundColumn) => void,
  planner: Planner,
): readonly StepPlan[] {
  if (steps.length === 0) return steps;
  const roots = [
    ...steps.flatMap((step) => (step.kind === 'recursion' ? [] : [step.root])),
    ...(query ? [query] : []),
  ];
  return steps.flatMap((step, index): readonly StepPlan[] => {
    const [first] = step.kind === 'recursion' ? step.around : [];
    if (step.kind !== 'recursion' || !first) return [step];
    const before = new Set(steps.slice(0, index).map((each) => each.step.name));
    const found = valuesAround(step, roots, readersOf(step.step.name, steps.slice(index)), before, planner);
    if (!found) refuse(first);
    return found ? [found, step] : [step];
  });
}

/** The recursive queries that read the rows of one, directly or through others, and itself. */
function readersOf(name: string, later: readonly StepPlan[]): ReadonlySet<string> {
  const names = new Set([name]);
  for (const each of later)
    if (each.kind === 'recursion' && [each.seed, each.next].some((root) => readsRows(root, names)))
      names.add(each.step.name);
  return names;
}

const readsRows = (root: PlanNode, names: ReadonlySet<string>): boolean =>
  someNode(root, (node) => node.kind === 'working' && names.has(node.relation.name));

function valuesAround(
  { step, around }: RecursionPlan,
  roots: readonly PlanNode[],
  readers: ReadonlySet<string>,
  before: ReadonlySet<string>,
  planner: Planner,
): KeepPlan | undefined {
  const outer = new Set<PlanNode>();
  const visit = (node: PlanNode): void => {
    const [rows, inner] =
      node.kind === 'apply' ? [node.input, node.query] : node.kind === 'join' ? [node.left, node.right] : [];
    if (rows && inner && readsRows(inner, readers)) {
      const given = columnsGiven(rows);
      if (around.every(({ id }) => given.has(id))) outer.add(rows);
    }
    inputs(node).forEach(visit);
  };
  roots.forEach(visit);
  const [input, another] = outer;
  if (!input || another) return undefined;
  const columns = outputsOf(around);
  const ids = columns.map(({ id }) => id);
  const distinct: PlanNode = { kind: 'distinct', input, columns, origin: step.span };
  const root = pruneColumns.apply(distinct, ids, planner.newId);
  const made = columnsMade(root);
  const alone = [...columnsRead(root)].every((id) => made.has(id));
  const late = someNode(root, (node) => node.kind === 'working' && !before.has(node.relation.name));
  return alone && !late && !isVolatile(root)
    ? { kind: 'keep', step: { name: stepAround(step.name) }, root, outputs: columns }
    : undefined;
}
