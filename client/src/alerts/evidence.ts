import type { PoolEvent } from '../pools/pool-types.ts';
import type { AlertEvent } from './alert-types.ts';

/** How far back an event may lie that raised an alert, and how many are told of. */
const lookBackMs = 300_000;
const most = 20;

/** The events of these types up to five minutes before a condition began to hold, the newest last. */
export function evidence(
  events: readonly PoolEvent[],
  types: readonly string[],
  since: number,
): readonly AlertEvent[] {
  return events
    .filter(({ type, at }) => types.includes(type) && at.getTime() >= since - lookBackMs)
    .slice(-most)
    .flatMap((event) =>
      event.id === undefined ? [] : [{ id: event.id, at: event.at, text: textOf(event) }],
    );
}

/** `connectionCheckOutFailed to a:27017: timeout`. */
function textOf({ type, host, reason, detail }: PoolEvent): string {
  const why = [reason, detail].filter((part) => part !== undefined && part !== '').join(', ');
  return `${type}${host === undefined ? '' : ` to ${host}`}${why === '' ? '' : `: ${why}`}`;
}
