import type { BoundColumn, BoundOutput, BoundWorkingTable, ColumnId } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { booleanType, column, output } from '../analysis/shape.ts';
import { visitDeep } from '../analysis/walk.ts';
import type { PlanNode } from './plan-node.ts';
import type { KeepPlan, RecursionPlan, StepPlan } from './plan-step.ts';
import { columnsGiven, columnsMade, columnsRead, expressions, inputs, someNode } from './plan-walk.ts';
import type { Planner } from './planner.ts';
import { pruneColumns } from './rules/prune-columns.ts';
import { isVolatile } from './with-cost.ts';

// The rounds of a recursive query run before the statement. Where it stands in a subquery and reads columns of the rows around that, the
// values that these columns have there are found first. Each round goes through all of them, and each row of it keeps those that it was
// found for, in front of its own columns; where the rows are read, those are taken whose values are the ones of the row around.

/** What plans read of rows around them. */
export function columnsAround(plans: readonly PlanNode[]): readonly BoundColumn[] {
  const made = new Set<ColumnId>();
  for (const plan of plans) columnsMade(plan, made);
  const found = new Map<ColumnId, BoundColumn>();
  const visit = (node: PlanNode): void => {
    for (const value of expressions(node))
      visitDeep(value, (each) => {
        if (each.kind === 'column' && !made.has(each.id)) found.set(each.id, found.get(each.id) ?? each);
      });
    inputs(node).forEach(visit);
  };
  plans.forEach(visit);
  return [...found.values()];
}

const named = (name: string): string => `${name}_around`;
const outputsOf = (around: readonly BoundColumn[]): readonly BoundOutput[] =>
  around.map((each) => output(each.id, '', each, each.span));

/** A recursive query's own rows that were found for the row around it. */
export function ofRowAround(
  relation: BoundWorkingTable,
  around: readonly BoundColumn[],
  planner: Planner,
): PlanNode {
  const { span } = relation;
  const keys = outputsOf(around).map((each) => ({ ...each, id: planner.newId() }));
  const all: BoundWorkingTable = { ...relation, columns: [...keys, ...relation.columns] };
  const truth = { span, type: booleanType, nullable: false } as const;
  const same = keys.map((key, index) => {
    const [left, right] = [column(key.id, key, span), around[index] ?? column(key.id, key, span)];
    return { kind: 'not', operand: { kind: 'distinctFrom', left, right, ...truth }, ...truth } as const;
  });
  const input: PlanNode = { kind: 'working', relation: all, origin: span };
  return { kind: 'filter', input, predicate: logical('AND', same, span), origin: span };
}

/** The query of a round, for each of the values around: those that were found first, or those that the last round's rows keep. */
export function forEachAround(
  round: PlanNode,
  from: 'first' | 'last',
  { name, span }: { readonly name: string; readonly span: BoundWorkingTable['span'] },
  around: readonly BoundColumn[],
): PlanNode {
  const columns = outputsOf(around);
  const relation: BoundWorkingTable = {
    kind: 'working',
    span,
    name: from === 'first' ? named(name) : name,
    columns,
  };
  const rows: PlanNode = { kind: 'working', relation, origin: span };
  const left: PlanNode = from === 'first' ? rows : { kind: 'distinct', input: rows, columns, origin: span };
  return { kind: 'join', type: 'INNER', left, right: round, origin: span };
}

/** The steps, each recursive query that reads columns around it behind one that finds their values. Undefined for one whose values cannot be found first. */
export function withAround(
  steps: readonly StepPlan[],
  query: PlanNode | undefined,
  refuse: (column: BoundColumn) => void,
  planner: Planner,
): readonly StepPlan[] {
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
    ? { kind: 'keep', step: { name: named(step.name) }, root, outputs: columns }
    : undefined;
}
