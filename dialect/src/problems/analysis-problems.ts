import type { ProblemRow } from './problem-row.ts';

export const analysisProblems = {
  QL2001: {
    name: 'unknown-relation',
    severity: 'error',
    message: 'There is no collection, view or table function named {0}{1}.',
    cause: 'FROM names something that the catalogue does not hold.',
    cure: 'Correct the name: it is matched exactly, upper and lower case included.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
