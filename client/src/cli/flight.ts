import { readFileSync, writeFileSync } from 'node:fs';
import { readRecording, recordingLines, type Recording } from '../observe/flight-recording.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { PoolManager } from '../pools/manager.ts';
import { version } from './version.ts';

/** What `qlsql replay` shows where it is given no statements. */
export const lookAround = `
SELECT pool_name, state, health_status, active_connections, max_connections, waiting_operations,
  p95_checkout_time_ms, total_operations, total_errors, issues
FROM CONNECTION_POOLS();
SELECT pool_name, event_type, COUNT(*) AS times, MIN(event_time) AS first, MAX(event_time) AS last
FROM CONNECTION_POOL_EVENTS() GROUP BY pool_name, event_type ORDER BY last;
SELECT severity, pool_name, alert_name, message, since, ended_at
FROM CONNECTION_POOL_ALERTS() ORDER BY since;
SELECT pool_name, MAX(active_connections) AS most_active, MAX(waiting_operations) AS most_waiting,
  MAX(p95_checkout_time_ms) AS worst_checkout_p95_ms, MIN(health_score) AS worst_health
FROM CONNECTION_POOL_STATS() GROUP BY pool_name;
SELECT operation_time, pool_name, host, command, collection, duration_ms, wait_ms, error
FROM CONNECTION_POOL_OPERATIONS() ORDER BY duration_ms DESC LIMIT 10;
`;

/** The recording in a file; undefined where it is none. */
export function openRecording(file: string): Recording | undefined {
  try {
    return readRecording(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes what the pools did. Throws what the file system says. */
export function writeRecording(
  file: string,
  manager: PoolManager,
  alerts: Alerts,
  statements: boolean,
): void {
  manager.look();
  const versions = { qlsql: version(), node: process.versions.node };
  writeFileSync(file, [...recordingLines(manager, { versions, statements, alerts: alerts.all() })].join(''), {
    mode: 0o600,
  });
}
