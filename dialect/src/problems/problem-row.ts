import type { Severity } from './severity.ts';

/**
 * One row per problem: its name, severity, the sentence people read ({0}, {1} … are filled in), and what its page
 * in the documentation says. QL1xxx text and syntax, QL2xxx names, types and meaning, QL3xxx pools and options,
 * QL4xxx planning and compiling, QL5xxx run time, QL6xxx lint.
 */
export interface ProblemRow {
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  readonly cause: string;
  readonly cure: string;
}
