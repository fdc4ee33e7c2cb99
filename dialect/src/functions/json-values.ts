import type { SqlType } from '../catalog/types.ts';
import { lowerToText } from './casts/lower-to-text.ts';
import { choose, hasType, isNull } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweredArgument, LoweringContext } from './lowering.ts';
import { compareNumeric, parseNumeric } from './numeric.ts';
import { raise } from './raise.ts';
import { decimalType, SqlError, toBson, typeOfValue } from './values.ts';

/** A value as it stands inside a document. */
export const inside = (value: unknown, type: SqlType): unknown =>
  value === null ? null : toBson(value, type.name === 'unknown' ? typeOfValue(value) : type);

/** Whether a text is JSON by its first character: an object, an array or a text in quotes. */
export const isMarkedJson = (text: string): boolean => /^\s*["[{]/.test(text);

/** The value of a JSON text; a number that a double would not hold to its last digit is a decimal. Throws SqlError. */
export function readJson(text: string): unknown {
  const exactly = (_name: string, value: unknown, { source }: { readonly source?: string } = {}): unknown => {
    if (typeof value !== 'number' || source === undefined || Number.isSafeInteger(value)) return value;
    const [written, held] = [parseNumeric(source), parseNumeric(String(value))];
    return written && held && compareNumeric(written, held) !== 0 ? toBson(written, decimalType) : value;
  };
  try {
    return JSON.parse(text, exactly) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new SqlError(`'${text}' is not JSON`);
    throw error;
  }
}

export const orNull = (arg: LoweredArgument): MongoExpression =>
  arg.nullable ? { $ifNull: [arg.expression, null] } : arg.expression;

/** Whether a value of BSON is a document, not one of its other types. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !('_bsontype' in value) &&
  !(value instanceof Date);

const unpaired = () => new SqlError('JSON_BUILD_OBJECT takes a value for each name');

const nameless = 'A name in JSON_BUILD_OBJECT must not be NULL';

/** The name of a field, which must not be NULL. */
function nameOf(name: LoweredArgument, context: LoweringContext): MongoExpression {
  const text = lowerToText(name, context);
  return name.nullable ? { $ifNull: [text, { $toString: raise('argument', nameless) }] } : text;
}

/** A document of names and values in turn. */
export function lowerObject({ args, context }: CallToLower): MongoExpression {
  if (args.length % 2 === 1) throw unpaired();
  const names = args.filter((_, index) => index % 2 === 0);
  const values = args.filter((_, index) => index % 2 === 1);
  const plain = names.every(({ constant }) => typeof constant === 'string' && /^[^$.][^.]*$/.test(constant));
  const distinct = new Set(names.map(({ constant }) => constant)).size === names.length;
  if (plain && distinct) {
    return Object.fromEntries(names.map(({ constant }, index) => [String(constant), orNull(values[index]!)]));
  }
  return {
    $arrayToObject: [names.map((name, index) => ({ k: nameOf(name, context), v: orNull(values[index]!) }))],
  };
}

/** The same while folding. */
export function evaluateObject(values: readonly unknown[], types: readonly SqlType[]): object {
  if (values.length % 2 === 1) throw unpaired();
  const entries: [string, unknown][] = [];
  for (let index = 0; index < values.length; index += 2) {
    if (values[index] === null) throw new SqlError(nameless);
    entries.push([String(values[index]), inside(values[index + 1], types[index + 1]!)]);
  }
  return Object.fromEntries(entries);
}

/** What JSON_TYPEOF says of a value. */
export function jsonKind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const { name } = typeOfValue(value);
  if (name === 'document') return 'object';
  if (name === 'text' || name === 'boolean') return name === 'text' ? 'string' : 'boolean';
  return ['int', 'long', 'double', 'decimal'].includes(name) ? 'number' : 'string';
}

/** The same of a row's value; NULL for SQL's. */
export function lowerKind(value: MongoExpression): MongoExpression {
  return choose(
    [
      [isNull(value), null],
      [{ $isNumber: value }, 'number'],
      [hasType(value, 'object'), 'object'],
      [hasType(value, 'array'), 'array'],
      [hasType(value, 'bool'), 'boolean'],
    ],
    'string',
  );
}
