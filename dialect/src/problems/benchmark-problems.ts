import type { ProblemRow } from './problem-row.ts';

/** Problems of BENCHMARK. */
export const benchmarkProblems = {
  QL3050: {
    name: 'unknown-benchmark-option',
    severity: 'error',
    message: 'BENCHMARK has no option named {0}{1}: it has {2}.',
    cause: 'WITH names something that a benchmark does not take.',
    cure: 'Use one of the names of the message; options of a pool are set by ALTER CONNECTION_POOL.',
  },
  QL3051: {
    name: 'benchmark-option-unknown-value',
    severity: 'error',
    message: '{0} takes {1}, and this has no value before the statement runs: write the value itself.',
    cause: 'An option of BENCHMARK is given an expression, or a variable or parameter that has no value.',
    cure: 'Write a constant, or a variable or parameter that has a value.',
  },
  QL3052: {
    name: 'benchmark-twice',
    severity: 'error',
    message: 'Pool {0} is named twice: a benchmark has one row for each pool.',
    cause: 'ON CONNECTION_POOL lists the same pool more than once.',
    cure: 'Remove one of the two.',
  },
  QL4050: {
    name: 'benchmark-without-server',
    severity: 'error',
    message:
      'This statement never goes through a pool, so there is nothing to measure: benchmark one that reads a collection.',
    cause: 'All that the statement reads lies in this process: constants, or the tables of pools.',
    cure: 'Benchmark a statement that reads or writes a collection.',
  },
  QL5090: {
    name: 'benchmark-writes',
    severity: 'error',
    message:
      'A benchmark writes on connections of the role dev alone, and {0} is {1} ({2}): benchmark a query, or name other pools.',
    cause:
      'The statement writes, again and again, and a pool that it would run on leads to a connection that is not dev.',
    cure: 'Benchmark a query, or a pool of a connection with the role dev.',
  },
  QL5091: {
    name: 'benchmark-unconfirmed',
    severity: 'error',
    message: 'The connection {0} is {1}: load on it has to be confirmed, and nobody can be asked here.',
    cause: 'A benchmark puts load on a server. On connections that are not dev somebody is asked first.',
    cure: 'Run it in the editor, or on a connection of the role dev.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
