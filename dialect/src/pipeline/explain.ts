import type { Plan } from '../planner/plan.ts';
import type { PlanNode } from '../planner/plan-node.ts';
import type { StepPlan } from '../planner/plan-step.ts';
import { inputs } from '../planner/plan-walk.ts';
import { printPlan } from '../planner/print-plan.ts';
import type { Explain } from '../syntax/ast/statement.ts';
import type { Span } from '../text/span.ts';
import type { Command } from './command.ts';
import type { ExplainCommand } from './statement-command.ts';

const formats = { TEXT: 'text', JSON: 'json', PIPELINE: 'pipeline' } as const;

/** EXPLAIN, from what it explains. */
export function explain(
  { analyze, format }: Explain,
  plan: Plan,
  target: Command,
  origins: readonly (Span | undefined)[],
): ExplainCommand<Command> {
  return { kind: 'explain', analyze, format: formats[format], target, plan: linesOf(plan), origins };
}

function linesOf(plan: Plan): readonly string[] {
  if (plan.kind === 'other') return plan.inner ? linesOf(plan.inner) : [];
  const { query, steps } = plan;
  const names = new Map<number, string>();
  for (const output of query?.outputs ?? []) names.set(output.id, output.name);
  for (const root of [...(query ? [query.root] : []), ...steps.flatMap(rootsOf)]) collect(root, names);
  const named = (root: PlanNode): readonly string[] =>
    printPlan(root)
      .replace(/#(\d+)/g, (number, id: string) => names.get(Number(id)) ?? number)
      .split('\n');
  const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    ...steps.flatMap((step) => [headOf(step), ...indented(rootsOf(step).flatMap(named))]),
    ...(query ? named(query.root) : []),
  ];
}

const headOf = ({ kind, step }: StepPlan): string =>
  kind === 'write' ? `write ${step.collection}` : `recursion ${step.name}`;

const rootsOf = (step: StepPlan): readonly PlanNode[] =>
  step.kind === 'write' ? [step.root] : [step.seed, step.next];

/** What the columns of collections and virtual tables are called. */
function collect(node: PlanNode, names: Map<number, string>): void {
  if (node.kind === 'scan' || node.kind === 'virtual')
    for (const column of node.relation.columns) names.set(column.id, column.field);
  for (const input of inputs(node)) collect(input, names);
}
