import type { Alert } from '../alerts/alert-types.ts';
import { redactedEvent } from '../history/redacted-event.ts';
import {
  figuresOf,
  historyHead,
  isHistoryHead,
  type HistoryHead,
  type PoolText,
} from '../history/history-text.ts';
import { bareAlert, isAlert } from '../history/kept-alerts.ts';
import { reviveDates } from '../history/revive-dates.ts';
import { withoutHolder } from '../pools/health.ts';
import type { PoolManager } from '../pools/manager.ts';
import type {
  HeldConnection,
  OperationRecord,
  OperationWork,
  PoolEvent,
  PoolSnapshot,
} from '../pools/pool-types.ts';
import { redactOptions } from './redact-options.ts';

// A flight recording: what pools did in a stretch of time, as lines of JSON that anybody can read and another machine
// can replay.

const format = 'qlsql flight recording';
const version = 1;

export interface RecordingHead {
  readonly kind: 'head';
  readonly format: typeof format;
  readonly version: number;
  /** ISO 8601; the recording ends at `to`. */
  readonly from: string;
  readonly to: string;
  /** Of the extension, Node.js and others. */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether texts of statements, with the values in them, and the servers' own words of errors are in it. */
  readonly statements: boolean;
  readonly history: HistoryHead;
}

/** A line of a recording; `Date`s are ISO 8601 there. */
export type RecordingLine =
  | RecordingHead
  | { readonly kind: 'pool'; readonly pool: PoolSnapshot }
  | { readonly kind: 'history'; readonly history: PoolText }
  | { readonly kind: 'event'; readonly event: PoolEvent }
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'operation'; readonly operation: OperationRecord }
  | { readonly kind: 'held'; readonly held: HeldConnection };

export type RecordedSource = Pick<PoolManager, 'snapshots' | 'events' | 'operations' | 'held' | 'histories'>;

export interface RecordingOptions {
  /** How far back, in milliseconds; all that is known where nothing is said. */
  readonly backMs?: number;
  readonly versions: Readonly<Record<string, string>>;
  /** Whether to write texts of statements and of errors, which may hold values. */
  readonly statements?: boolean;
  /** The pools; all where nothing is said. */
  readonly pools?: readonly string[];
  /** Those that there are and were, oldest first. */
  readonly alerts?: readonly Alert[];
}

/** The lines of a recording that ends now. */
export function* recordingLines(
  source: RecordedSource,
  { backMs = 86_400_000, versions, statements = false, pools, alerts = [] }: RecordingOptions,
  now = Date.now(),
): Generator<string> {
  const since = now - backMs;
  const asked = (name: string) => pools === undefined || pools.includes(name);
  const recent = ({ at, pool }: { readonly at: Date; readonly pool: string }) =>
    at.getTime() >= since && asked(pool);
  const [from, to] = [new Date(since).toISOString(), new Date(now).toISOString()];
  yield text({ kind: 'head', format, version, from, to, versions, statements, history: historyHead() });
  for (const pool of source.snapshots())
    if (asked(pool.name)) yield text({ kind: 'pool', pool: barePool(pool, statements) });
  for (const history of source.histories.all())
    if (asked(history.name)) yield text({ kind: 'history', history: figuresOf(history, since) });
  for (const event of source.events().filter(recent))
    yield text({ kind: 'event', event: statements ? event : redactedEvent(event) });
  for (const alert of alerts)
    if (asked(alert.pool) && (alert.endedAt?.getTime() ?? now) >= since)
      yield text({ kind: 'alert', alert: statements ? alert : bareAlert(alert) });
  for (const operation of source.operations().filter(recent))
    yield text({ kind: 'operation', operation: statements ? operation : bareOperation(operation) });
  for (const held of source.held())
    if (asked(held.pool)) yield text({ kind: 'held', held: statements ? held : withoutStatement(held) });
}

/** What a recording tells. */
export interface Recording {
  readonly head: RecordingHead;
  readonly pools: readonly PoolSnapshot[];
  readonly histories: readonly PoolText[];
  readonly events: readonly PoolEvent[];
  readonly alerts: readonly Alert[];
  readonly operations: readonly OperationRecord[];
  readonly held: readonly HeldConnection[];
  /** Lines that say nothing: cut short, or of a kind that is not known here. */
  readonly unread: number;
}

/** Reads the text of a recording; undefined where it is none, or of a version that is not known. */
export function readRecording(content: string): Recording | undefined {
  const [first = '', ...rest] = content.split('\n').filter((line) => line.trim() !== '');
  const head = parse(first);
  if (!isHead(head)) return undefined;
  const recording = {
    head,
    pools: new Array<PoolSnapshot>(),
    histories: new Array<PoolText>(),
    events: new Array<PoolEvent>(),
    alerts: new Array<Alert>(),
    operations: new Array<OperationRecord>(),
    held: new Array<HeldConnection>(),
    unread: 0,
  };
  for (const line of rest) {
    const told = parse(line);
    switch (told?.kind) {
      case 'pool':
        recording.pools.push(told.pool);
        break;
      case 'history':
        recording.histories.push(told.history);
        break;
      case 'event':
        recording.events.push(told.event);
        break;
      case 'alert':
        recording.alerts.push(told.alert);
        break;
      case 'operation':
        recording.operations.push(told.operation);
        break;
      case 'held':
        recording.held.push(told.held);
        break;
      default:
        recording.unread++;
    }
  }
  return recording;
}

function text(line: RecordingLine): string {
  return `${JSON.stringify(line)}\n`;
}

function barePool(pool: PoolSnapshot, statements: boolean): PoolSnapshot {
  const issues = statements ? pool.issues : pool.issues.map(withoutHolder);
  return { ...pool, issues, options: redactOptions(pool.options) };
}

/** The words of a server may hold a value: that of a key that is there already, for one. */
function bareOperation(operation: OperationRecord): OperationRecord {
  const bare = withoutStatement(operation);
  return bare.error === undefined ? bare : { ...bare, error: 'failed' };
}

function withoutStatement<Told extends OperationWork>(told: Told): Told {
  const bare: Told & { statement?: string } = { ...told };
  delete bare.statement;
  return bare;
}

/** A line as the types have it, or undefined. Whoever wrote the file decides what its figures are; their kinds are checked. */
function parse(line: string): RecordingLine | undefined {
  try {
    const told = JSON.parse(line, reviveDates) as RecordingLine;
    return isWhole(told) ? told : undefined;
  } catch {
    return undefined;
  }
}

function isWhole(line: RecordingLine): boolean {
  switch (line.kind) {
    case 'head':
      return true;
    case 'pool':
      return typeof line.pool.name === 'string' && Array.isArray(line.pool.hosts);
    case 'history':
      return typeof line.history.name === 'string';
    case 'event':
      return (
        isDate(line.event.at) && typeof line.event.pool === 'string' && typeof line.event.type === 'string'
      );
    case 'alert':
      return isAlert(line.alert);
    case 'operation':
      return isDate(line.operation.at) && typeof line.operation.durationMs === 'number';
    case 'held':
      return isDate(line.held.since) && typeof line.held.pool === 'string';
    default:
      return false;
  }
}

const isDate = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime());

function isHead(line: RecordingLine | undefined): line is RecordingHead {
  return (
    line?.kind === 'head' &&
    line.format === format &&
    line.version === version &&
    !Number.isNaN(Date.parse(line.to)) &&
    isHistoryHead(line.history)
  );
}
