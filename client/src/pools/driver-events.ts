import type { MongoClient, ServerDescription } from 'mongodb';
import { errorKind, hostRole } from './driver-failure.ts';
import {
  checkNow,
  driverConnection,
  endWaitingWrites,
  listenAtSource,
  retryBrokenWrites,
  serverNumber,
  servesQueue,
  type SourceListeners,
} from './driver-internals.ts';
import type { Journal } from './metrics/journal.ts';
import type { MetricEvent } from './metrics/metric-event.ts';
import type { PoolEvent } from './pool-types.ts';
import { redactUris } from './redact-uri.ts';
import { currentWork } from './running-operation.ts';

/** What the events of one client are turned into. */
export interface EventSink {
  /** Whether the client works for callers yet: before and after, its operations are the manager's own. */
  readonly live: boolean;
  /** Where the events go that come with each operation. */
  readonly journal: Journal;
  metric(event: MetricEvent): void;
  /** A thing worth a line in the pool's list of events. */
  tell(event: ToldEvent): void;
}

/** An event before it is known when it came, and of which pool. */
export type ToldEvent = Omit<PoolEvent, 'id' | 'at' | 'pool'>;

/**
 * How long after a server was lost it is asked once more, in milliseconds. The driver itself asks as soon as somebody wants to use it; at a
 * pool where nothing runs, a cut of the network would else look like a dead server until the next heartbeat.
 */
const secondLookMs = 1000;

/** How many connections there have been in all pools. */
let serials = 0;

/**
 * Turns a client's connection-pool and topology events into ours. `base` is added to the driver's connection
 * numbers, which begin at 1 for each client and host. Command events are not used: they cost more than the rest of
 * the monitoring together, and check-ins say when an operation ended.
 */
