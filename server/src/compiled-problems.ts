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

/** What is wrong with a sound statement once it is compiled, for those kinds that are. */
export function compiledProblems({ parsed, analysis }: StatementModel): readonly Problem[] {
  const { statement, problems } = parsed;
  if (!statement || !compiled.has(statement.kind) || !analysis.bound) return [];
  if (hasErrors(problems) || hasErrors(analysis.problems)) return [];
  return compile(plan(analysis.bound)).problems;
}
