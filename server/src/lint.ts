import type { FileStep } from '../../dialect/src/analysis/lint/file-step.ts';
import { fileStep } from '../../dialect/src/analysis/lint/file-step.ts';
import { lintFile, lintInput, lintStatement } from '../../dialect/src/analysis/lint/lint.ts';
import type { Problem } from '../../dialect/src/index.ts';
import { hasErrors } from '../../dialect/src/problems/problem.ts';
import { meansTheSame } from './document-names.ts';
import type { DocumentNames } from './document-names.ts';
import { oncePerMeaning } from './statements.ts';
import type { StatementModel } from './statements.ts';
import { oncePerStretch } from './stretches.ts';
import type { PlacedStretch, Stretch } from './stretches.ts';

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

interface FileLint {
  readonly names: DocumentNames;
  readonly steps: readonly FileStep[];
  readonly problems: readonly (readonly Problem[])[];
}

/** What was last said of steps together, by the first of them. */
const known = new WeakMap<FileStep, FileLint>();

/** What rules that look at the statements of a file together say, of the stretches of which they say anything. */
export function fileLint(
  stretches: readonly PlacedStretch[],
  names: DocumentNames,
): ReadonlyMap<Stretch, ByStatement> {
  const told = new Map<Stretch, Map<number, readonly Problem[]>>();
  const steps = stretches.flatMap(({ stretch }) => stepsIn(stretch).map(({ step }) => step));
  const [first] = steps;
  if (!first) return told;
  let found = known.get(first);
  if (!found || !meansTheSame(found.names, names) || !areSame(found.steps, steps)) {
    found = { names, steps, problems: lintFile(steps, names.catalog) };
    known.set(first, found);
  }
  const problems = found.problems.values();
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

function areSame(a: readonly FileStep[], b: readonly FileStep[]): boolean {
  return a.length === b.length && a.every((each, index) => isSame(each, b[index]));
}

/** Of a statement that writes, nothing but the place of what it writes to is known: the rest of it may change. */
function isSame(a: FileStep, b: FileStep | undefined): boolean {
  if (a === b) return true;
  return (
    a.kind === 'Write' && b?.kind === 'Write' && a.span.start === b.span.start && a.span.end === b.span.end
  );
}