export function listen(client: MongoClient, base: number, sink: EventSink): void {
  const id = (connection: number | '<monitor>') => base + Number(connection);
  /** Why each server counts as lost: the driver tells that first, and empties its pool then. */
  const lost = new Map<string, string>();
  /** The hosts whose checkouts cannot be heard at their source. */
  const atClient = new Map<string, SourceListeners>();
  client.on('connectionCheckOutStarted', (event) =>
    atClient.get(event.address)?.connectionCheckOutStarted(event),
  );
  client.on('connectionCheckedOut', (event) => atClient.get(event.address)?.connectionCheckedOut(event));
  client.on('connectionCheckedIn', (event) => atClient.get(event.address)?.connectionCheckedIn(event));

  client.on('connectionPoolCreated', ({ address }) => {
    const listeners = checkoutListeners(address, base, sink);
    const isAtSource = listenAtSource(client, address, listeners);
    if (!isAtSource) atClient.set(address, listeners);
    const detail = `checkouts are counted at the ${isAtSource ? 'driver’s pool' : 'client'}`;
    sink.tell({ type: 'connectionPoolCreated', host: address, detail });
  });
  client.on('connectionPoolReady', ({ address }) =>
    sink.tell({ type: 'connectionPoolReady', host: address }),
  );
  client.on('connectionPoolCleared', ({ address }) => {
    sink.metric({ kind: 'poolCleared', at: performance.now(), host: address });
    const cause = lost.get(address);
    sink.tell({
      type: 'connectionPoolCleared',
      host: address,
      ...(cause === undefined ? {} : { detail: cause }),
    });
  });
  client.on('connectionPoolClosed', ({ address }) =>
    sink.tell({ type: 'connectionPoolClosed', host: address }),
  );

  client.on('connectionCreated', ({ address, connectionId }) => {
    sink.metric({
      kind: 'connectionCreated',
      at: performance.now(),
      host: address,
      connection: id(connectionId),
      serial: ++serials,
      forWaiter: servesQueue(client, address),
    });
    sink.tell({ type: 'connectionCreated', host: address, connectionId });
  });
  client.on('connectionReady', ({ address, connectionId, durationMS }) => {
    sink.metric({
      kind: 'connectionReady',
      at: performance.now(),
      host: address,
      connection: id(connectionId),
    });
    sink.tell({ type: 'connectionReady', host: address, connectionId, durationMs: durationMS });
    // The driver puts it among its connections once it has told of it.
    queueMicrotask(() => {
      const connection = driverConnection(client, address, Number(connectionId));
      if (!connection) return;
      endWaitingWrites(connection);
      retryBrokenWrites(connection);
      const server = serverNumber(connection);
      if (server === undefined) return;
      const known = { host: address, connection: id(connectionId), server };
      sink.metric({ kind: 'connectionKnown', at: performance.now(), ...known });
    });
  });
  client.on('connectionClosed', (event) => {
    const { address, connectionId, reason } = event;
    // The type leaves the error out, though the driver sets it.
    const { error } = event as { error?: Error | null };
    sink.metric({
      kind: 'connectionClosed',
      at: performance.now(),
      host: address,
      connection: id(connectionId),
      reason,
      ...(error ? { failure: { kind: errorKind(error), why: redactUris(error.message) } } : {}),
    });
    sink.tell({
      type: 'connectionClosed',
      host: address,
      connectionId,
      reason,
      ...(error ? { detail: redactUris(error.message) } : {}),
    });
  });

  client.on('connectionCheckOutFailed', ({ address, reason, durationMS }) => {
    sink.metric({ kind: 'checkoutFailed', at: performance.now(), host: address, waitMs: durationMS });
    sink.tell({ type: 'connectionCheckOutFailed', host: address, reason, durationMs: durationMS });
  });
  client.on('serverDescriptionChanged', ({ address, previousDescription, newDescription }) => {
    sink.metric(hostChanged(address, newDescription));
    const cause = newDescription.error && redactUris(newDescription.error.message);
    if (cause) lost.set(address, cause);
    else lost.delete(address);
    if (previousDescription.type === newDescription.type) return;
    // A login that failed would fail again.
    const mayAnswer = newDescription.error && errorKind(newDescription.error) !== 'authentication';
    if (mayAnswer) setTimeout(() => checkNow(client, address), secondLookMs).unref();
    const [from, to] = [previousDescription.type, newDescription.type].map(hostRole);
    const why = cause ? `: ${cause}` : '';
    sink.tell({ type: 'serverDescriptionChanged', host: address, detail: `${from} → ${to}${why}` });
  });
  client.on('serverClosed', ({ address }) => {
    sink.metric({ kind: 'hostGone', at: performance.now(), host: address });
    sink.tell({ type: 'serverClosed', host: address });
  });
  client.on('serverHeartbeatSucceeded', ({ connectionId, duration }) =>
    sink.metric({ kind: 'heartbeat', at: performance.now(), host: connectionId, roundTripMs: duration }),
  );
  client.on('serverHeartbeatFailed', ({ connectionId, failure, duration }) => {
    sink.metric({ kind: 'heartbeatFailed', at: performance.now(), host: connectionId });
    sink.tell({
      type: 'serverHeartbeatFailed',
      host: connectionId,
      durationMs: duration,
      detail: redactUris(failure.message),
    });
  });
}

/** What hears the events that come with each operation, of one server: `host` is one text for all of them, where each event makes its own. */
function checkoutListeners(host: string, base: number, sink: EventSink): SourceListeners {
  const { journal } = sink;
  return {
    connectionCheckOutStarted() {
      const at = performance.now();
      const work = currentWork();
      if (work) {
        work.outstanding++;
        work.host = host;
        work.checkoutAt = at;
        if (work.killed) work.giveUp?.();
      }
      journal.asked(at, host, work);
    },
    connectionCheckedOut({ connectionId, durationMS }) {
      journal.given(performance.now(), host, base + Number(connectionId), durationMS, !sink.live);
    },
    connectionCheckedIn({ connectionId }) {
      const work = currentWork();
      if (work) work.outstanding--;
      journal.returned(performance.now(), host, base + Number(connectionId), !sink.live && !work, work);
    },
  };
}

function hostChanged(host: string, { type, roundTripTime }: ServerDescription): MetricEvent {
  return {
    kind: 'hostChanged',
    at: performance.now(),
    host,
    role: hostRole(type),
    ...(roundTripTime >= 0 ? { roundTripMs: roundTripTime } : {}),
  };
}
