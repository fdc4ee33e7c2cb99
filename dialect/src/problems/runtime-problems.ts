import type { ProblemRow } from './problem-row.ts';

export const runtimeProblems = {
  QL5001: {
    name: 'server-unreachable',
    severity: 'error',
    message: 'No MongoDB server answers at {0}: {1}. Check that it runs and that the address is right.',
    cause: 'The driver found no server within serverSelectionTimeoutMS.',
    cure: 'Start the server, or correct host and port of the connection.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
