import { Decimal128, Long } from 'bson';
import { fromDouble, parseDecimal, type Decimal } from './decimal.ts';

/** A text that two values share where MongoDB takes them for one group: numbers by value, whatever their type. */
export function valueKey(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'number') return numberKey(fromDouble(value, 34), String(value));
  if (value instanceof Decimal128 || value instanceof Long)
    return numberKey(parseDecimal(value.toString()), value.toString());
  if (typeof value !== 'object') return `${typeof value} ${JSON.stringify(value)}`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (Array.isArray(value)) return `[${value.map(valueKey).join(',')}]`;
  if ('_bsontype' in value) return `${String(value._bsontype)} ${String(value)}`;
  return `{${Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `${JSON.stringify(name)}:${valueKey(inner)}`)
    .join(',')}}`;
}

function numberKey(number: Decimal | undefined, text: string): string {
  if (!number) return `number ${text}`;
  let { coefficient, exponent } = number;
  if (coefficient === 0n) return 'number 0';
  while (coefficient % 10n === 0n) [coefficient, exponent] = [coefficient / 10n, exponent + 1];
  return `number ${coefficient}e${exponent}`;
}
