/**
 * What a server works on for its clients. Of a mongos its own operations: those of its shards run on connections that are its, whose numbers
 * may be those of a client's connections.
 */
export const currentOperations = { $currentOp: { idleSessions: false, localOps: true } };
