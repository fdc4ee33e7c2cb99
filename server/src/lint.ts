import type { Analysis } from '../../dialect/src/analysis/analyze.ts';
import { lintFile, lintInput, lintStatement, withLevels } from '../../dialect/src/analysis/lint/lint.ts';
import type { LintInput } from '../../dialect/src/analysis/lint/lint-rule.ts';
import type { Problem } from '../../dialect/src/index.ts';
import { hasErrors } from '../../dialect/src/problems/problem.ts';
import type { DocumentModel } from './documents.ts';
import type { StatementModel } from './statements.ts';

interface Linted {
  readonly input: LintInput;
  readonly problems: readonly Problem[];
}

/** What rules said of a statement, as long as its analysis stands. */
const known = new WeakMap<Analysis, Linted>();

/** What lint says of each sound statement of a document, at the severities of its settings. */
export function lintProblems(document: DocumentModel): ReadonlyMap<StatementModel, readonly Problem[]> {
  const sound = document.statements.flatMap((model) => {
    const linted = lintOf(model, document);
    return linted ? [{ model, ...linted }] : [];
  });
  const ofFile = lintFile(sound.map(({ input }) => input));
  return new Map(
    sound.map(({ model, problems }, index) => [
      model,
      withLevels([...problems, ...(ofFile[index] ?? [])], document.lint),
    ]),
  );
}

/** What rules that look at one statement say of it; undefined where it is not sound. */
export function lintOf(
  { parsed, analysis, text, failure }: StatementModel,
  { catalog }: DocumentModel,
): Linted | undefined {
  const { statement } = parsed;
  if (!statement || failure !== undefined || hasErrors(parsed.problems) || hasErrors(analysis.problems))
    return undefined;
  let linted = known.get(analysis);
  if (!linted) {
    const input = lintInput(statement, text, analysis, catalog);
    linted = { input, problems: lintStatement(input) };
    known.set(analysis, linted);
  }
  return linted;
}
