import type { Fix, Problem, ProblemNumber } from '../../../dialect/src/index.ts';
import type { Severity } from '../../../dialect/src/problems/severity.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import { shift } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import { oncePerMeaning } from '../statements.ts';
import { lintProblems } from '../lint.ts';
import { ignoredCodes } from '../text/ignored-codes.ts';
import { unknownAlerts } from '../unknown-alerts.ts';
import { unknownPools } from '../unknown-pools.ts';

/** A problem with its place in the document. */
export interface DocumentProblem {
  readonly span: Span;
  readonly code: ProblemNumber;
  readonly severity: Severity;
  readonly message: string;
  /** Whether editors may strike the text through. */
  readonly deprecated: boolean;
  readonly fixes: readonly Fix[];
}

/** Everything that is wrong with the document, in the order of the text. */
export function diagnostics(document: DocumentModel): readonly DocumentProblem[] {
  const lint = lintProblems(document);
  const ignored = ignoredCodes(document.text, document.statements);
  const told: DocumentProblem[] = [];
  for (const statement of document.statements) {
    const own = ownProblems(statement);
    const pools = unknownPools(statement, document);
    const alerts = unknownAlerts(statement, document);
    const rules = lint.get(statement) ?? none;
    // Nearly all statements are sound, and there may be twenty thousand.
    if (own.length + pools.length + alerts.length + rules.length === 0) continue;
    const problems = [...own, ...pools, ...alerts, ...rules]
      .filter(
        ({ code, severity }) =>
          (severity === 'error' && !code.startsWith('QL6')) ||
          (!ignored.file.has(code) && !ignored.statements.get(statement.start)?.has(code)),
      )
      .map((problem): DocumentProblem => ({
        span: shift(problem.span, statement.start),
        code: problem.code,
        severity: problem.severity,
        message: problem.message,
        deprecated: problem.code === 'QL3011',
        fixes: (problem.fixes ?? []).map(({ title, changes }) => ({
          title,
          changes: changes.map(({ span, text }) => ({ span: shift(span, statement.start), text })),
        })),
      }))
      .sort((a, b) => a.span.start - b.span.start);
    told.push(...problems);
  }
  return told;
}

const none: readonly Problem[] = [];

/** What parser and analysis say of a statement. In one that does not parse, what is not there is missed once: by the parser. */
export const ownProblems = oncePerMeaning(({ parsed, analysis }): readonly Problem[] => {
  const isThere = ({ span }: Problem) => span.end > span.start;
  const meant = hasErrors(parsed.problems) ? analysis.problems.filter(isThere) : analysis.problems;
  return [...parsed.problems, ...meant];
});
