import { withLevels } from '../../../dialect/src/analysis/lint/lint.ts';
import type { LintSettings } from '../../../dialect/src/analysis/lint/lint.ts';
import type { Fix, Problem, ProblemNumber } from '../../../dialect/src/index.ts';
import type { Severity } from '../../../dialect/src/problems/severity.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import { compiledProblems } from '../compiled-problems.ts';
import { shift } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import { oncePerMeaning } from '../statements.ts';
import { oncePerStretch } from '../stretches.ts';
import type { PlacedStretch, Stretch } from '../stretches.ts';
import { fileLint, statementLint } from '../lint.ts';
import type { ByStatement } from '../lint.ts';
import { alertNamed, unknownAlerts } from '../unknown-alerts.ts';
import { poolsNamed, unknownPools } from '../unknown-pools.ts';

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
  return stretchProblems(document).flatMap(({ stretch: { start }, problems }) =>
    problems.map((problem) => movedProblem(problem, start)),
  );
}

/** What is wrong with the statements of a stretch; places count from its beginning. */
export interface StretchProblems {
  readonly stretch: PlacedStretch;
  /** The same array as the last time where they are the same. */
  readonly problems: readonly DocumentProblem[];
}

/** The same by stretches: those that have problems, of the first ones where not all are wanted. */
export function stretchProblems(
  document: DocumentModel,
  wanted: readonly PlacedStretch[] = document.stretches,
): readonly StretchProblems[] {
  const { stretches, lint, names } = document;
  const together = fileLint(wanted, names);
  const file = stretches.flatMap(({ stretch: { ignores } }) => ignores.file);
  return wanted.flatMap((placed, index) => {
    const { stretch } = placed;
    const behind = stretches[index + 1]?.stretch.ignores.before ?? none;
    const asks = namesIn(stretch);
    const problems = problemsOf(stretch, {
      ...{ lint, together: together.get(stretch), file, behind },
      pools: asks.pools ? names.pools : none,
      alerts: asks.alerts ? names.alerts : none,
    });
    return problems.length > 0 ? [{ stretch: placed, problems }] : [];
  });
}

/** What the problems of a stretch depend on beside its statements. */
interface Around {
  readonly lint: LintSettings;
  /** What rules that look at the statements of a file together say, by which statement of the stretch it is. */
  readonly together: ByStatement | undefined;
  /** Silenced in the whole document, and in the last statement of the stretch. */
  readonly file: readonly string[];
  readonly behind: readonly string[];
  /** The names that are known, as far as the stretch names any; undefined before they are. */
  readonly pools: readonly string[] | undefined;
  readonly alerts: readonly string[] | undefined;
}

/** Whether statements of a stretch name pools, and alerts, that are to exist. */
const namesIn = oncePerStretch(({ statements }) => ({
  pools: statements.some((each) => poolsNamed(each).length > 0),
  alerts: statements.some(alertNamed),
}));

const lastSaid = oncePerStretch((): { around?: Around; problems: readonly DocumentProblem[] } => ({
  problems: none,
}));

function problemsOf(stretch: Stretch, around: Around): readonly DocumentProblem[] {
  const last = lastSaid(stretch);
  if (!last.around || !isSame(last.around, around))
    Object.assign(last, { around, problems: foundIn(stretch, around) });
  return last.problems;
}

function isSame(a: Around, b: Around): boolean {
  const areSame = (left: readonly string[], right: readonly string[]) => left.join() === right.join();
  const entries = [...(a.together ?? [])];
  return (
    a.lint === b.lint &&
    a.pools === b.pools &&
    a.alerts === b.alerts &&
    a.together?.size === b.together?.size &&
    entries.every(([index, problems]) => saySame(problems, b.together?.get(index) ?? none)) &&
    areSame(a.file, b.file) &&
    areSame(a.behind, b.behind)
  );
}

function saySame(a: readonly Problem[], b: readonly Problem[]): boolean {
  const same = (one: Problem, { code, message, span }: Problem) =>
    one.code === code &&
    one.message === message &&
    one.span.start === span.start &&
    one.span.end === span.end;
  return a.length === b.length && b.every((each, index) => a[index] && same(a[index], each));
}

function foundIn({ statements, ignores }: Stretch, around: Around): readonly DocumentProblem[] {
  return statements.flatMap((statement, index): readonly DocumentProblem[] => {
    const rules = statementLint(statement);
    const file = around.together?.get(index) ?? none;
    const own = ownProblems(statement);
    const pools = around.pools ? unknownPools(statement, around.pools) : none;
    const alerts = around.alerts ? unknownAlerts(statement, around.alerts) : none;
    // Nearly all statements are sound.
    if (rules.length + file.length + own.length + pools.length + alerts.length === 0) return none;
    const silenced = new Set([
      ...around.file,
      ...(ignores.own.get(index) ?? none),
      ...(index === statements.length - 1 ? around.behind : none),
    ]);
    return [...own, ...pools, ...alerts, ...withLevels([...rules, ...file], around.lint)]
      .filter(
        ({ code, severity }) => (severity === 'error' && !code.startsWith('QL6')) || !silenced.has(code),
      )
      .map((problem) => movedProblem(documentProblem(problem), statement.start))
      .sort((a, b) => a.span.start - b.span.start);
  });
}

function documentProblem({ span, code, severity, message, fixes = [] }: Problem): DocumentProblem {
  return { span, code, severity, message, deprecated: code === 'QL3011', fixes };
}

function movedProblem(problem: DocumentProblem, by: number): DocumentProblem {
  return {
    ...problem,
    span: shift(problem.span, by),
    fixes: problem.fixes.map(({ title, changes }) => ({
      title,
      changes: changes.map(({ span, text }) => ({ span: shift(span, by), text })),
    })),
  };
}

const none: readonly never[] = [];

/** What is wrong with a statement by itself. In one that does not parse, what is not there is missed once: by the parser. */
export const ownProblems = oncePerMeaning((statement): readonly Problem[] => {
  const { parsed, analysis } = statement;
  const isThere = ({ span }: Problem) => span.end > span.start;
  const meant = hasErrors(parsed.problems) ? analysis.problems.filter(isThere) : analysis.problems;
  return [...parsed.problems, ...meant, ...compiledProblems(statement)];
});
