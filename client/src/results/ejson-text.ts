import { EJSON } from 'bson';

/**
 * A value as Extended JSON, as it reads best without losing a digit: relaxed, but with `$numberLong` for integers that a double cannot
 * hold, which plain relaxed EJSON rounds. `indent` in spaces; 0 is one line.
 */
export function ejsonText(value: unknown, indent = 0): string {
  return JSON.stringify(relaxed(EJSON.serialize(value, { relaxed: false })), undefined, indent);
}

/** A value as canonical Extended JSON: every BSON type comes back as it was. */
export function canonicalText(value: unknown): string {
  return EJSON.stringify(value, { relaxed: false });
}

function relaxed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relaxed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first) {
    const [name, inner] = first;
    if (name === '$numberInt') return Number(inner);
    if (name === '$numberLong') return Number.isSafeInteger(Number(inner)) ? Number(inner) : value;
    if (name === '$numberDouble') return Number.isFinite(Number(inner)) ? Number(inner) : value;
    if (name === '$date') return { $date: dateText(inner) };
  }
  return Object.fromEntries(entries.map(([name, inner]) => [name, relaxed(inner)]));
}

/** Relaxed EJSON writes the years 1970 to 9999 as text, and the others as milliseconds. */
function dateText(date: unknown): unknown {
  if (typeof date !== 'object' || date === null || !('$numberLong' in date)) return date;
  const ms = Number(date.$numberLong);
  return ms >= 0 && ms < 253_402_300_800_000 ? new Date(ms).toISOString() : date;
}
