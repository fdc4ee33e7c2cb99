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
  { analyze, verbose, format }: Explain,
  plan: Plan,
  target: Command,
  origins: readonly (Span | undefined)[],
): ExplainCommand<Command> {
  const rules = verbose ? rulesOf(plan) : [];
  return { kind: 'explain', analyze, format: formats[format], target, plan: linesOf(plan), rules, origins };
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

function linesOf(plan: Plan): readonly string[] {
  if (plan.kind === 'other') return plan.inner ? linesOf(plan.inner) : [];
  const { query, steps } = plan;
  const named = namer(plan);
  return [
    ...steps.flatMap((step) => [headOf(step), ...indented(rootsOf(step).flatMap(named))]),
    ...(query ? named(query.root) : []),
  ];
}

/** Each rule that changed the query's plan, in order, with the part that it changed as it was and as it became. */
function rulesOf(plan: Plan): readonly string[] {
  if (plan.kind === 'other') return plan.inner ? rulesOf(plan.inner) : [];
  const named = namer(plan);
  return plan.trace.flatMap(({ rule, before, after }) => {
    const [old, made] = differing(before, after);
    return [
      `rule ${rule}`,
      '  before',
      ...indented(indented(named(old))),
      '  after',
      ...indented(indented(named(made))),
    ];
  });
}

/** The lowest nodes of two plans in the same place above which both are alike. */
function differing(before: PlanNode, after: PlanNode): readonly [PlanNode, PlanNode] {
  const [old, made] = [inputs(before), inputs(after)];
  const changed = old.flatMap((node, index) => (node === made[index] ? [] : [index]));
  const [at] = changed;
  const [a, b] = at === undefined ? [] : [old[at], made[at]];
  const isAlike = headLine(before) === headLine(after) && old.length === made.length;
  return isAlike && changed.length === 1 && a && b ? differing(a, b) : [before, after];
}

const headLine = (node: PlanNode): string | undefined => printPlan(node).split('\n')[0];

/** Prints a plan with the columns' names where they have any. */
function namer({ query, steps }: Extract<Plan, { kind: 'query' }>): (root: PlanNode) => readonly string[] {
  const names = new Map<number, string>();
  for (const output of query?.outputs ?? []) names.set(output.id, output.name);
  for (const root of [...(query ? [query.root] : []), ...steps.flatMap(rootsOf)]) collect(root, names);
  return (root) =>
    printPlan(root)
      .replace(/#(\d+)/g, (number, id: string) => names.get(Number(id)) ?? number)
      .split('\n');
}

const headOf = ({ kind, step }: StepPlan): string =>
  kind === 'write' ? `write ${step.collection}` : `${kind} ${step.name}`;

const rootsOf = (step: StepPlan): readonly PlanNode[] =>
  step.kind === 'recursion' ? [step.seed, step.next] : [step.root];

/** What the columns of collections and virtual tables are called. */
function collect(node: PlanNode, names: Map<number, string>): void {
  if (node.kind === 'scan' || node.kind === 'virtual')
    for (const column of node.relation.columns) names.set(column.id, column.field);
  for (const input of inputs(node)) collect(input, names);
}
