import type { ProblemRow } from './problem-row.ts';

export const poolProblems = {
  QL3001: {
    name: 'unknown-option',
    severity: 'error',
    message: 'There is no pool option named {0}{1}.',
    cause: 'WITH, SET or CONNECTION_POOL_OPTIONS names an option that the driver does not have.',
    cure: 'Correct the name, or remove it.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
