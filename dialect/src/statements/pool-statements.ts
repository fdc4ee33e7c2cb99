import type { StatementRow } from './statement-row.ts';

const place = "[ ON CONNECTION connection | ON 'uri' ] [ DATABASE database ]";
const options = '( { option = value } [, …] )';

export const poolStatements: readonly StatementRow[] = [
  {
    name: 'CREATE CONNECTION_POOL',
    also: ['CREATE OR REPLACE CONNECTION_POOL'],
    chapter: 'pool',
    synopsis: `CREATE [ OR REPLACE ] CONNECTION_POOL [ IF NOT EXISTS ] pool
${place}
[ WITH ${options} ]`,
    documentation:
      'A pool of connections with options of its own. It opens `minPoolSize` connections and pings the server before it says that it is ready; a failure leaves nothing behind.',
    example: `CREATE CONNECTION_POOL read_pool WITH (maxPoolSize = 150, minPoolSize = 10, readPreference = 'secondaryPreferred')`,
  },
  {
    name: 'ALTER CONNECTION_POOL',
    chapter: 'pool',
    synopsis: `ALTER CONNECTION_POOL pool SET ${options}`,
    documentation:
      'Other options for a pool. The new connections are built beside the old ones and then used, so that running work is not disturbed. `shop.read` is a member of the group `shop`.',
    example: 'ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 200)',
  },
  {
    name: 'DROP CONNECTION_POOL',
    chapter: 'pool',
    synopsis: 'DROP CONNECTION_POOL [ IF EXISTS ] pool',
    documentation: 'Closes a pool once its running work has ended.',
    example: 'DROP CONNECTION_POOL IF EXISTS read_pool',
  },
  {
    name: 'USE CONNECTION_POOL',
    chapter: 'pool',
    synopsis: 'USE { CONNECTION_POOL { pool | group } | DEFAULT }',
    documentation:
      "The pool that the session's statements go through from here on. `SELECT USE_CONNECTION_POOL('pool')` does the same. DEFAULT is the pool of who chose none, made of the default connection.",
    example: 'USE CONNECTION_POOL read_pool',
  },
  {
    name: 'SET CONNECTION_POOL_OPTIONS',
    chapter: 'pool',
    synopsis: 'SET CONNECTION_POOL_OPTIONS { = | TO } expression',
    documentation:
      'The options that pools have which are created later and do not say otherwise, as a document.',
    example: `SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('maxPoolSize', 100, 'minPoolSize', 5)`,
  },
  {
    name: 'PAUSE',
    chapter: 'pool',
    synopsis: 'PAUSE { CONNECTION_POOL pool | CONNECTION_POOL_GROUP group } [ WAIT [ interval ] ]',
    documentation:
      'New operations wait; what runs goes on. With WAIT it is done once nothing runs any more; if that takes longer than the interval, or is cancelled, the pool goes on.',
    example: 'PAUSE CONNECTION_POOL read_pool WAIT 30 SECONDS',
  },
  {
    name: 'RESUME',
    chapter: 'pool',
    synopsis: 'RESUME { CONNECTION_POOL pool | CONNECTION_POOL_GROUP group }',
    documentation: 'Lets the operations go on that wait since PAUSE.',
    example: 'RESUME CONNECTION_POOL read_pool',
  },
  {
    name: 'CLEAR',
    chapter: 'pool',
    synopsis: 'CLEAR { CONNECTION_POOL pool | CONNECTION_POOL_GROUP group }',
    documentation: 'Closes the idle connections; the pool opens new ones as needed.',
    example: 'CLEAR CONNECTION_POOL read_pool',
  },
  {
    name: 'RECONNECT',
    chapter: 'pool',
    synopsis: 'RECONNECT { CONNECTION_POOL pool | CONNECTION_POOL_GROUP group }',
    documentation:
      'Replaces the client and all its connections, beside running work, and tries again until the server is back.',
    example: 'RECONNECT CONNECTION_POOL read_pool',
  },
  {
    name: 'KILL CONNECTION',
    chapter: 'pool',
    synopsis: 'KILL CONNECTION expression',
    documentation:
      'Stops the operation of a connection that is checked out, on the server too. `SHOW CHECKOUTS` lists them with their numbers.',
    example: 'KILL CONNECTION 42',
  },
  {
    name: 'CREATE CONNECTION_POOL_GROUP',
    also: ['CREATE OR REPLACE CONNECTION_POOL_GROUP'],
    chapter: 'pool',
    synopsis: `CREATE [ OR REPLACE ] CONNECTION_POOL_GROUP [ IF NOT EXISTS ] group
TYPE { READ_WRITE | TENANT | REGION | PRIORITY | BATCH }
${place}
[ WITH ${options} ]`,
    documentation:
      'A group that sends each statement to one of its pools: reads and writes apart, a pool for each tenant, the nearest region, lanes by priority, or batches.',
    example: `CREATE CONNECTION_POOL_GROUP shop TYPE READ_WRITE
WITH (read = JSON_BUILD_OBJECT('maxPoolSize', 100), write = JSON_BUILD_OBJECT('maxPoolSize', 50))`,
  },
  {
    name: 'ALTER CONNECTION_POOL_GROUP',
    chapter: 'pool',
    synopsis: `ALTER CONNECTION_POOL_GROUP group SET ${options}`,
    documentation: 'Other options for a group; those of a pool hold for all its pools.',
    example: 'ALTER CONNECTION_POOL_GROUP shop SET (maxPoolSize = 80)',
  },
  {
    name: 'DROP CONNECTION_POOL_GROUP',
    chapter: 'pool',
    synopsis: 'DROP CONNECTION_POOL_GROUP [ IF EXISTS ] group',
    documentation: 'Closes a group and all its pools.',
    example: 'DROP CONNECTION_POOL_GROUP IF EXISTS shop',
  },
  {
    name: 'APPLY CONNECTION_POOL CHANGES',
    chapter: 'pool',
    synopsis: 'APPLY CONNECTION_POOL CHANGES TO { RUNNING | SAVED } [ FOR { pool | group } [, …] ]',
    documentation:
      'Makes pools run as they are saved, or saves them as they run. `SHOW CONNECTION_POOL CHANGES` tells what would change.',
    example: 'APPLY CONNECTION_POOL CHANGES TO SAVED',
  },
  {
    name: 'BENCHMARK',
    chapter: 'pool',
    synopsis: `BENCHMARK statement
[ WITH ${options} ]
[ ON CONNECTION_POOL { pool | group } [, …] ]`,
    documentation:
      'Puts a statement under load through one or more pools and gives a row for each: throughput, waits, response times, and what another size would bring.',
    example: `BENCHMARK SELECT COUNT(*) FROM orders WHERE status = 'open'
WITH (concurrency = 40, duration = '5 s')`,
  },
];

