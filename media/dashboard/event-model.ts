import type { EventLane, EventMark } from '../../client/src/messages/dashboard.ts';
import { formatClock, formatPlural } from '../../client/src/messages/format.ts';
import type { TimeSpan } from './time-span.ts';

export const laneFaces: Readonly<
  Record<EventLane, { icon: string; tone: string; row: EventRow; rank: number }>
> = {
  created: { icon: 'add', tone: 'green', row: 'opened', rank: 0 },
  closed: { icon: 'remove', tone: 'quiet', row: 'closed', rank: 0 },
  altered: { icon: 'edit', tone: 'blue', row: 'events', rank: 0 },
  topology: { icon: 'type-hierarchy', tone: 'purple', row: 'events', rank: 1 },
  cleared: { icon: 'clear-all', tone: 'yellow', row: 'events', rank: 2 },
  trouble: { icon: 'warning', tone: 'red', row: 'events', rank: 3 },
};

export type EventRow = 'opened' | 'closed' | 'events';
export const eventRows: readonly EventRow[] = ['opened', 'closed', 'events'];

/** Marks that would lie on each other, drawn as one. */
export interface EventCluster {
  readonly row: EventRow;
  /** The lane whose face it wears: that of the gravest mark. */
  readonly lane: EventLane;
  /** Where it lies between the left edge, 0, and the right one, 1. */
  readonly place: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly marks: readonly EventMark[];
}

/**
 * The marks within a span, one cluster at most for each slot of the row's width. Slots lie fast in time, so that
 * clusters stay what they are while the span moves on.
 */
export function clusterEvents(
  marks: readonly EventMark[],
  span: TimeSpan,
  slots: number,
): readonly EventCluster[] {
  const length = span.to - span.from;
  const slotMs = length / Math.max(1, slots);
  const bySlot = new Map<string, EventMark[]>();
  for (const mark of marks) {
    if (mark.at < span.from || mark.at > span.to || length <= 0) continue;
    const key = `${laneFaces[mark.lane].row} ${Math.floor(mark.at / slotMs)}`;
    const there = bySlot.get(key);
    if (there) there.push(mark);
    else bySlot.set(key, [mark]);
  }
  return [...bySlot.values()].map((together): EventCluster => {
    const times = together.map((mark) => mark.at);
    const from = Math.min(...times);
    const to = Math.max(...times);
    const lane = together.reduce<EventLane>(
      (gravest, mark) => (laneFaces[mark.lane].rank > laneFaces[gravest].rank ? mark.lane : gravest),
      together[0]?.lane ?? 'created',
    );
    return {
      row: laneFaces[lane].row,
      lane,
      place: ((from + to) / 2 - span.from) / length,
      from,
      to,
      count: together.reduce((total, mark) => total + mark.count, 0),
      marks: together,
    };
  });
}

/** What a cluster says when it is pointed at. */
export function clusterText(cluster: EventCluster): string {
  const [first] = cluster.marks;
  if (cluster.marks.length === 1 && first) return `${formatClock(first.at)}  ${first.text}`;
  const heading = `${formatClock(cluster.from)} – ${formatClock(cluster.to)}  ${formatPlural(cluster.count, 'event')}`;
  const shown = cluster.marks.slice(0, 8).map((mark) => mark.text);
  if (cluster.marks.length > shown.length) shown.push(`and ${cluster.marks.length - shown.length} more`);
  return [heading, ...shown].join('\n');
}

/** The marks of a cluster and what happened shortly before and after it, in order of time. */
export function neighbourhood(
  marks: readonly EventMark[],
  cluster: EventCluster,
  aroundMs: number,
): readonly { readonly mark: EventMark; readonly own: boolean }[] {
  return marks
    .filter((mark) => mark.at >= cluster.from - aroundMs && mark.at <= cluster.to + aroundMs)
    .sort((left, right) => left.at - right.at)
    .map((mark) => ({ mark, own: cluster.marks.includes(mark) }));
}
