import { EJSON, Long } from 'bson';

/** A value as a person reads it in a table: one line, exact. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  switch (typeof value) {
    case 'string':
      return value.replace(/\r?\n|\r/g, '⏎');
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      break;
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  switch (bsonType(value)) {
    case 'ObjectId':
    case 'Decimal128':
    case 'Long':
    case 'Int32':
    case 'Double':
    case 'UUID':
      return String(value);
    default:
      return jsonText(value);
  }
}

/** Whether a value stands at the right edge of its column. */
export function isNumber(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  return ['Decimal128', 'Long', 'Int32', 'Double'].includes(bsonType(value) ?? '');
}

/** Relaxed Extended JSON, but for integers that JSON numbers cannot hold exactly: those are `$numberLong`. */
export function jsonText(value: unknown): string {
  return EJSON.stringify(exact(value), { relaxed: true });
}

function exact(value: unknown): unknown {
  if (value instanceof Long)
    return Number.isSafeInteger(value.toNumber()) ? value : { $numberLong: value.toString() };
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : { $numberLong: value.toString() };
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || bsonType(value) !== undefined) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, exact(inner)]));
}

function bsonType(value: unknown): string | undefined {
  return (value as { _bsontype?: string } | null)?._bsontype;
}
