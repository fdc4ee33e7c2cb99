import assert from 'node:assert/strict';
import { EJSON } from 'bson';
import { MongoClient } from 'mongodb';
import { aggregate } from '../../client/src/run/in-process/aggregate.ts';
import { analyze } from '../../dialect/src/analysis/analyze.ts';
import { rowsStage } from '../../dialect/src/pipeline/rows.ts';
import { emptyCatalog } from '../../dialect/src/index.ts';
import type { Document, QueryCommand } from '../../dialect/src/index.ts';
import { compile } from '../../dialect/src/pipeline/compile.ts';
import { plan } from '../../dialect/src/planner/plan.ts';
import { parseStatement } from '../../dialect/src/syntax/parse.ts';
import { singleMongo } from './fixtures.ts';

/** Rows of pools with every kind of value: whole and broken numbers, zeros, NULLs, dates, arrays, documents. */
const pools: readonly Document[] = Array.from({ length: 12 }, (_, n) => ({
  pool_name: `pool_${'abcdefghijkl'[n]}`,
  connection: n % 3 === 0 ? null : `shop-${n % 2}`,
  state: ['ready', 'paused', 'failed'][n % 3],
  health_status: n % 4 === 0 ? 'WARNING' : 'HEALTHY',
  health_score: 100 - n * 7,
  issues: n % 2 ? [] : ['slow', `issue ${n}`],
  max_connections: n === 5 ? 0 : 10 * (n + 1),
  current_connections: (n * 7) % 23,
  available_connections: n,
  active_connections: (n * 3) % 11,
  total_operations: n === 0 ? 0 : n * n * 137,
  total_errors: n % 5,
  avg_checkout_time_ms: n * 1.005 + 0.0049999,
  error_rate_pct: [0, 2.675, 0.005, 33.333333333333336, 99.995, 1e-7, 5, 10.1, 12.25, 12.35, 1e21, 7][n],
  operations_per_second: n / 7,
  options: { maxPoolSize: 10 * n, readPreference: 'primary' },
  last_used: n % 2 ? new Date(1_700_000_000_000 + n * 3_600_000) : null,
  created_at: new Date(1_690_000_000_000 + n * 86_400_000),
}));

const expressions = [
  "DATE_TRUNC('week', created_at)",
  "DATE_TRUNC('quarter', created_at)",
  "DATE_TRUNC('hour', created_at, 'Asia/Kolkata')",
  "DATE_TRUNC('month', created_at, 'America/New_York')",
  "created_at AT TIME ZONE 'UTC' AT TIME ZONE 'Australia/Sydney'",
  "created_at + INTERVAL '7 months' + INTERVAL '3 days'",
  "(DATE '2024-01-29' + health_score * INTERVAL '1 month')",
  "AGE(created_at, TIMESTAMP '2020-02-29')",
  'EXTRACT(WEEK FROM created_at) * 10000 + EXTRACT(ISOYEAR FROM created_at)',
  'EXTRACT(DOW FROM created_at) * 1000 + EXTRACT(DOY FROM created_at)',
  "DATE_DIFF('week', created_at, TIMESTAMP '2024-01-01')",
  'error_rate_pct::numeric IN (5.00, 7.0)',
  "issues @> ARRAY['slow']",
  "issues && ARRAY['slow', 'issue 1']",
  'issues[0:1]',
  "CASE WHEN health_score > 50 THEN '{\"a\": [1]}' ELSE '{' END IS JSON OBJECT",
  'ROUND(error_rate_pct, 2)',
  'ROUND(error_rate_pct)',
  'ROUND(avg_checkout_time_ms::numeric, 2)',
  'ROUND((current_connections::float / max_connections) * 100, 2)',
  'TRUNC(error_rate_pct, 1)',
  'CEIL(error_rate_pct)',
  'FLOOR(-error_rate_pct)',
  'ABS(0 - avg_checkout_time_ms)',
  'current_connections / max_connections',
  'total_operations / 7',
  'total_operations % 7',
  'MOD(total_operations, 10)',
  'total_errors::float / NULLIF(total_operations, 0)',
  'error_rate_pct + 0.1',
  'error_rate_pct * 1.1',
  '0.1 + 0.2',
  '1.0 / 3',
  "error_rate_pct || '%'",
  "total_operations || ' ops'",
  'error_rate_pct::text',
  '(error_rate_pct::numeric)::text',
  'health_score::numeric / 3',
  "CAST('12.50' AS numeric) * 2",
  '(error_rate_pct / 2e18)::int',
  'UPPER(pool_name)',
  'LENGTH(pool_name)',
  "REPLACE(pool_name, 'pool', 'p')",
  "pool_name LIKE 'pool\\_%'",
  "pool_name LIKE '%_a'",
  "pool_name ILIKE 'POOL_B'",
  "pool_name LIKE state || '%'",
  "pool_name ~ '[ac]$'",
  "REGEXP_REPLACE(pool_name, '_(.)', '-\\1')",
  "pool_name IN ('pool_a', 'pool_c')",
  'connection IS NULL',
  "COALESCE(connection, 'none')",
  "NULLIF(state, 'ready')",
  'GREATEST(active_connections, available_connections, 3)',
  'LEAST(active_connections, NULL, 3)',
  "CASE WHEN health_score > 50 THEN 'good' WHEN health_score = 23 THEN 'bad' ELSE state END",
  'error_rate_pct BETWEEN 2 AND 12.25',
  'NOT (last_used IS NOT NULL AND total_errors > 1)',
  'error_rate_pct > 33.333333333333336',
  'health_score = 100.0',
  'POWER(health_score, 2)',
  'SQRT(total_operations)',
];

