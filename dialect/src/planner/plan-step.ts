import type {
  BoundExpression,
  BoundOutput,
  BoundRecursion,
  BoundStep,
  BoundWrite,
  BoundWriteBranch,
  ColumnId,
} from '../analysis/bound.ts';
import { columnsOf } from '../analysis/walk.ts';
import { lift } from './lift.ts';
import { aligned, planRelation } from './plan-query.ts';
import type { Planner } from './planner.ts';
import type { PlanNode } from './plan-node.ts';

/** A recursive query: both plans give the columns of the whole, in order. */
export interface RecursionPlan {
  readonly kind: 'recursion';
  readonly step: BoundRecursion;
  readonly seed: PlanNode;
  readonly seedIds: readonly number[];
  readonly next: PlanNode;
  readonly nextIds: readonly number[];
}

/** A write: the root gives a row for each action, the rest says what to read off it. */
export interface WritePlan {
  readonly kind: 'write';
  readonly step: BoundWrite;
  readonly root: PlanNode;
  readonly id?: BoundExpression;
  readonly branches: readonly BoundWriteBranch[];
  readonly keys: readonly (readonly BoundExpression[])[];
  readonly outputs: readonly BoundOutput[];
}

/** The rows of a query that the statement names several times, found once. */
export interface KeepPlan {
  readonly kind: 'keep';
  readonly step: { readonly name: string };
  readonly root: PlanNode;
  readonly outputs: readonly BoundOutput[];
}

export type StepPlan = RecursionPlan | WritePlan | KeepPlan;

type Optimize = (root: PlanNode, outputs: readonly ColumnId[]) => PlanNode;

export function planStep(step: BoundStep, planner: Planner, optimize: Optimize): StepPlan {
  if (step.kind === 'write') return planWrite(step, planner, optimize);
  const seed = aligned(planner.query(step.seed), step.seed.outputs, planner);
  const next = aligned(planner.query(step.step), step.seed.outputs, planner);
  return {
    kind: 'recursion',
    step,
    seed: optimize(seed.root, seed.ids),
    seedIds: seed.ids,
    next: optimize(next.root, next.ids),
    nextIds: next.ids,
  };
}

function planWrite(step: BoundWrite, planner: Planner, optimize: Optimize): WritePlan {
  let root = planRelation(step.from, planner);
  if (step.where) {
    const lifted = lift(planner, root, [step.where]);
    root = {
      kind: 'filter',
      input: lifted.input,
      predicate: lifted.values[0] ?? step.where,
      origin: step.where.span,
    };
  }
  root = extended(root, step.computed, planner);
  if (step.existing) {
    const { relation, on } = step.existing;
    root = { kind: 'join', type: 'LEFT', left: root, right: { kind: 'scan', relation }, on, origin: on.span };
  }
  const whens = lift(
    planner,
    root,
    step.branches.flatMap((branch) => branch.when ?? []),
  );
  const values = lift(
    planner,
    whens.input,
    step.branches.flatMap((branch) => branch.values.map((each) => each.value)),
  );
  const [restWhens, restValues] = [[...whens.values], [...values.values]];
  const branches = step.branches.map((branch): BoundWriteBranch => {
    const when = branch.when ? restWhens.shift() : undefined;
    return {
      action: branch.action,
      ...(when ? { when } : {}),
      values: branch.values.map((each) => ({ field: each.field, value: restValues.shift() ?? each.value })),
    };
  });
  root = extended(values.input, step.returning, planner);
  const read = [
    ...(step.id ? [step.id] : []),
    ...step.keys.flat(),
    ...branches.flatMap((branch) => [
      ...(branch.when ? [branch.when] : []),
      ...branch.values.map((each) => each.value),
    ]),
  ];
  const columns = read.flatMap((value) => [...columnsOf(value)]);
  return {
    kind: 'write',
    step,
    root: optimize(root, [...columns, ...step.outputs.map((output) => output.id)]),
    ...(step.id ? { id: step.id } : {}),
    branches,
    keys: step.keys,
    outputs: step.outputs,
  };
}

function extended(root: PlanNode, items: BoundWrite['computed'], planner: Planner): PlanNode {
  if (items.length === 0) return root;
  const lifted = lift(
    planner,
    root,
    items.map((item) => item.value),
  );
  const made = items.map((item, index) => ({ ...item, value: lifted.values[index] ?? item.value }));
  return { kind: 'extend', input: lifted.input, items: made };
}
