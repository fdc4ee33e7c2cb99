/**
 * What a server works on for its clients. On a mongos only its own operations: those of its shards run on connections of the mongos, whose
 * numbers may be those of a client's.
 */
export const currentOperations = { $currentOp: { idleSessions: false, localOps: true } };
