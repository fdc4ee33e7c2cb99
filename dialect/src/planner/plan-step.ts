import type {
  BoundColumn,
  BoundExpression,
  BoundOutput,
  BoundQuery,
  BoundRecursion,
  BoundStep,
  BoundWrite,
  BoundWriteBranch,
  ColumnId,
} from '../analysis/bound.ts';
import { logical, negate } from '../analysis/compare-rows.ts';
import { booleanType, column } from '../analysis/shape.ts';
import { columnsOf } from '../analysis/walk.ts';
import { lift } from './lift.ts';
import { aligned } from './plan-query.ts';
import type { Planner } from './planner.ts';
import type { PlanNode } from './plan-node.ts';
import { planRelation } from './plan-relation.ts';
import { columnsAround, forEachAround } from './recursion-around.ts';

/** A recursive query: both plans give the columns of the whole, in order. */
export interface RecursionPlan {
  readonly kind: 'recursion';
  readonly step: BoundRecursion;
  readonly seed: PlanNode;
  readonly seedIds: readonly number[];
  readonly next: PlanNode;
  readonly nextIds: readonly number[];
  /** What it reads of rows around it: these columns stand in front of its own. */
  readonly around: readonly BoundColumn[];
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
  return planRecursion(step, planner, optimize);
}

function planRecursion(step: BoundRecursion, planner: Planner, optimize: Optimize): RecursionPlan {
  const planned = (query: BoundQuery) => aligned(planner.query(query), step.seed.outputs, planner);
  const seed = planned(step.seed);
  let next = planned(step.step);
  const around = columnsAround([seed.root, next.root]);
  const keys = around.map(({ id }) => id);
  if (around.length > 0) {
    planner.around.set(step.name, around);
    // What it reads of the last round is of the same row around it.
    next = planned(step.step);
  }
  const round = (root: PlanNode, from: 'first' | 'last', ids: readonly ColumnId[]): PlanNode =>
    optimize(around.length > 0 ? forEachAround(root, from, step, around) : root, ids);
  const [seedIds, nextIds] = [seed, next].map(({ ids }) => [...keys, ...ids]) as [ColumnId[], ColumnId[]];
  return {
    kind: 'recursion',
    step,
    seed: round(seed.root, 'first', seedIds),
    seedIds,
    next: round(next.root, 'last', nextIds),
    nextIds,
    around,
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
  // Of DO NOTHING only the rows are left that meet no document: they need neither its _id nor a condition on it.
  const skips = step.existing !== undefined && step.onDuplicate === 'skip';
  const id = skips ? undefined : step.id;
  const actions = skips ? step.branches.map(always) : step.branches;
  if (step.existing) root = skips ? meetingNone(root, step.existing, planner) : meeting(root, step.existing);
  const whens = lift(
    planner,
    root,
    actions.flatMap((branch) => branch.when ?? []),
  );
  const values = lift(
    planner,
    whens.input,
    actions.flatMap((branch) => branch.values.map((each) => each.value)),
  );
  const [restWhens, restValues] = [[...whens.values], [...values.values]];
  const branches = actions.map((branch): BoundWriteBranch => {
    const when = branch.when ? restWhens.shift() : undefined;
    return {
      action: branch.action,
      ...(when ? { when } : {}),
      values: branch.values.map((each) => ({ field: each.field, value: restValues.shift() ?? each.value })),
    };
  });
  root = extended(values.input, step.returning, planner);
  const read = [
    ...(id ? [id] : []),
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
    ...(id ? { id } : {}),
    branches,
    keys: step.keys,
    outputs: step.outputs,
  };
}

const always = ({ action, values }: BoundWriteBranch): BoundWriteBranch => ({ action, values });

type Existing = NonNullable<BoundWrite['existing']>;

/** Each row beside the document that it meets. */
const meeting = (root: PlanNode, { relation, on }: Existing): PlanNode => ({
  kind: 'join',
  type: 'LEFT',
  left: root,
  right: { kind: 'scan', relation },
  on,
  origin: on.span,
});

/** The rows that meet no document by any of the keys: each is looked for by itself, since an index serves one. */
function meetingNone(root: PlanNode, { relation, on }: Existing, planner: Planner): PlanNode {
  const keys = on.kind === 'logical' && on.operator === 'OR' ? on.operands : [on];
  const origin = on.span;
  let input = root;
  const conditions = keys.map((predicate): BoundExpression => {
    const id = planner.newId();
    const query: PlanNode = { kind: 'filter', input: { kind: 'scan', relation }, predicate, origin };
    input = { kind: 'apply', id, input, form: 'exists', query, outputs: [], origin };
    return negate(column(id, { type: booleanType, nullable: false }, origin), origin);
  });
  return { kind: 'filter', input, predicate: logical('AND', conditions, origin), origin };
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
