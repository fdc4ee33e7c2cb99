import {
  fileKinds,
  lintFile,
  lintInput,
  lintStatement,
  withLevels,
} from '../../dialect/src/analysis/lint/lint.ts';
import type { Problem } from '../../dialect/src/index.ts';
import { hasErrors } from '../../dialect/src/problems/problem.ts';
import type { DocumentModel } from './documents.ts';
import { kindOf, oncePerMeaning } from './statements.ts';
import type { Meaning, StatementModel } from './statements.ts';

/** What lint says of each statement of a document of which it says anything, at the severities of its settings. */
export function lintProblems(document: DocumentModel): ReadonlyMap<StatementModel, readonly Problem[]> {
  const all = new Map<StatementModel, readonly Problem[]>();
  for (const statement of document.statements) {
    const own = statementLint(statement) ?? [];
    if (own.length > 0) all.set(statement, own);
  }
  for (const [statement, problems] of ofFile(document))
    all.set(statement, [...(all.get(statement) ?? []), ...problems]);
  for (const [statement, problems] of all) all.set(statement, withLevels(problems, document.lint));
  return all;
}

/** What rules that look at one statement say of it; undefined where it is not sound. */
export const statementLint = oncePerMeaning((statement) => {
  const input = inputOf(statement);
  return input && lintStatement(input);
});

function inputOf({ parsed, analysis, text, failure, meaning: { catalog } }: StatementModel) {
  const { statement } = parsed;
  const sound =
    statement && failure === undefined && !hasErrors(parsed.problems) && !hasErrors(analysis.problems);
  return sound ? lintInput(statement, text, analysis, catalog) : undefined;
}

interface FileLint {
  readonly meanings: readonly Meaning[];
  readonly problems: readonly (readonly Problem[])[];
}

/** What was last said of statements together, by the first of them. */
const known = new WeakMap<Meaning, FileLint>();

/** What rules that look at statements together say of each of those. */
function ofFile({ statements }: DocumentModel): readonly (readonly [StatementModel, readonly Problem[]])[] {
  const kinds = fileKinds(new Set(statements.map(kindOf)));
  if (kinds.size === 0) return [];
  const looked = statements.filter((each) => {
    const kind = kindOf(each);
    return kind && kinds.has(kind) && statementLint(each);
  });
  const [first] = looked;
  if (!first) return [];
  const meanings = looked.map(({ meaning }) => meaning);
  let found = known.get(first.meaning);
  if (
    found?.meanings.length !== meanings.length ||
    found.meanings.some((each, index) => each !== meanings[index])
  ) {
    found = { meanings, problems: lintFile(looked.flatMap((each) => inputOf(each) ?? [])) };
    known.set(first.meaning, found);
  }
  const { problems } = found;
  return looked.flatMap((each, index) => {
    const own = problems[index] ?? [];
    return own.length > 0 ? [[each, own] as const] : [];
  });
}
