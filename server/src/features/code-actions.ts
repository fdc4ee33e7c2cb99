import type { TextChange } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';
import { diagnostics } from './diagnostics.ts';
import type { DocumentProblem } from './diagnostics.ts';

/** A change that mends a problem. */
export interface Action {
  readonly title: string;
  readonly problem: DocumentProblem;
  readonly changes: readonly TextChange[];
  /** Whether it is the only fix of its problem, which one key may apply. */
  readonly preferred: boolean;
}

/** The fixes of the problems that touch a selection. */
export function codeActions(document: DocumentModel, selection: Span): readonly Action[] {
  return diagnostics(document)
    .filter(({ span }) => span.start <= selection.end && selection.start <= span.end)
    .flatMap((problem) =>
      problem.fixes.map(({ title, changes }) => ({
        title,
        problem,
        changes,
        preferred: problem.fixes.length === 1,
      })),
    );
}
