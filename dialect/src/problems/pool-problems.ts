import type { ProblemRow } from './problem-row.ts';

export const poolProblems = {
  QL3001: {
    name: 'unknown-option',
    severity: 'error',
    message: 'There is no pool option named {0}{1}.',
    cause: 'WITH, SET or CONNECTION_POOL_OPTIONS names an option that the driver does not have.',
    cure: 'Correct the name, or remove it.',
  },
  QL3002: {
    name: 'option-type',
    severity: 'error',
    message: '{0} takes {1}, not {2}{3}.',
    cause: 'The value is of another type than the option’s: a number in quotes, a word for a number.',
    cure: 'Write a value of the type that the message names; the quick fix does where the meaning is clear.',
  },
  QL3003: {
    name: 'option-range',
    severity: 'error',
    message: '{0} must be {1}, not {2}.',
    cause: 'The number is smaller or greater than the driver accepts.',
    cure: 'Write a number in the range that the message names.',
  },
  QL3004: {
    name: 'option-value',
    severity: 'error',
    message: '{0} takes {1}, not {2}{3}.',
    cause: 'The option takes one of a few words, and this is none of them; upper and lower case count.',
    cure: 'Write one of the words that the message lists.',
  },
  QL3005: {
    name: 'option-twice',
    severity: 'error',
    message: '{0} is set twice: keep one of them.',
    cause: 'One list gives the same option two values.',
    cure: 'Remove one of the two.',
  },
  QL3006: {
    name: 'min-over-max',
    severity: 'error',
    message:
      'minPoolSize is {0}{1}, more than maxPoolSize, which is {2}{3}: lower minPoolSize or raise maxPoolSize.',
    cause:
      'A pool cannot keep more connections open than it may hold. An option that is not given has its default.',
    cure: 'Set both, with minPoolSize no greater than maxPoolSize; 0 as maxPoolSize means no limit.',
  },
  QL3007: {
    name: 'secret-option',
    severity: 'error',
    message: '{0} is a secret and does not belong in SQL text: store it with the connection.',
    cause: 'Statements are saved, shared and shown; a password in one is a password given away.',
    cure: 'Remove the option and add the secret to the connection profile, which keeps it in secret storage.',
  },
  QL3008: {
    name: 'refused-option',
    severity: 'error',
    message: '{0} cannot be set in SQL: {1}.',
    cause:
      'The driver has the option, but its value is code or an object that SQL text cannot hold, or it has no effect.',
    cure: 'Remove the option; the message names what does the same, where something does.',
  },
  QL3009: {
    name: 'option-conflict',
    severity: 'error',
    message: '{0} cannot be used with {1}: {2}.',
    cause: 'The driver refuses the two options together.',
    cure: 'Remove one of them.',
  },
  QL3010: {
    name: 'option-needs',
    severity: 'error',
    message: '{0} needs {1}: set it too, or remove {0}.',
    cause: 'The option means nothing without the other.',
    cure: 'Add the option that the message names.',
  },
  QL3011: {
    name: 'deprecated-option',
    severity: 'hint',
    message: '{0} is deprecated: write {1} instead.',
    cause: 'The driver still takes the option and will remove it.',
    cure: 'Write what the message names.',
  },
  QL3012: {
    name: 'option-field',
    severity: 'error',
    message: '{0} has no field {1}{2}.',
    cause: 'A document given to an option holds a field that the driver does not know.',
    cure: 'Correct the field’s name, or remove it.',
  },
  QL3013: {
    name: 'option-field-missing',
    severity: 'error',
    message: '{0} needs the field {1}: add it.',
    cause: 'A document given to an option lacks the field that it cannot do without.',
    cure: 'Add the field.',
  },
  QL3014: {
    name: 'group-without-members',
    severity: 'error',
    message:
      'A group of type {0} needs {1}: add {1} = ARRAY[‘name’, …], or JSON_BUILD_OBJECT with the options of each.',
    cause:
      'The members of a group of tenants or regions have no names of their own: the statement gives them.',
    cure: 'Name them in WITH; ALTER CONNECTION_POOL_GROUP adds more later.',
  },
  QL3015: {
    name: 'member-name',
    severity: 'error',
    message: '‘{0}’ cannot name a member of a group: use letters, digits, _ and -.',
    cause: 'A member’s pool is called group.member, so its name can hold no dot, space or quote.',
    cure: 'Choose another name.',
  },
  QL3016: {
    name: 'option-of-another-type',
    severity: 'error',
    message: '{0} is an option of groups of type {1}, and this one is of type {2}: leave it out.',
    cause: 'Each type of group has options of its own beside those of pools.',
    cure: 'Leave the option out, or create the group with a type that has it.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