const statements = [
  ...expressions.map(
    (expression) => `SELECT pool_name, ${expression} AS v FROM CONNECTION_POOLS() ORDER BY pool_name`,
  ),
  'SELECT pool_name FROM CONNECTION_POOLS() ORDER BY connection, pool_name DESC',
  'SELECT pool_name FROM CONNECTION_POOLS() ORDER BY last_used DESC NULLS LAST, pool_name',
  'SELECT pool_name FROM CONNECTION_POOLS() ORDER BY ROUND(error_rate_pct, 2) DESC, pool_name',
  "SELECT pool_name FROM CONNECTION_POOLS() WHERE error_rate_pct > 5 AND connection = 'shop-1' ORDER BY 1",
  "SELECT pool_name FROM CONNECTION_POOLS() WHERE pool_name LIKE '%\\_a' OR pool_name ILIKE 'POOL_B' ORDER BY 1",
  'SELECT state, COUNT(*), COUNT(connection), SUM(health_score), AVG(error_rate_pct), MIN(created_at), MAX(last_used) FROM CONNECTION_POOLS() GROUP BY state ORDER BY state',
  'SELECT SUM(error_rate_pct::numeric), AVG(avg_checkout_time_ms::numeric) FROM CONNECTION_POOLS() WHERE error_rate_pct < 100',
  'SELECT COUNT(*), SUM(health_score), MAX(pool_name) FROM CONNECTION_POOLS() WHERE FALSE',
  'SELECT DISTINCT state, health_status FROM CONNECTION_POOLS() ORDER BY 1, 2',
  'SELECT state, COUNT(*) AS n FROM CONNECTION_POOLS() GROUP BY state HAVING COUNT(*) > 3 ORDER BY n, state',
  'SELECT pool_name FROM CONNECTION_POOLS() ORDER BY pool_name LIMIT 3 OFFSET 2',
  'SELECT a.pool_name, b.pool_name FROM CONNECTION_POOLS() a JOIN CONNECTION_POOLS() b ON a.available_connections = b.active_connections ORDER BY 1, 2',
  'WITH p AS (SELECT state, health_score FROM CONNECTION_POOLS()) SELECT state, MAX(health_score) FROM p GROUP BY state ORDER BY state',
  'SELECT pool_name, ROW_NUMBER() OVER (PARTITION BY state ORDER BY health_score DESC) AS r FROM CONNECTION_POOLS() ORDER BY pool_name',
  "SELECT 1 AS a, 2.50 AS b, NULL AS c, '$x' AS d, TRUE AS e",
];

describe('queries in process', () => {
  let client: MongoClient;

  before(async function () {
    this.timeout(60_000);
    client = await new MongoClient((await singleMongo()).uri).connect();
  });

  after(async () => {
    await client.close();
  });

  for (const sql of statements)
    it(sql, async () => {
      const command = commandOf(sql);
      assert.ok(command.inProcess && command.source.kind === 'rows');
      const here = aggregate(command.source.rows, command.pipeline);
      const there = await client
        .db('process')
        .aggregate<Document>([rowsStage(command.source.rows), ...command.pipeline])
        .toArray();
      assert.ok(there.length > 0 || sql.includes('FALSE'));
      assert.deepEqual(textOf(here, command), textOf(there, command));
    });
});

function commandOf(sql: string): QueryCommand {
  const { statement, problems } = parseStatement(sql);
  assert.ok(statement && problems.length === 0, problems.map(({ message }) => message).join());
  const { bound, problems: found } = analyze(statement, { ...emptyCatalog, complete: true });
  assert.ok(bound, found.map(({ message }) => message).join());
  const virtualRows = () => pools;
  const environment = { now: new Date(1_700_000_000_000), parameters: {}, variables: {}, virtualRows };
  const { command, problems: more } = compile(plan(bound), environment);
  assert.ok(command?.kind === 'query', more.map(({ message }) => message).join());
  return command;
}

/** Rows as text: numbers of whatever width alike, everything else to the letter. */
function textOf(documents: readonly Document[], { columns }: QueryCommand): readonly string[] {
  return documents.map((document) =>
    columns.map(({ field }) => EJSON.stringify(document[field] ?? null, { relaxed: true })).join(' | '),
  );
}
