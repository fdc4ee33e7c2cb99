import type { ProblemRow } from './problem-row.ts';

/** Groups of pools, and what is saved of pools and groups. */
export const groupProblems = {
  QL5100: {
    name: 'unknown-group',
    severity: 'error',
    message: 'There is no group of pools named {0}{1}.',
    cause: 'The statement names a group that was never created here, or was dropped.',
    cure: 'Correct the name, or create the group first.',
  },
  QL5101: {
    name: 'name-taken',
    severity: 'error',
    message: 'There is already a {1} named {0}: choose another name{2}.',
    cause: 'Pools and groups share their names, as USE CONNECTION_POOL takes either.',
    cure: 'Choose another name, or drop what has it.',
  },
  QL5102: {
    name: 'unknown-member',
    severity: 'error',
    message: 'The group {0} has no member {1}{2}.',
    cause: 'USE or ALTER names a tenant, region or priority that the group was not given.',
    cure: 'Correct the name, or add the member with ALTER CONNECTION_POOL_GROUP.',
  },
  QL5103: {
    name: 'member-not-named',
    severity: 'error',
    message: 'The group {0} must be told which {1}: SET @{2} = ‘…’, or USE_CONNECTION_POOL(‘{0}’, ‘…’).',
    cause: 'Nothing names the member that statements are to run for.',
    cure: 'Set the variable, or name the member in USE.',
  },
  QL5104: {
    name: 'queue-full',
    severity: 'error',
    message:
      '{0} refuses the statement: {1} run and {2} wait already, which is its limit. Try again in a moment.',
    cause: 'The member’s queue holds maxQueued statements.',
    cure: 'Run less at once, use a member of a higher priority, or raise maxQueued or maxConcurrent.',
  },
  QL5105: {
    name: 'turn-did-not-come',
    severity: 'error',
    message:
      'The statement waited {1} ms for its turn in {0}, where {2} run at once: raise maxConcurrent, or run less.',
    cause: 'The statements before it in the member’s queue took longer than waitQueueTimeoutMS.',
    cure: 'Run less at once, or raise maxConcurrent or waitQueueTimeoutMS.',
  },
  QL5106: {
    name: 'member-out',
    severity: 'error',
    message:
      '{0} is left alone as it does not answer, and nothing can take its place: {1}. It is asked again {2}.',
    cause: 'The member failed failureThreshold times in a row, or none of its servers answers.',
    cure: 'Look after its servers; retryAfterMS says how soon it is asked again.',
  },
  QL5107: {
    name: 'common-limit',
    severity: 'error',
    message:
      'The pool {0} may hold {1} connections, and the tenants that are at work hold {2} of {3} (maxConnections): raise the limit, or lower maxPoolSize.',
    cause: 'Every open pool of the group is in use, so none can be closed for this tenant.',
    cure: 'Wait until another tenant’s statements have ended, or raise maxConnections of the group.',
  },
  QL5108: {
    name: 'batch-in-part',
    severity: 'error',
    message: '{0} of {1} documents could not be written, the others were: {2}.',
    cause: 'A group of type BATCH writes in any order and goes on after a document that fails.',
    cure: 'Correct what the message names and write those again.',
  },
  QL5109: {
    name: 'member-of-group',
    severity: 'error',
    message: 'The pool {0} belongs to the group {1}: {2}.',
    cause: 'The pools of a group are made and dropped with it.',
    cure: 'Change the group.',
  },
  QL5110: {
    name: 'nothing-saved',
    severity: 'error',
    message: 'There is no file that pools are saved in: {0}.',
    cause: 'The setting qlsql.pools.savedIn, or --saved of qlsql run, names the file.',
    cure: 'Open a folder, or name the file.',
  },
  QL5111: {
    name: 'saved-unreadable',
    severity: 'error',
    message: 'What is saved in {0} cannot be taken as it is: {1} (line {2}).',
    cause: 'The file of saved pools holds a statement with an error, or one that does something else.',
    cure: 'Correct the statement that the message names.',
  },
  QL5112: {
    name: 'no-change',
    severity: 'error',
    message: '{0} is saved as it runs, or is not there at all{1}.',
    cause: 'APPLY … FOR names something that does not differ.',
    cure: 'SHOW CONNECTION_POOL CHANGES lists what differs.',
  },
  QL5113: {
    name: 'member-not-opened',
    severity: 'error',
    message: 'The member {1} of the group {0} cannot be opened: {2}',
    cause: 'CREATE and ALTER of a group open the pools of all its members, and this one failed.',
    cure: 'Look after the server that the message names, or leave the member out and add it with ALTER once it answers.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
