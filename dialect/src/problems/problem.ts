import type { Span } from '../text/span.ts';
import type { Severity } from './severity.ts';

/** A row's number in the catalogue: see catalog.ts. */
export type ProblemNumber = `QL${number}`;

/** A replacement of one span of the statement's text. */
export interface TextChange {
  readonly span: Span;
  readonly text: string;
}

/** A change that certainly mends a problem; `title` is what a person picks it by. */
export interface Fix {
  readonly title: string;
  readonly changes: readonly TextChange[];
}

/**
 * What is wrong with a statement, at the token where it is. The editor and the run time show the same one:
 * `message` is a whole sentence that says what to do.
 */
export interface Problem {
  readonly code: ProblemNumber;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly fixes?: readonly Fix[];
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
