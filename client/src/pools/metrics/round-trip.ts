/** How long the way to a server and back takes, by its heartbeats; in milliseconds. */
export interface RoundTrip {
  /** Of the newest heartbeats, the oldest of them first. */
  readonly newest: number[];
  /** The least that it took lately; Infinity where nothing is known. */
  usual: number;
}

/** One slow heartbeat is an accident, as of a process that was busy meanwhile; two of three are not. */
const kept = 3;
/** How much the least grows with each heartbeat, so that a network that stays slower becomes the usual one: three times as slow within 110. */
const growth = 1.01;

export function createRoundTrip(): RoundTrip {
  return { newest: [], usual: Infinity };
}

export function addHeartbeat(trip: RoundTrip, ms: number): void {
  trip.newest.push(ms);
  if (trip.newest.length > kept) trip.newest.shift();
  trip.usual = Math.min(trip.usual * growth, ms);
}

/** What the newest heartbeats took: the middle one of them, undefined where there is none. */
export function roundTripMs({ newest }: RoundTrip): number | undefined {
  return [...newest].sort((one, other) => one - other)[(newest.length - 1) >> 1];
}

/** Whether a heartbeat took about as long as those before: by a tenth, or by 5 ms, it says nothing new. */
export function isAsBefore(trip: RoundTrip, ms: number): boolean {
  const before = roundTripMs(trip);
  return before !== undefined && Math.abs(ms - before) <= Math.max(5, before / 10);
}
