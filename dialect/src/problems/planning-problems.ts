import type { ProblemRow } from './problem-row.ts';

export const planningProblems = {
  QL4001: {
    name: 'not-available',
    severity: 'error',
    message: '{0} is not available yet in this version.',
    cause: 'The statement is part of the dialect, but this version cannot run it.',
    cure: 'Rewrite it without that part.',
  },
  QL4002: {
    name: 'cannot-lower',
    severity: 'error',
    message: 'This cannot run on the server: {0}',
    cause: 'MongoDB has no expression that gives what SQL asks for here.',
    cure: 'Rewrite the expression, or compute it from constants.',
  },
  QL4003: {
    name: 'value-needed',
    severity: 'error',
    message: '{0} has no value yet: give it one before the statement runs.',
    cause: 'A parameter or a session variable that the statement reads was never set.',
    cure: 'Enter the parameter when asked, or SET the variable first.',
  },
  QL4004: {
    name: 'constant-error',
    severity: 'error',
    message: '{0}.',
    cause: 'An expression over constants fails, whatever the rows hold.',
    cure: 'Correct the constants.',
  },
  QL4005: {
    name: 'constant-needed',
    severity: 'error',
    message: '{0} must be a constant here.',
    cause: 'MongoDB needs the value when the pipeline is made, before it has read any row.',
    cure: 'Write a literal, a parameter or a variable.',
  },
  QL4006: {
    name: 'recursion-of-outer-row',
    severity: 'error',
    message:
      'This recursive query runs before the rows around it are there, and the values of this column cannot be found first: begin it with all of those rows, keep the column among its own, and join it.',
    cause:
      'The rounds of a recursive query are statements of their own. What they read of the row around is found before them, but not where it comes of rows around several queries, or differs each time, as RANDOM() does.',
    cure: 'Move the query to the WITH of the whole statement, let its first part read the other relation, and join the result by that relation’s key.',
  },
  QL4007: {
    name: 'chain-too-long',
    severity: 'error',
    message:
      'This statement is too deep: shorten its chains of operators, or of UNION, or move parts of them to WITH.',
    cause:
      'Operators in a row stand one in the other, as parentheses do, and thousands of them are more than can be looked into. AND and OR may be as many as you like.',
    cure: 'Write long lists as IN (…), VALUES or an array, and long sums as an aggregate.',
  },
  QL4008: {
    name: 'with-multiplies',
    severity: 'error',
    message:
      'As the queries of WITH read one another, they are read more than {0} times in all: read {1} less often.',
    cause:
      'A query of WITH is looked into wherever it is named. One that names another twice, which names a third one twice, multiplies it.',
    cure: 'Join a query with itself by GROUP BY or window functions instead, or write a middle result into a collection.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
