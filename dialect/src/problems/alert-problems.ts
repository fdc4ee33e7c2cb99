import type { ProblemRow } from './problem-row.ts';

/** Problems of the statements about alerts, and the alerts themselves where they are told of in an editor. */
export const alertProblems = {
  QL3040: {
    name: 'alert-source',
    severity: 'error',
    message:
      'An alert watches pools: write ON and a pool, or a table of pools such as CONNECTION_POOLS(){0}.',
    cause: 'ON names neither a pool nor a table function whose rows are about pools.',
    cure: 'Write the name of a pool, CONNECTION_POOLS() for all of them, or another table of pools.',
  },
  QL3041: {
    name: 'alert-condition',
    severity: 'error',
    message:
      'The condition of an alert cannot hold {0}: it is looked at again and again, while no statement runs.',
    cause:
      'Variables, parameters and collections belong to a statement that runs; an alert lives on without one.',
    cure: 'Write the value itself, and compare columns of the tables of pools.',
  },
  QL3042: {
    name: 'alert-time',
    severity: 'error',
    message: "{0} takes a time such as '10 seconds', up to a day, not {1}.",
    cause: 'The value is no length of time, or one that is negative or longer than a day.',
    cure: "Write an interval: '10 seconds', 5 MINUTES, INTERVAL '1 hour'.",
  },
  QL3043: {
    name: 'alert-message-column',
    severity: 'error',
    message: 'The message names {0}, which is no column of {1}{2}.',
    cause: 'Between double braces stands the name of a column, whose value the message shows.',
    cure: 'Correct the name, or take the braces away.',
  },
  QL3044: {
    name: 'unknown-alert-option',
    severity: 'error',
    message: 'An alert has nothing named {0}{1}: it has {2}.',
    cause: 'SET names something that ALTER ALERT cannot change.',
    cure: 'Use one of the names of the message; the condition is changed by CREATE OR REPLACE ALERT.',
  },
  QL3045: {
    name: 'pool-alert',
    severity: 'warning',
    message: 'Pool {0}: {1} {2}',
    cause: 'An alert was raised for the pool that this statement creates, and has not ended.',
    cure: 'Do what the message advises; the quick fix writes the statement. The Alerts view tells the whole story.',
  },
  QL5080: {
    name: 'alert-exists',
    severity: 'error',
    message: 'There is an alert {0} already: choose another name, or write CREATE OR REPLACE ALERT.',
    cause: 'CREATE ALERT names an alert that exists.',
    cure: 'Choose another name, or write OR REPLACE or IF NOT EXISTS.',
  },
  QL5081: {
    name: 'unknown-alert',
    severity: 'error',
    message: 'There is no alert {0}{1}: SHOW ALERTS lists them.',
    cause: 'ALTER ALERT or DROP ALERT names an alert that does not exist.',
    cure: 'Correct the name.',
  },
  QL5082: {
    name: 'built-in-alert',
    severity: 'error',
    message: 'Alert {0} is built in: write ALTER ALERT {0} SET (enabled = false) to silence it.',
    cause: 'The alerts that are always there cannot be dropped or made anew.',
    cure: 'Silence the alert, or choose another name for your own.',
  },
  QL5083: {
    name: 'alert-of-settings',
    severity: 'error',
    message: 'Alert {0} comes from the setting qlsql.alerts: change it there.',
    cause: 'What a setting says holds again each time it is read.',
    cure: 'Edit the setting.',
  },
  QL5084: {
    name: 'alert-part-not-here',
    severity: 'error',
    message: '{0} cannot be set for alert {1}: {2}.',
    cause:
      'Alerts of your own have a condition of their own; built-in ones have a limit, and their own words.',
    cure: 'Leave it out, or write CREATE OR REPLACE ALERT with another condition.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
