import { Double, EJSON, Long } from 'bson';
import { isNested } from './bson-text.ts';

/**
 * A value as JSON from which {@link unpacked} makes it again: numbers, text, arrays and documents as JSON has them, all else as Extended
 * JSON. A missing value is told from NULL.
 */
export function packed(value: unknown): unknown {
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $numberDouble: Object.is(value, -0) ? '-0.0' : String(value) };
  if (Array.isArray(value)) return value.map(packed);
  if (isNested(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, packed(inner)]));
  const { _bsontype: type, value: number } = (value ?? {}) as { _bsontype?: unknown; value?: unknown };
  // A double that is whole would come back as an integer.
  if (type === 'Int32' || (type === 'Double' && !Number.isInteger(number))) return packed(number);
  const ms = value instanceof Date ? value.getTime() : -1;
  // Extended JSON has a text for the years 1970 to 9999.
  return EJSON.serialize(value as object, { relaxed: ms >= 0 && ms < 253_402_300_800_000 });
}

/** The value that was packed. */
export function unpacked(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(unpacked);
  if (typeof json !== 'object' || json === null) return json;
  const [[name, inner] = []] = Object.entries(json);
  if (name === '$undefined') return undefined;
  if (name === '$numberLong') return Long.fromString(String(inner));
  if (name === '$numberDouble' && inner !== '-0.0' && Number.isInteger(Number(inner)))
    return new Double(Number(inner));
  if (name?.startsWith('$')) return EJSON.deserialize(json, { relaxed: true });
  return Object.fromEntries(Object.entries(json).map(([key, member]) => [key, unpacked(member)]));
}