export const alertStatements: readonly StatementRow[] = [
  {
    name: 'CREATE ALERT',
    also: ['CREATE OR REPLACE ALERT'],
    chapter: 'alert',
    synopsis: `CREATE [ OR REPLACE ] ALERT [ IF NOT EXISTS ] alert
ON { [ CONNECTION_POOL ] pool | pool_table }
WHEN ( condition )
[ SEVERITY { INFO | WARNING | CRITICAL } ] [ FOR interval ] [ EVERY interval ] [ MESSAGE 'text' ]`,
    documentation:
      'An alert on a pool or on a table of pools. FOR is how long the condition has to hold, and to be gone before the alert ends; EVERY how often it is looked at.',
    example: `CREATE ALERT busy ON CONNECTION_POOLS() WHEN (pool_utilization_pct > 90) SEVERITY CRITICAL FOR 30 SECONDS`,
  },
  {
    name: 'ALTER ALERT',
    chapter: 'alert',
    synopsis: `ALTER ALERT alert SET ${options}`,
    documentation:
      'Changes an alert of your own or a built-in one: its limit, severity and times, or switches it off.',
    example: 'ALTER ALERT slow_checkout SET (limit = 200)',
  },
  {
    name: 'DROP ALERT',
    chapter: 'alert',
    synopsis: 'DROP ALERT [ IF EXISTS ] alert',
    documentation: 'Drops an alert of your own.',
    example: 'DROP ALERT IF EXISTS busy',
  },
];
