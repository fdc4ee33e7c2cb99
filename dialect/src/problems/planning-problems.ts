import type { ProblemRow } from './problem-row.ts';

export const planningProblems = {
  QL4001: {
    name: 'not-available',
    severity: 'error',
    message: '{0} is not available yet in this version.',
    cause: 'The statement is part of the dialect, but this version cannot run it.',
    cure: 'Rewrite it without that part.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
