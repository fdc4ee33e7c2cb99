import type { ProblemRow } from './problem-row.ts';

/** What EXPLAIN finds that an index would spare: no errors. */
export const planProblems = {
  QL5200: {
    name: 'reads-whole-collection',
    severity: 'warning',
    message: 'The server reads every document of {0} to find these: an index on {1} may spare that.',
    cause: 'EXPLAIN says that no index serves the condition (COLLSCAN).',
    cure: 'Create the index that the fix writes, and look at the plan again.',
  },
  QL5201: {
    name: 'sorts-in-memory',
    severity: 'warning',
    message:
      'The server holds every row of {0} in memory to sort it: an index on {1} may give the rows in order.',
    cause: 'EXPLAIN says that no index has the order that is asked for (SORT).',
    cure: 'Create the index that the fix writes, and look at the plan again.',
  },
  QL5202: {
    name: 'joins-without-index',
    severity: 'warning',
    message: 'For each row the server reads every document of {0}: an index on {1} finds those that match.',
    cause: 'EXPLAIN says that a $lookup has no index on the field by which it joins.',
    cure: 'Create the index that the fix writes, and look at the plan again.',
  },
  QL5203: {
    name: 'index-finds-too-much',
    severity: 'warning',
    message:
      'The index finds {2} documents of {0}, and the condition leaves {3} of them: an index on {1} may find those alone.',
    cause: 'EXPLAIN ANALYZE says that most of what the index led to was read for nothing (FETCH).',
    cure: 'Create the index that the fix writes, and look at the plan again.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
