import type { BoundExpression } from '../analysis/bound.ts';
import { columnsOf } from '../analysis/walk.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { PlanNode } from '../planner/plan-node.ts';
import type { KeepPlan, RecursionPlan, StepPlan, WritePlan } from '../planner/plan-step.ts';
import type { Span } from '../text/span.ts';
import { build } from './build.ts';
import { stepField } from './build-source.ts';
import type { Document, Read, Step } from './command.ts';
import type { Built, Compiler } from './compiler.ts';
import { directInsert } from './direct-insert.ts';
import { directWrite } from './direct-write.ts';
import { read } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, whenTrue } from './lower.ts';

/** The plans inside a step. */
export const rootsOf = (step: StepPlan): readonly PlanNode[] =>
  step.kind === 'recursion' ? [step.seed, step.next] : [step.root];

/** The columns that a step reads off its plans. */
export function idsOf(step: StepPlan): readonly number[] {
  if (step.kind === 'recursion') return [...step.seedIds, ...step.nextIds];
  if (step.kind === 'keep') return step.outputs.map((output) => output.id);
  const values: BoundExpression[] = [
    ...(step.id ? [step.id] : []),
    ...step.branches.flatMap((branch) => [
      ...(branch.when ? [branch.when] : []),
      ...branch.values.map((each) => each.value),
    ]),
    ...step.keys.flat(),
  ];
  return [...values.flatMap((value) => [...columnsOf(value)]), ...step.outputs.map((output) => output.id)];
}

/** A step, and for each stage of what a write reads the clause that it does the work of. */
export interface CompiledStep {
  readonly step: Step;
  readonly origins?: readonly (Span | undefined)[];
}

/** `alone` where no other part of the statement runs beside it; `enough` as a RecursionStep has it. */
export function compileStep(
  c: Compiler,
  step: StepPlan,
  alone: boolean,
  enough: number | undefined,
): CompiledStep {
  if (step.kind === 'write') return compileWrite(c, step, alone);
  return { step: step.kind === 'keep' ? compileKeep(c, step) : compileRecursion(c, step, enough) };
}

const ended = (built: Built, project: Document): Read => ({
  source: built.source,
  pipeline: [...built.stages.map((each) => each.stage), { $project: { _id: 0, ...project } }],
});

function compileKeep(c: Compiler, { step, root, outputs }: KeepPlan): Step {
  const built = build(c, root, new Map());
  const ids = outputs.map((output) => output.id);
  return { kind: 'keep', name: step.name, read: ended(built, columns(ids, built.layout)) };
}

function compileRecursion(c: Compiler, plan: RecursionPlan, enough: number | undefined): Step {
  const side = (root: PlanNode, ids: readonly number[]): Read => {
    const built = build(c, root, new Map());
    return ended(built, columns(ids, built.layout));
  };
  return {
    kind: 'recursion',
    name: plan.step.name,
    seed: side(plan.seed, plan.seedIds),
    step: side(plan.next, plan.nextIds),
    all: plan.step.all,
    ...(enough === undefined ? {} : { enough }),
  };
}

function columns(ids: readonly number[], layout: Layout): Document {
  return Object.fromEntries(
    ids.map((id, index) => {
      const place = layout.get(id);
      return [stepField(index), place ? { $ifNull: [read(place), null] } : { $literal: null }];
    }),
  );
}

function compileWrite(c: Compiler, plan: WritePlan, alone: boolean): CompiledStep {
  const built = build(c, plan.root, new Map());
  const { layout } = built;
  const value = (expression: BoundExpression): MongoExpression => ({
    $ifNull: [lower(c, expression, layout).expression, null],
  });
  const branches = plan.branches.map((branch, index) => ({
    case: branch.when ? whenTrue(c, branch.when, layout) : true,
    then: { $literal: index },
  }));
  const action: Document = {
    b:
      branches.length === 1 && branches[0]?.case === true
        ? { $literal: 0 }
        : { $switch: { branches, default: null } },
    i: plan.id ? value(plan.id) : { $literal: null },
    v: plan.branches.map((branch) => branch.values.map((each) => value(each.value))),
    k: plan.keys.map((key) => key.map(value)),
    r:
      plan.outputs.length > 0
        ? columns(
            plan.outputs.map((output) => output.id),
            layout,
          )
        : { $literal: null },
  };
  const { step } = plan;
  const direct = alone ? directWrite(c, plan, built) : undefined;
  const merge = alone ? directInsert(c, plan, built) : undefined;
  const idFields = plan.outputs.flatMap((output, index) =>
    step.insertedIds.includes(output.id) ? [stepField(index)] : [],
  );
  const made: Step = {
    kind: 'write',
    name: step.name,
    ...(step.database === undefined ? {} : { database: step.database }),
    collection: step.collection,
    read: ended(built, action),
    branches: plan.branches.map((branch) => ({
      action: branch.action,
      fields: branch.values.map((each) => each.field),
    })),
    idFields,
    onDuplicate: step.onDuplicate,
    once: step.once,
    ...(direct ? { direct } : {}),
    ...(merge ? { merge } : {}),
  };
  return { step: made, origins: [...built.stages.map((each) => each.origin), undefined] };
}
