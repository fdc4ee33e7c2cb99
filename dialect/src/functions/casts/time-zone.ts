// Time zones while folding: names of the IANA database, PostgreSQL's abbreviations, and offsets. MongoDB knows the first and the last.

const abbreviations: Readonly<Record<string, string>> = {
  z: '+00:00',
  zulu: '+00:00',
  ut: '+00:00',
  utc: '+00:00',
  gmt: '+00:00',
  wet: '+00:00',
  west: '+01:00',
  bst: '+01:00',
  cet: '+01:00',
  met: '+01:00',
  cest: '+02:00',
  mest: '+02:00',
  eet: '+02:00',
  eest: '+03:00',
  // Moscow's time was not always three hours ahead.
  msk: 'Europe/Moscow',
  msd: '+04:00',
  vet: 'America/Caracas',
  ist: '+02:00',
  jst: '+09:00',
  kst: '+09:00',
  aest: '+10:00',
  aedt: '+11:00',
  acst: '+09:30',
  awst: '+08:00',
  nzst: '+12:00',
  nzdt: '+13:00',
  ast: '-04:00',
  adt: '-03:00',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  akst: '-09:00',
  akdt: '-08:00',
  hst: '-10:00',
};

/**
 * A zone as MongoDB and Intl take it: `Europe/Paris`, `+02:30`; undefined where there is no such zone. With `posix`, as in AT TIME
 * ZONE, a bare offset counts west of Greenwich as positive; in a timestamp's text it counts east.
 */
export function canonicalZone(text: string, posix = false): string | undefined {
  const name = text.trim();
  const known = abbreviations[name.toLowerCase()];
  if (known) return known;
  const offset = /^([a-z]{3,})?([+-])(\d{1,2})(?::?(\d\d))?(?::?(\d\d))?$/i.exec(name);
  if (offset) {
    // Behind a name the offset is POSIX's: PST-03:00 is three hours ahead of Greenwich.
    const west = posix || offset[1] !== undefined;
    const sign = (offset[2] === '-') !== west ? '-' : '+';
    return `${sign}${offset[3]!.padStart(2, '0')}:${offset[4] ?? '00'}`;
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone === undefined
      ? undefined
      : properName(name);
  } catch {
    return undefined;
  }
}

// Intl takes names in any case, MongoDB as they are written in the database only.
function properName(name: string): string {
  const lower = name.toLowerCase();
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === lower) ?? name;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How many milliseconds the zone's clocks are ahead of UTC at an instant. */
function offsetAt(zone: string, utcMs: number): number {
  const fixed = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const seconds = Math.floor(utcMs / 1000) * 1000;
  const parts = Object.fromEntries(format.formatToParts(seconds).map(({ type, value }) => [type, value]));
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
  const local = utcOf(
    year,
    Number(parts['month']) - 1,
    Number(parts['day']),
    Number(parts['hour']),
    Number(parts['minute']),
    Number(parts['second']),
  );
  return local - seconds;
}

/** Date.UTC for every year: that function takes 0 to 99 for 1900 to 1999. */
export function utcOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  ms = 0,
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, ms);
  return date.getTime();
}

/** The instant at which the zone's clocks show a local time; in a gap, as if the clocks had not been put forward. */
export function localToUtc(localMs: number, zone: string): number {
  const before = offsetAt(zone, localMs - 86_400_000);
  const after = offsetAt(zone, localMs + 86_400_000);
  const late = localMs - Math.min(before, after);
  if (offsetAt(zone, late) === Math.min(before, after)) {
    return late;
  }
  const early = localMs - Math.max(before, after);
  return offsetAt(zone, early) === Math.max(before, after) ? early : localMs - before;
}

export const utcToLocal = (utcMs: number, zone: string): number => utcMs + offsetAt(zone, utcMs);
