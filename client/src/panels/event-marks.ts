import type { EventLane, EventMark } from '../messages/dashboard.ts';
import { formatDuration, formatPlural } from '../messages/format.ts';
import type { PoolEvent } from '../pools/pool-types.ts';

/** How the events of one type are shown. */
interface EventFace {
  readonly lane: EventLane;
  /** Whether many of them close together are told as one. */
  readonly joins: boolean;
  readonly text: (event: PoolEvent) => string;
  readonly many: (count: number, reasons: string) => string;
}

const at = (event: PoolEvent): string => (event.host === undefined ? '' : ` to ${event.host}`);
const why = (event: PoolEvent): string => {
  const parts = [event.reason, event.detail].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? `: ${parts.join(', ')}` : '';
};
const id = (event: PoolEvent): string => (event.connectionId === undefined ? '' : ` ${event.connectionId}`);
const took = (event: PoolEvent): string =>
  event.durationMs === undefined ? '' : ` after ${formatDuration(event.durationMs)}`;

// The driver's own names (CMAP and SDAM). A connection's becoming ready tells what its creation told, and how
// long it took; so the creation is left out.
const faces: Readonly<Record<string, EventFace | undefined>> = {
  connectionReady: {
    lane: 'created',
    joins: true,
    text: (event) => `Connection${id(event)}${at(event)} opened${took(event)}`,
    many: (count) => `${formatPlural(count, 'connection')} opened`,
  },
  connectionClosed: {
    lane: 'closed',
    joins: true,
    text: (event) => `Connection${id(event)}${at(event)} closed${why(event)}`,
    many: (count, reasons) => `${formatPlural(count, 'connection')} closed: ${reasons}`,
  },
  connectionPoolCleared: {
    lane: 'cleared',
    joins: false,
    text: (event) => `Connections${at(event)} cleared${why(event)}`,
    many: (count) => `Cleared ${count} times`,
  },
  connectionCheckOutFailed: {
    lane: 'trouble',
    joins: true,
    text: (event) => `Checkout failed${took(event)}${why(event)}`,
    many: (count, reasons) => `${formatPlural(count, 'checkout')} failed: ${reasons}`,
  },
  connectionLeakSuspected: {
    lane: 'trouble',
    joins: false,
    text: (event) => `Connection${id(event)}${at(event)} still out${took(event)}${why(event)}`,
    many: (count) => `${formatPlural(count, 'connection')} still out`,
  },
  serverHeartbeatFailed: {
    lane: 'trouble',
    joins: true,
    text: (event) => `Heartbeat${at(event)} failed${took(event)}${why(event)}`,
    many: (count) => `${formatPlural(count, 'heartbeat')} failed`,
  },
  serverDescriptionChanged: {
    lane: 'topology',
    joins: false,
    text: (event) => `${event.host ?? 'A host'} changed${why(event)}`,
    many: (count) => `${formatPlural(count, 'host')} changed`,
  },
  serverClosed: {
    lane: 'topology',
    joins: false,
    text: (event) => `${event.host ?? 'A host'} left the topology${why(event)}`,
    many: (count) => `${formatPlural(count, 'host')} left the topology`,
  },
};

const silent: ReadonlySet<string> = new Set([
  'connectionCreated',
  'connectionPoolCreated',
  'connectionPoolReady',
  'connectionPoolClosed',
]);

/** Events that the manager tells of itself: `poolAltered` is read as "Pool altered". */
function otherFace(type: string): EventFace {
  const words = type.replace(
    /([a-z])([A-Z])/g,
    (_, left: string, right: string) => `${left} ${right.toLowerCase()}`,
  );
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return {
    lane: /fail|error|leak|refus|alert|lost/i.test(type)
      ? 'trouble'
      : /clear/i.test(type)
        ? 'cleared'
        : 'altered',
    joins: false,
    text: (event) => `${sentence}${why(event)}`,
    many: (count) => `${sentence}, ${count} times`,
  };
}

/**
 * Events as marks for the dashboard's lane, oldest first. Connections that came or went within one step of the
 * charts are told in one sentence, with how many for each reason.
 */
export function eventMarks(events: readonly PoolEvent[], since: number, stepMs: number): EventMark[] {
  const groups = new Map<string, PoolEvent[]>();
  for (const event of events) {
    const time = event.at.getTime();
    if (time < since || silent.has(event.type)) continue;
    const joins = faces[event.type]?.joins ?? false;
    const key = joins
      ? `${event.pool}\n${event.type}\n${Math.floor(time / stepMs)}`
      : `${event.pool}\n${event.type}\n${groups.size} alone`;
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()].flatMap(markOf).sort((left, right) => left.at - right.at);
}

function markOf(group: readonly PoolEvent[]): EventMark[] {
  const [first] = group;
  const last = group.at(-1);
  if (!first || !last) return [];
  const face = faces[first.type] ?? otherFace(first.type);
  return [
    {
      at: last.at.getTime(),
      pool: first.pool,
      lane: face.lane,
      count: group.length,
      text: group.length === 1 ? face.text(first) : face.many(group.length, reasons(group)),
    },
  ];
}

function reasons(group: readonly PoolEvent[]): string {
  const counts = new Map<string, number>();
  for (const event of group) {
    const reason = event.reason ?? event.detail ?? 'no reason given';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
}
