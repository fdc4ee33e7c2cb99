import type { BoundStatement } from '../../dialect/src/analysis/bound-statement.ts';
import { compile } from '../../dialect/src/pipeline/compile.ts';
import { plan } from '../../dialect/src/planner/plan.ts';
import type { Problem } from '../../dialect/src/index.ts';
import { hasErrors } from '../../dialect/src/problems/problem.ts';
import type { StatementKind } from '../../dialect/src/syntax/ast/index.ts';
import type { StatementModel } from './statements.ts';

/** Statements of which only the pipeline tells whether MongoDB takes them; they are few, others would be compiled at each keystroke. */
const compiled: ReadonlySet<StatementKind> = new Set<StatementKind>([
  'CreateIndex',
  'CreateView',
  'Benchmark',
]);

/** Whether its plan tells what a recursive query may read of the rows around it. */
const isRecursive = (bound: BoundStatement): boolean =>
  'steps' in bound && bound.steps.some((step) => step.kind === 'recursion');

/** What is wrong with a sound statement once it is planned or compiled, for those kinds that are. */
export function compiledProblems({ parsed, analysis }: StatementModel): readonly Problem[] {
  const { statement, problems } = parsed;
  const { bound } = analysis;
  if (!statement || !bound || hasErrors(problems) || hasErrors(analysis.problems)) return [];
  if (compiled.has(statement.kind)) return compile(plan(bound)).problems;
  return isRecursive(bound) ? plan(bound).problems : [];
}
