import type { ProblemRow } from './problem-row.ts';

export const runtimeProblems = {
  QL5001: {
    name: 'server-unreachable',
    severity: 'error',
    message: 'No MongoDB server answers at {0}: {1}. Check that it runs and that the address is right.',
    cause: 'The driver found no server within serverSelectionTimeoutMS.',
    cure: 'Start the server, or correct host and port of the connection.',
  },
  QL5002: {
    name: 'unknown-host',
    severity: 'error',
    message: 'The host {0} is not known to the name service: correct the host of the connection.',
    cause: 'The name of the host could not be turned into an address.',
    cure: 'Correct the name, or check the network that you are in.',
  },
  QL5003: {
    name: 'authentication-failed',
    severity: 'error',
    message: '{0} refused the user or the password ({1}): correct the credentials of the connection.',
    cause: 'The server knows no such user in authSource, or the password is another.',
    cure: 'Correct user, password and authSource of the connection.',
  },
  QL5004: {
    name: 'unreadable-connection-string',
    severity: 'error',
    message: 'The connection string cannot be read: {0}. It looks like mongodb://host:27017/database.',
    cause: 'The connection string does not follow the form that MongoDB drivers take.',
    cure: 'Correct it; a user name or password with :, /, ?, #, [, ] or @ in it must be percent-encoded.',
  },
  QL5005: {
    name: 'pool-exists',
    severity: 'error',
    message: 'There is already a pool named {0}: choose another name, or write OR REPLACE or IF NOT EXISTS.',
    cause: 'CREATE CONNECTION_POOL names a pool that exists.',
    cure: 'Choose another name, replace the pool with CREATE OR REPLACE, or change it with ALTER.',
  },
  QL5006: {
    name: 'unknown-pool',
    severity: 'error',
    message: 'There is no pool named {0}{1}.',
    cause: 'The statement names a pool that was never created in this session, or was dropped.',
    cure: 'Correct the name, or create the pool first.',
  },
  QL5007: {
    name: 'pool-closing',
    severity: 'error',
    message: 'The pool {0} is being dropped and takes no new work: use another pool.',
    cause: 'DROP lets the operations that run finish and refuses new ones.',
    cure: 'Choose another pool with USE CONNECTION_POOL, or create this one again.',
  },
  QL5008: {
    name: 'wait-queue-timeout',
    severity: 'error',
    message:
      'No connection of pool {0} came free within {1} ms, all {2} were in use or being opened: raise maxPoolSize or waitQueueTimeoutMS, or run less at once.',
    cause: 'The operation waited in the pool’s queue for longer than waitQueueTimeoutMS.',
    cure: 'Raise maxPoolSize or waitQueueTimeoutMS, make the operations shorter, or run fewer at once.',
  },
  QL5009: {
    name: 'no-suitable-server',
    severity: 'error',
    message:
      'No server of {0} can take the operation: {1}. Wait for the replica set, or change readPreference.',
    cause: 'The servers answer, but none has the role that the operation or its readPreference asks for.',
    cure: 'Wait until the replica set has elected a primary, or read with another readPreference.',
  },
  QL5010: {
    name: 'connection-lost',
    severity: 'error',
    message: 'The connection to {0} broke while the statement ran: {1}. {2}',
    cause: 'The server went away or the network was cut in the middle of the statement.',
    cure: 'Check that the server runs; rows that had come before are complete as they are, the rest is missing.',
  },
  QL5011: {
    name: 'time-limit',
    severity: 'error',
    message: 'The server stopped the statement at its time limit (maxTimeMS): narrow it, or raise the limit.',
    cause: 'The statement ran for longer than the limit that was set for it.',
    cure: 'Add an index or a narrower WHERE, or raise the limit.',
  },
  QL5012: {
    name: 'socket-timeout',
    severity: 'error',
    message:
      '{0} gave no answer within {1} ms (socketTimeoutMS): raise it for the pool, or make the statement shorter.',
    cause: 'The connection was silent for longer than socketTimeoutMS, so the driver closed it.',
    cure: 'ALTER CONNECTION_POOL … SET (socketTimeoutMS = …), or add an index or a narrower WHERE.',
  },
  QL5013: {
    name: 'tls-failed',
    severity: 'error',
    message: 'No secure connection to {0} could be made: {1}. Check the TLS options of the connection.',
    cause: 'Server and driver did not agree on TLS, or the certificate is not trusted.',
    cure: 'Correct tls and tlsCAFile of the connection, or renew the certificate.',
  },
  QL5014: {
    name: 'pool-paused',
    severity: 'error',
    message:
      'The pool {0} is paused and was not resumed within {1} ms: write RESUME CONNECTION_POOL {0}, or use another pool.',
    cause: 'PAUSE holds back every operation that asks the pool for a connection.',
    cure: 'Resume the pool, or choose another one.',
  },
  QL5015: {
    name: 'pool-closed-in-use',
    severity: 'error',
    message:
      'The pool {0} was closed while the statement ran: it did not end within drainTimeoutMS. Run it again in another pool.',
    cause: 'ALTER, DROP or the end of the session closed the connections that the statement used.',
    cure: 'Run the statement again; raise drainTimeoutMS where statements run for long.',
  },
  QL5016: {
    name: 'options-refused',
    severity: 'error',
    message: 'The driver refuses the options of pool {0}: {1}.',
    cause: 'The options contradict each other or the connection string.',
    cure: 'Change or remove the option that the message names.',
  },
  QL5017: {
    name: 'not-allowed',
    severity: 'error',
    message: 'The user of the connection is not allowed to do this: {0}.',
    cause: 'The server checks roles, and the user of this connection has none that allows it.',
    cure: 'Connect as another user, or have the role granted.',
  },
  QL5018: {
    name: 'no-connection',
    severity: 'error',
    message: 'There is no connection to run on: add one, or write CREATE CONNECTION_POOL … ON ‘mongodb://…’.',
    cause: 'The statement needs a server and no connection is chosen.',
    cure: 'Add a connection in the sidebar, or give qlsql run --uri.',
  },
  QL5019: {
    name: 'unknown-connection',
    severity: 'error',
    message: 'There is no connection named {0}{1}.',
    cause: 'ON CONNECTION names a profile that does not exist.',
    cure: 'Correct the name, or add the connection.',
  },
  QL5020: {
    name: 'no-database',
    severity: 'error',
    message:
      'No database is chosen: add DATABASE to the pool, put it after the host in the connection string, or write database.collection.',
    cause: 'Neither the pool nor its connection names a database for unqualified collections.',
    cure: 'Name the database.',
  },
  QL5021: {
    name: 'duplicate-key',
    severity: 'error',
    message: 'A document with this unique key is already there: {0}.',
    cause: 'A unique index forbids two documents with the same key.',
    cure: 'Change the key, or say what to do with ON CONFLICT.',
  },
  QL5022: {
    name: 'document-refused',
    severity: 'error',
    message: 'A document does not pass the validator of its collection: {0}.',
    cause: 'The collection has a validator, and the document breaks it.',
    cure: 'Write values that the validator allows.',
  },
  QL5023: {
    name: 'out-of-memory',
    severity: 'error',
    message:
      'The statement needs more memory than the server gives one stage: {0}. Narrow it, or add an index for its order.',
    cause: 'Sorting or grouping held more than the server’s limit.',
    cure: 'Filter earlier, group fewer columns, or add an index that gives the order.',
  },
  QL5024: {
    name: 'server-refused',
    severity: 'error',
    message: 'The server refused the statement: {0} (code {1}).',
    cause: 'The server found something in the command that it cannot do.',
    cure: 'Read what the server says; EXPLAIN (FORMAT PIPELINE) shows what was sent.',
  },
  QL5025: {
    name: 'killed',
    severity: 'error',
    message: 'Somebody stopped the statement on the server: {0}. {1}',
    cause: 'The operation, its session or its cursor was killed, or the server shut down.',
    cure: 'Run it again.',
  },
  QL5026: {
    name: 'no-primary',
    severity: 'error',
    message: 'The server {0} is not, or no longer, the primary: {1}. Run the statement again in a moment.',
    cause: 'The replica set is electing another primary.',
    cure: 'Run the statement again when the election is over; retryWrites = true does so by itself.',
  },
  QL5027: {
    name: 'statement-failed',
    severity: 'error',
    message: 'The statement failed: {0}.',
    cause: 'Something that has no number of its own went wrong.',
    cure: 'Read what the message says.',
  },
  QL5028: {
    name: 'value-cannot-be-cast',
    severity: 'error',
    message: '{0}: correct the value, or write TRY_CAST to have NULL instead.',
    cause: 'An explicit cast met a value that has no counterpart in the type.',
    cure: 'Correct the value, filter it out, or use TRY_CAST.',
  },
  QL5029: {
    name: 'value-not-allowed',
    severity: 'error',
    message: '{0}: correct the value, or filter it out.',
    cause: 'A function or operator met a value that it is not defined for.',
    cure: 'Correct the value, or leave the row out with WHERE.',
  },
  QL5030: {
    name: 'changed-twice',
    severity: 'error',
    message: 'Two rows would change the same document, {0}: make the source give one row for each document.',
    cause: 'A row of MERGE or ON CONFLICT DO UPDATE met a document that a row before it had changed.',
    cure: 'Group or filter the source so that no two of its rows meet the same document.',
  },
  QL5031: {
    name: 'inserted-twice',
    severity: 'error',
    message: 'Two rows to be inserted have the same unique key, {0}: leave one of them out.',
    cause: 'ON CONFLICT DO UPDATE cannot update a row that the same statement inserts.',
    cure: 'Group or filter the rows so that each key comes once.',
  },
  QL5032: {
    name: 'document-too-large',
    severity: 'error',
    message:
      'A row of this statement would be larger than the 16 MB that a document of MongoDB may have: keep its values in rows of their own, or take fewer of them together.',
    cause: 'ARRAY_AGG, STRING_AGG or a document holds more than a document of MongoDB can.',
    cure: 'Return rows instead of an array, narrow what is aggregated, or write the values to rows of their own.',
  },
  QL5033: {
    name: 'chosen-pool-gone',
    severity: 'error',
    message:
      '{0}, which the session chose, was dropped: write USE CONNECTION_POOL with the name of another, or USE DEFAULT for the pool of the default connection.',
    cause:
      'USE CONNECTION_POOL chose a pool or a group, and somebody dropped it since. Statements go to no other by themselves.',
    cure: 'Choose another pool, or write USE DEFAULT.',
  },
  QL5034: {
    name: 'transaction-may-be-repeated',
    severity: 'warning',
    message:
      'The server takes back all that the transaction did, and nothing was wrong with its statements: write ROLLBACK, then run it again from BEGIN on.',
    cause:
      'A connection broke, the primary changed, or another transaction wrote to the same document first.',
    cure: 'Write ROLLBACK, then run the whole transaction once more.',
  },
  QL5035: {
    name: 'commit-unknown',
    severity: 'warning',
    message:
      'Whether the transaction was committed is not known, as no answer came: look for what it wrote before you run it again.',
    cause:
      'The connection broke after COMMIT was sent, and the driver’s second try did not get through either.',
    cure: 'Read what the transaction would have written, and run it again where that is not there.',
  },
  QL5070: {
    name: 'connection-not-held',
    severity: 'error',
    message: 'No statement holds a connection numbered {0}: SHOW CHECKOUTS tells which are held.',
    cause: 'KILL CONNECTION names a connection that was given back meanwhile, or never was there.',
    cure: 'Take the number from connection_id of SHOW CHECKOUTS.',
  },
  QL5071: {
    name: 'nothing-to-kill',
    severity: 'error',
    message:
      'The server runs nothing for connection {0}: what holds it waits for something else. Try again, or cancel the statement.',
    cause: 'The statement holds the connection while it does no work on the server.',
    cure: 'Cancel the statement where it runs, or RECONNECT the pool.',
  },
  QL5072: {
    name: 'pool-not-at-rest',
    severity: 'error',
    message:
      'The pool {0} did not come to rest: {1}. It is as it was before; SHOW CHECKOUTS tells what runs.',
    cause:
      'PAUSE … WAIT waits until every statement and transaction has given the pool back, and some did not.',
    cure: 'Wait longer (PAUSE … WAIT 5 MINUTES), end what runs with KILL CONNECTION, or pause without WAIT.',
  },
  QL5060: {
    name: 'connection-is-read-only',
    severity: 'error',
    message:
      'The connection {0} is read-only, and this does more than read ({1}): choose another connection, or change the role.',
    cause:
      'The role of the connection is read-only, and the statement changes documents, collections or indexes, or stops what runs there.',
    cure: 'Run it on another connection, or choose another role with QLSQL: Set Role of Connection.',
  },
  QL5061: {
    name: 'nobody-to-confirm',
    severity: 'error',
    message:
      'The connection {0} asks before anything that does more than read ({1}), and nobody can be asked here.',
    cause: 'The role of the connection is confirm, and the statement runs where there is nobody to ask.',
    cure: 'Run it in the editor, or on a connection of the role dev.',
  },
  QL5062: {
    name: 'only-reads-allowed',
    severity: 'error',
    message: 'Only what reads can run here, and this writes ({0}).',
    cause: 'An export runs its statement again, which is not done with one that writes.',
    cure: 'Export what the result already holds, or write to a collection first and export that.',
  },
} as const satisfies Record<`QL${number}`, ProblemRow>;
