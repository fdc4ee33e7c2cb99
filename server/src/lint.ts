import type { FileStep } from '../../dialect/src/analysis/lint/file-step.ts';
import { fileStep } from '../../dialect/src/analysis/lint/file-step.ts';
import { lintFile, lintInput, lintStatement } from '../../dialect/src/analysis/lint/lint.ts';
import type { Problem } from '../../dialect/src/index.ts';
import { hasErrors } from '../../dialect/src/problems/problem.ts';
import type { DocumentModel } from './documents.ts';
import { oncePerMeaning } from './statements.ts';
import type { StatementModel } from './statements.ts';
import { oncePerStretch } from './stretches.ts';
import type { Stretch } from './stretches.ts';

/** What rules that look at one statement say of it, at their own severities. */
export const statementLint = oncePerMeaning((model): readonly Problem[] => {
  const statement = soundStatement(model);
  if (!statement) return nothing;
  const { text, analysis, meaning } = model;
  const problems = lintStatement(lintInput(statement, text, analysis, meaning.catalog));
  return problems.length > 0 ? problems : nothing;
});

const nothing: readonly never[] = [];

/** What a sound statement does that rules for whole files follow. */
export const statementStep = oncePerMeaning((model): FileStep | undefined => {
  const statement = soundStatement(model);
  return statement && fileStep(statement);
});

function soundStatement({ parsed, analysis, failure }: StatementModel) {
  const { statement, problems } = parsed;
  const isSound = failure === undefined && !hasErrors(problems) && !hasErrors(analysis.problems);
  return isSound ? statement : undefined;
}

interface PlacedStep {
  /** Of which statement of the stretch. */
  readonly index: number;
  readonly step: FileStep;
}

const stepsIn = oncePerStretch(({ statements }): readonly PlacedStep[] =>
  statements.flatMap((statement, index): readonly PlacedStep[] => {
    const step = statementStep(statement);
    return step ? [{ index, step }] : nothing;
  }),
);

/** What is said of statements of a stretch, by which of them it is. */
export type ByStatement = ReadonlyMap<number, readonly Problem[]>;

/** What rules that look at the statements of a file together say, of the stretches of which they say anything. */
export function fileLint({ stretches, catalog }: DocumentModel): ReadonlyMap<Stretch, ByStatement> {
  const told = new Map<Stretch, Map<number, readonly Problem[]>>();
  const steps = stretches.flatMap(({ stretch }) => stepsIn(stretch).map(({ step }) => step));
  const problems = lintFile(steps, catalog).values();
  for (const { stretch } of stretches) {
    const own = new Map<number, readonly Problem[]>();
    for (const { index } of stepsIn(stretch)) {
      const { value = nothing } = problems.next();
      if (value.length > 0) own.set(index, value);
    }
    if (own.size > 0) told.set(stretch, own);
  }
  return told;
}
