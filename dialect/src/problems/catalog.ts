import type { Span } from '../text/span.ts';
import type { Fix, Problem, ProblemNumber } from './problem.ts';
import type { ProblemRow } from './problem-row.ts';
import { alertProblems } from './alert-problems.ts';
import { analysisProblems } from './analysis-problems.ts';
import { benchmarkProblems } from './benchmark-problems.ts';
import { groupProblems } from './group-problems.ts';
import { planProblems } from './plan-problems.ts';
import { planningProblems } from './planning-problems.ts';
import { poolProblems } from './pool-problems.ts';
import { runtimeProblems } from './runtime-problems.ts';
import { statementProblems } from './statement-problems.ts';
import { syntaxProblems } from './syntax-problems.ts';

/** Every problem there is, by number: see problem-row.ts for what a row says. */
export const problemCatalog = {
  ...syntaxProblems,
  ...analysisProblems,
  ...poolProblems,
  ...groupProblems,
  ...planningProblems,
  ...runtimeProblems,
  ...statementProblems,
  ...alertProblems,
  ...benchmarkProblems,
  ...planProblems,
} as const;

export type ProblemCode = keyof typeof problemCatalog;

/** A problem from its row: the only way problems are made, so that no wording lives twice. */
export function problem(
  code: ProblemCode,
  span: Span,
  args: readonly (string | number)[] = [],
  fixes?: readonly Fix[],
): Problem {
  return problemOf(code, problemCatalog[code], span, args, fixes);
}

/** The same from a row that lies elsewhere: a lint rule is its own. */
export function problemOf(
  code: ProblemNumber,
  row: ProblemRow,
  span: Span,
  args: readonly (string | number)[] = [],
  fixes?: readonly Fix[],
): Problem {
  const message = row.message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)] ?? ''));
  return { code, severity: row.severity, message, span, ...(fixes?.length ? { fixes } : {}) };
}
