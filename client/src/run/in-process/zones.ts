/** Milliseconds since 1970 that a zone's clocks show, as if they showed UTC. */
export type LocalTime = number;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. A zone is `UTC`, `+05:30`, or a name of the Olson database. */
function offsetAt(instant: number, zone: string): number {
  if (/^(UTC|GMT|Z)$/i.test(zone)) return 0;
  const fixed = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (fixed) return signed(fixed[1], Number(fixed[2]), Number(fixed[3] ?? 0), 0);
  const known = formatters.get(zone);
  const formatter = known ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  if (!known) formatters.set(zone, formatter);
  const name = formatter.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, seconds] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  return signed(sign, Number(hours ?? 0), Number(minutes ?? 0), Number(seconds ?? 0));
}

const signed = (sign: string | undefined, hours: number, minutes: number, seconds: number): number =>
  (sign === '-' ? -1000 : 1000) * ((hours * 60 + minutes) * 60 + seconds);

export const toLocal = (instant: number, zone: string): LocalTime => instant + offsetAt(instant, zone);

const dayMs = 86_400_000;

/** The instant at which a zone's clocks show a time: the first where they show it twice, later by what they skip where they never do. */
export function toInstant(local: LocalTime, zone: string): number {
  const [before, after] = [offsetAt(local - dayMs, zone), offsetAt(local + dayMs, zone)];
  const found = [before, after].find((offset) => offsetAt(local - offset, zone) === offset);
  return local - (found ?? before);
}
