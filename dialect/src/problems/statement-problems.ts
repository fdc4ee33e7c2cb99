import type { ProblemRow } from './problem-row.ts';

/** Problems of the statements about the catalogue and the session. */
export const statementProblems = {
  QL2040: {
    name: 'columns-needed',
    severity: 'error',
    message:
      'Nothing is known of the fields of {0}: name the columns, as in INSERT INTO {0} (a, b) VALUES ….',
    cause: 'The collection is empty or does not exist yet, so that there is no order of fields to fill.',
    cure: 'Write the list of columns, or create the collection with its columns first.',
  },
  QL2041: {
    name: 'view-needs-run',
    severity: 'error',
    message: 'A view cannot hold {0}: {1}.',
    cause: 'MongoDB keeps a view as a pipeline, which has to mean the same whenever somebody reads it.',
    cure: 'Leave it out of the view, and write it in the statements that read the view.',
  },
  QL2042: {
    name: 'bad-field-name',
    severity: 'error',
    message: '{0} cannot be a field here: {1}.',
    cause: 'Columns become fields of documents, whose names are unique and plain.',
    cure: 'Give each column a name of its own, a query’s with AS.',
  },
  QL2043: {
    name: 'no-index-filter',
    severity: 'error',
    message: 'The WHERE of an index cannot hold this: {0}.',
    cause:
      'MongoDB’s partial indexes know comparisons of a field with a constant, IN, AND and OR, and nothing else.',
    cure: 'Write the condition with those, or leave WHERE away.',
  },
  QL2044: {
    name: 'unknown-setting',
    severity: 'error',
    message: 'There is no setting named {0}{1}.',
    cause: 'SET and SHOW name a setting that a session does not have.',
    cure: 'Use one of statement_timeout and batch_size.',
  },
  QL2045: {
    name: 'bad-setting',
    severity: 'error',
    message: '{0} is {1}.',
    cause: 'The value does not fit the setting.',
    cure: 'Write a value that the message names, or DEFAULT.',
  },
  QL2046: {
    name: 'no-such-unique-index',
    severity: 'error',
    message: '{0} has no unique index named {1}{2}.',
    cause: 'ON CONFLICT ON CONSTRAINT names an index by the name that SHOW INDEXES gives.',
    cure: 'Correct the name, or write the index’s columns: ON CONFLICT (column).',
  },
  QL5040: {
    name: 'transaction-needs-replica-set',
    severity: 'error',
    message:
      'Transactions need a replica set or a sharded cluster, and pool {0} leads to a server that stands alone.',
    cause: 'MongoDB has no transactions on a standalone server.',
    cure: 'Start the server with --replSet and initiate it, or run the statements without BEGIN.',
  },
  QL5041: {
    name: 'in-failed-transaction',
    severity: 'error',
    message: 'The transaction has failed, nothing more runs in it: write ROLLBACK, then begin again.',
    cause: 'A statement of the transaction failed, and with it everything that the transaction did.',
    cure: 'Write ROLLBACK.',
  },
  QL5042: {
    name: 'not-in-transaction',
    severity: 'error',
    message: '{0} cannot run inside a transaction: write COMMIT or ROLLBACK first.',
    cause: 'The statement changes what MongoDB or the pools do not take back.',
    cure: 'End the transaction first.',
  },
  QL5043: {
    name: 'no-transaction',
    severity: 'warning',
    message: 'No transaction has begun: {0} did nothing.',
    cause: 'COMMIT and ROLLBACK end a transaction that BEGIN started.',
    cure: 'Write BEGIN first, or leave this away.',
  },
  QL5044: {
    name: 'transaction-runs',
    severity: 'warning',
    message: 'A transaction has begun already: BEGIN did nothing.',
    cause: 'A session has one transaction at a time.',
    cure: 'Write COMMIT or ROLLBACK before the next BEGIN.',
  },
  QL5045: {
    name: 'unknown-prepared-statement',
    severity: 'error',
    message: 'No statement was prepared as {0}{1}.',
    cause: 'EXECUTE or DEALLOCATE names a statement that this session did not prepare.',
    cure: 'Correct the name, or PREPARE the statement first.',
  },
  QL5046: {
    name: 'prepared-statement-exists',
    severity: 'error',
    message: 'A statement was prepared as {0} already: choose another name, or write DEALLOCATE {0} first.',
    cause: 'PREPARE names a statement that this session has.',
    cure: 'Choose another name, or deallocate the old one.',
  },
  QL5047: {
    name: 'argument-count',
    severity: 'error',
    message: 'The prepared statement {0} takes {1}, and {2} given.',
    cause: 'EXECUTE gives a value for each parameter of the statement.',
    cure: 'Give as many values as the statement has parameters.',
  },
  QL5048: {
    name: 'object-exists',
    severity: 'error',
    message: 'There is already {0} named {1}: choose another name{2}.',
    cause: 'CREATE names something that exists.',
    cure: 'Choose another name, write IF NOT EXISTS or OR REPLACE, or drop the old one.',
  },
  QL5049: {
    name: 'no-such-object',
    severity: 'error',
    message: 'There is no {0} named {1}{2}.',
    cause: 'The statement names something that does not exist, or that is of another kind.',
    cure: 'Correct the name, or write IF EXISTS.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
