import type { TextChange } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';
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

/** The fixes of the problems that touch a selection, and the refactorings at its start. */
export function codeActions(document: DocumentModel, selection: Span): readonly Action[] {
  const rewrites = refactorings(document, selection.start);
  return [...fixes(document, selection), ...rewrites.map((each) => ({ ...each, preferred: false }))];
}

function fixes(document: DocumentModel, selection: Span): readonly Action[] {
  return diagnostics(document)
    .filter(({ span }) => span.start <= selection.end && selection.start <= span.end)
    .flatMap((problem) =>
      problem.fixes.map(({ title, changes }) => ({
        title,
        kind: 'fix' as const,
        problem,
        changes,
        preferred: problem.fixes.length === 1,
      })),
    );
}
