import type { ProblemRow } from './problem-row.ts';

export const syntaxProblems = {
  QL1001: {
    name: 'unexpected-token',
    severity: 'error',
    message: 'Expected {0} here, found {1}.',
    cause: 'The statement does not continue as the grammar allows at this place.',
    cure: 'Write what the message expects, or remove the token.',
  },
  QL1002: {
    name: 'unterminated-text',
    severity: 'error',
    message: 'This {0} is never closed: add {1}.',
    cause: 'A string, a quoted name or a comment was opened and the text ends before it is closed.',
    cure: 'Add the closing mark.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
