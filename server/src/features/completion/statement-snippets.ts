import type { Suggestion } from './suggestion.ts';

interface Snippet {
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly string[];
}

const snippets: readonly Snippet[] = [
  {
    label: 'CREATE CONNECTION_POOL',
    detail: 'a new pool',
    lines: [
      'CREATE CONNECTION_POOL ${1:name}',
      'WITH (',
      '  maxPoolSize = ${2:100},',
      '  minPoolSize = ${3:5}',
      ');',
    ],
  },
  {
    label: 'CREATE CONNECTION_POOL for reading',
    detail: 'a new pool whose reads go to secondaries',
    lines: [
      'CREATE CONNECTION_POOL ${1:read_pool}',
      'WITH (',
      '  maxPoolSize = ${2:150},',
      '  minPoolSize = ${3:10},',
      "  readPreference = '${4|secondaryPreferred,secondary,nearest,primaryPreferred|}',",
      "  readConcern = JSON_BUILD_OBJECT('level', '${5|available,local,majority|}'),",
      '  maxIdleTimeMS = ${6:600000}',
      ');',
    ],
  },
  {
    label: 'CREATE CONNECTION_POOL for writing',
    detail: 'a new pool whose writes are safe on a majority',
    lines: [
      'CREATE CONNECTION_POOL ${1:write_pool}',
      'WITH (',
      '  maxPoolSize = ${2:75},',
      '  minPoolSize = ${3:5},',
      "  readPreference = 'primary',",
      "  writeConcern = JSON_BUILD_OBJECT('w', 'majority', 'j', true)",
      ');',
    ],
  },
  {
    label: 'ALTER CONNECTION_POOL',
    detail: 'other options for a pool',
    lines: ['ALTER CONNECTION_POOL ${1:name} SET (', '  ${2:maxPoolSize} = ${3:100}', ');'],
  },
  {
    label: 'SET CONNECTION_POOL_OPTIONS',
    detail: 'defaults of the pools created later',
    lines: [
      'SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT(',
      "  'maxPoolSize', ${1:100},",
      "  'minPoolSize', ${2:5}",
      ');',
    ],
  },
  {
    label: 'CREATE CONNECTION_POOL_GROUP for reading and writing',
    detail: 'reads to one pool, writes to the other',
    lines: [
      'CREATE CONNECTION_POOL_GROUP ${1:name} TYPE READ_WRITE',
      'WITH (',
      "  read = JSON_BUILD_OBJECT('maxPoolSize', ${2:100}),",
      "  write = JSON_BUILD_OBJECT('maxPoolSize', ${3:50})",
      ');',
    ],
  },
  {
    label: 'CREATE CONNECTION_POOL_GROUP for tenants',
    detail: 'a pool for each, opened when first used',
    lines: [
      'CREATE CONNECTION_POOL_GROUP ${1:name} TYPE TENANT',
      'WITH (',
      "  tenants = ARRAY['${2:acme}', '${3:globex}'],",
      '  maxConnections = ${4:200}',
      ');',
    ],
  },
  {
    label: 'APPLY CONNECTION_POOL CHANGES',
    detail: 'run pools as they are saved, or save them as they run',
    lines: ['APPLY CONNECTION_POOL CHANGES TO ${1|RUNNING,SAVED|};'],
  },
  {
    label: 'USE CONNECTION_POOL',
    detail: 'the session’s pool from here on',
    lines: ['USE CONNECTION_POOL ${1:name};'],
  },
  { label: 'DROP CONNECTION_POOL', detail: 'close a pool', lines: ['DROP CONNECTION_POOL ${1:name};'] },
  {
    label: 'PAUSE CONNECTION_POOL',
    detail: 'hold new checkouts',
    lines: ['PAUSE CONNECTION_POOL ${1:name};'],
  },
  {
    label: 'PAUSE CONNECTION_POOL … WAIT',
    detail: 'hold new checkouts, and wait until what runs has ended',
    lines: ['PAUSE CONNECTION_POOL ${1:name} WAIT ${2:30} SECONDS;'],
  },
  {
    label: 'PAUSE CONNECTION_POOL_GROUP … WAIT',
    detail: 'hold new checkouts of all pools of a group, and wait until what runs has ended',
    lines: ['PAUSE CONNECTION_POOL_GROUP ${1:name} WAIT ${2:30} SECONDS;'],
  },
  {
    label: 'RESUME CONNECTION_POOL',
    detail: 'let checkouts go on',
    lines: ['RESUME CONNECTION_POOL ${1:name};'],
  },
  {
    label: 'RESUME CONNECTION_POOL_GROUP',
    detail: 'let checkouts of all pools of a group go on',
    lines: ['RESUME CONNECTION_POOL_GROUP ${1:name};'],
  },
  {
    label: 'CLEAR CONNECTION_POOL',
    detail: 'drop idle connections',
    lines: ['CLEAR CONNECTION_POOL ${1:name};'],
  },
  {
    label: 'CLEAR CONNECTION_POOL_GROUP',
    detail: 'drop idle connections of all pools of a group',
    lines: ['CLEAR CONNECTION_POOL_GROUP ${1:name};'],
  },
  {
    label: 'RECONNECT CONNECTION_POOL',
    detail: 'replace the client',
    lines: ['RECONNECT CONNECTION_POOL ${1:name};'],
  },
  {
    label: 'RECONNECT CONNECTION_POOL_GROUP',
    detail: 'replace the clients of all pools of a group',
    lines: ['RECONNECT CONNECTION_POOL_GROUP ${1:name};'],
  },
  {
    label: 'CREATE ALERT',
    detail: 'a condition over the figures of pools that is watched',
    lines: [
      'CREATE ALERT ${1:name} ON ${2:CONNECTION_POOLS()}',
      'WHEN (${3:waiting_operations > 10})',
      'SEVERITY ${4|WARNING,CRITICAL,INFO|}',
      "FOR '${5:10 seconds}';",
    ],
  },
  {
    label: 'ALTER ALERT',
    detail: 'another limit, severity or hold time for an alert, or silence',
    lines: ["ALTER ALERT ${1:name} SET (${2:severity} = ${3:'CRITICAL'});"],
  },
  {
    label: 'BENCHMARK',
    detail: 'a statement under load through one or more pools',
    lines: [
      'BENCHMARK',
      'SELECT ${1:*} FROM ${2:collection} WHERE ${3:condition}',
      "WITH (concurrency = ${4:50}, duration = '${5:10 s}')",
      'ON CONNECTION_POOL ${6:name};',
    ],
  },
  { label: 'SHOW CONNECTION_POOLS', detail: 'every pool as it stands', lines: ['SHOW CONNECTION_POOLS;'] },
  {
    label: 'SELECT … FROM CONNECTION_POOL_ALERTS()',
    detail: 'alerts that are raised, and what to do',
    lines: [
      'SELECT severity, alert_name, pool_name, message, advice, statement, raised_at',
      'FROM CONNECTION_POOL_ALERTS()',
      "WHERE state = 'firing'",
      'ORDER BY raised_at DESC;',
    ],
  },
  {
    label: 'SELECT … FROM CONNECTION_POOLS()',
    detail: 'pools with their figures',
    lines: [
      'SELECT',
      '  pool_name,',
      '  health_status,',
      '  active_connections,',
      '  current_connections,',
      '  max_connections,',
      '  pool_utilization_pct,',
      '  error_rate_pct,',
      '  avg_checkout_time_ms',
      'FROM CONNECTION_POOLS()',
      'ORDER BY pool_utilization_pct DESC;',
    ],
  },
  {
    label: 'SELECT … FROM',
    detail: 'a query',
    lines: ['SELECT ${2:*}', 'FROM ${1:collection}', 'LIMIT ${3:100};'],
  },
];

/** Whole statements, where one may begin. */
export const statementSnippets: readonly Suggestion[] = snippets.map(({ label, detail, lines }) => ({
  label,
  kind: 'snippet',
  detail,
  insert: lines.join('\n'),
  snippet: true,
  subject: { kind: 'statement', words: label.split(' ') },
}));
