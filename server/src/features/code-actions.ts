import type { Fix, TextChange } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { updateDocument } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import { changed, placesOf } from '../text/changed.ts';
import { diagnostics } from './diagnostics.ts';
import type { DocumentProblem } from './diagnostics.ts';
import { refactorings } from './refactoring/refactorings.ts';
import type { Rewrite } from './refactoring/rewrite.ts';

/** A change to the text: one that mends a problem, or another way to write what is sound. */
export interface Action {
  readonly title: string;
  readonly kind: 'fix' | Rewrite['kind'];
  readonly problem?: DocumentProblem;
  readonly changes: readonly TextChange[];
  /** Whether it is the only fix of its problem, which one key may apply. */
  readonly preferred: boolean;
}

/** The fixes of the problems that touch a selection, as far as they mend them, and the refactorings at its start. */
export function codeActions(document: DocumentModel, selection: Span): readonly Action[] {
  const rewrites = refactorings(document, selection.start);
  return [...fixes(document, selection), ...rewrites.map((each) => ({ ...each, preferred: false }))];
}

function fixes(document: DocumentModel, selection: Span): readonly Action[] {
  const before = diagnostics(document);
  return before
    .filter(({ span }) => touch(span, selection))
    .flatMap((problem) => {
      const mending = problem.fixes.filter((fix) => mends(problem, fix, before, document));
      return mending.map(({ title, changes }) => ({
        title,
        kind: 'fix' as const,
        problem,
        changes,
        preferred: mending.length === 1,
      }));
    });
}

const touch = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** Whether no error stands where the fix has changed the text that was not there before: else it gives one mistake for another. */
function mends(
  problem: DocumentProblem,
  { changes }: Fix,
  before: readonly DocumentProblem[],
  document: DocumentModel,
): boolean {
  const { uri, currentPool, lint, names } = document;
  const text = changed(document.text.slice(), changes);
  const after = updateDocument({ uri, text, catalog: names.given, currentPool, lint }, document);
  const told = new Set(before.filter((each) => each !== problem).map(identity));
  const places = placesOf(changes);
  return !diagnostics(after).some(
    (each) =>
      each.severity === 'error' &&
      places.some((place) => touch(place, each.span)) &&
      !told.has(identity(each)),
  );
}

const identity = ({ code, message }: DocumentProblem): string => `${code} ${message}`;
