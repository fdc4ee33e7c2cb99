import type { MetricEvent } from '../../../../client/src/pools/metrics/metric-event.ts';
import type { PoolMetrics } from '../../../../client/src/pools/metrics/pool-metrics.ts';
import {
  createPoolMetrics,
  foldAsked,
  foldGiven,
  foldMetrics,
  foldReturned,
} from '../../../../client/src/pools/metrics/pool-metrics.ts';
import { figures } from '../../../../client/src/pools/snapshot-figures.ts';

/**
 * Folds a script of events, a line each: `<ms> <word> [#connection] [host] [key=value …]`. Words: create, ready,
 * close, ask, out, fail, cancel, in, clear, error, role, beat, no-beat, gone, client-in-use, client-closed, drop-doubtful.
 */
export function foldScript(script: string): { metrics: PoolMetrics; at: number } {
  const metrics = createPoolMetrics(0);
  let at = 0;
  for (const line of script.split('\n')) {
    const text = line.replace(/--.*/, '').trim();
    if (text === '') continue;
    at = Number(/^\S+/.exec(text)?.[0]);
    foldLine(metrics, text);
  }
  return { metrics, at };
}

/** The sizes and counts of a pool in one line. */
export function tell({ metrics, at }: { metrics: PoolMetrics; at: number }): string {
  const now = figures(metrics, at);
  return [
    `size ${now.size} = idle ${now.idle} + active ${now.active} + pending ${now.pending}`,
    `waiting ${now.waiting} oldest ${now.oldestWaitMs}`,
    `created ${now.created} destroyed ${now.destroyed} ${JSON.stringify(now.destroyedByReason)}`,
    `checkouts ${now.checkouts} failed ${now.checkoutFailures}`,
    `operations ${now.operations} errors ${now.errors} ${JSON.stringify(now.errorsByKind)}`,
  ].join('\n');
}

function foldLine(metrics: PoolMetrics, text: string): void {
  const [time, word, ...rest] = text.split(/\s+/);
  const values = new Map(
    rest.filter((part) => part.includes('=')).map((part) => part.split('=') as [string, string]),
  );
  const id = rest.find((part) => part.startsWith('#'));
  const at = Number(time);
  const host = rest.find((part) => !part.startsWith('#') && !part.includes('=')) ?? 'a:1';
  const connection = Number(id?.slice(1));
  const waitMs = Number(values.get('wait') ?? 0);
  const quiet = values.get('quiet') === 'true';
  if (word === 'ask') foldAsked(metrics, at, host);
  else if (word === 'out') foldGiven(metrics, at, host, connection, waitMs, quiet);
  else if (word === 'in') foldReturned(metrics, at, host, connection, quiet);
  else foldMetrics(metrics, eventOf(word ?? '', { at, host, connection, waitMs, values }));
}

interface Line {
  readonly at: number;
  readonly host: string;
  readonly connection: number;
  readonly waitMs: number;
  readonly values: ReadonlyMap<string, string>;
}

function eventOf(word: string, { at, host, connection, waitMs, values }: Line): MetricEvent {
  switch (word) {
    case 'create':
      return {
        kind: 'connectionCreated',
        at,
        host,
        connection,
        serial: connection,
        forWaiter: values.has('forWaiter'),
      };
    case 'ready':
      return { kind: 'connectionReady', at, host, connection };
    case 'close':
      return {
        ...{ kind: 'connectionClosed', at, host, connection, reason: values.get('reason') ?? 'idle' },
        ...(values.has('why')
          ? { failure: { kind: (values.get('kind') ?? 'other') as 'other', why: values.get('why') ?? '' } }
          : {}),
      };
    case 'fail':
      return { kind: 'checkoutFailed', at, host, waitMs };
    case 'cancel':
      return { kind: 'checkoutCancelled', at, host, startedAt: Number(values.get('started')) };
    case 'clear':
      return { kind: 'poolCleared', at, host };
    case 'error':
      return {
        kind: 'operationFailed',
        at,
        host: values.get('answered') === 'false' ? undefined : host,
        error: (values.get('kind') ?? 'other') as 'other',
        unanswered: values.get('answered') === 'false',
      };
    case 'role':
      return { kind: 'hostChanged', at, host, role: values.get('is') ?? 'unknown' };
    case 'beat':
      return { kind: 'heartbeat', at, host, roundTripMs: Number(values.get('ms')) };
    case 'no-beat':
      return { kind: 'heartbeatFailed', at, host };
    case 'gone':
      return { kind: 'hostGone', at, host };
    case 'client-in-use':
    case 'client-closed':
      return {
        kind: word === 'client-closed' ? 'clientClosed' : 'clientInUse',
        at,
        from: Number(values.get('from')),
        to: Number(values.get('to')),
      };
    default:
      throw new TypeError(`No event is called ${word}.`);
  }
}
