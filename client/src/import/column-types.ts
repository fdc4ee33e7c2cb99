import { Decimal128, Double, EJSON, Long, ObjectId, UUID } from 'bson';

/** What a column of text becomes; `skip` leaves it out. */
export type ColumnType =
  'string' | 'int' | 'long' | 'double' | 'decimal' | 'bool' | 'date' | 'objectId' | 'uuid' | 'json' | 'skip';

interface TypeRow {
  readonly type: ColumnType;
  /** What it is, for somebody who chooses. */
  readonly words: string;
  /** The value of a text that is not empty; undefined where the text is none of the type. */
  read(text: string): unknown;
}

const whole = /^[+-]?\d+$/;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const instant = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', 'yes', 'y', '1'].map((text) => [text, true] as const),
  ...['false', 'f', 'no', 'n', '0'].map((text) => [text, false] as const),
]);

/** Every type, in the order in which it is offered. */
export const columnTypes: readonly TypeRow[] = [
  { type: 'string', words: 'text as it stands', read: (text) => text },
  { type: 'int', words: 'whole numbers of 32 bits', read: readInt },
  { type: 'long', words: 'whole numbers of 64 bits', read: readLong },
  {
    type: 'double',
    words: 'numbers with a fraction',
    read: (text) => (number.test(text) ? new Double(Number(text)) : undefined),
  },
  { type: 'decimal', words: 'decimal numbers of 34 digits, exact', read: readDecimal },
  {
    type: 'bool',
    words: 'true and false, yes and no, 1 and 0',
    read: (text) => truths.get(text.toLowerCase()),
  },
  {
    type: 'date',
    words: 'dates as 2024-02-29 or 2024-02-29T12:00:00Z; in UTC without a zone',
    read: readDate,
  },
  {
    type: 'objectId',
    words: '24 hexadecimal digits',
    read: (text) => (/^[\da-f]{24}$/i.test(text) ? new ObjectId(text) : undefined),
  },
  {
    type: 'uuid',
    words: 'as 123e4567-e89b-42d3-a456-426614174000',
    read: (text) => (uuid.test(text) ? new UUID(text) : undefined),
  },
  { type: 'json', words: 'documents and arrays, as Extended JSON', read: readJson },
  { type: 'skip', words: 'left out', read: () => undefined },
];

const byType: ReadonlyMap<string, TypeRow> = new Map(columnTypes.map((row) => [row.type, row]));

export const isColumnType = (text: string): text is ColumnType => byType.has(text);

/** The value of a text that is not empty; undefined where the text is none of the type. */
export const readAs = (type: ColumnType, text: string): unknown => byType.get(type)?.read(text);

/** From the narrowest: a column is of the first that all its texts are of. */
const guesses: readonly { readonly type: ColumnType; fits(text: string): boolean }[] = [
  // 00123 is a code, not a number: its zeros would be lost.
  { type: 'int', fits: (text) => isPlain(text) && readInt(text) !== undefined },
  { type: 'long', fits: (text) => isPlain(text) && readLong(text) !== undefined },
  { type: 'double', fits: (text) => isPlain(text) && number.test(text) && text.length <= 20 },
  { type: 'bool', fits: (text) => /^(?:true|false)$/i.test(text) },
  { type: 'date', fits: (text) => readDate(text) !== undefined },
  { type: 'objectId', fits: (text) => /^[\da-f]{24}$/i.test(text) && /[a-f]/i.test(text) },
  { type: 'json', fits: (text) => /^[[{]/.test(text) && readJson(text) !== undefined },
];

/** The type that all these texts are of; `string` where there is none, or nothing to go by. Empty texts do not count. */
export function guessType(texts: readonly string[]): ColumnType {
  const filled = texts.filter((text) => text !== '');
  if (filled.length === 0) return 'string';
  return guesses.find(({ fits }) => filled.every(fits))?.type ?? 'string';
}

/** A number without a plus or leading zeros, which would be lost. */
const isPlain = (text: string): boolean => /^-?(?:0(?![\d])|[1-9.])/.test(text);

function readInt(text: string): number | undefined {
  const value = Number(text);
  return whole.test(text) && value === (value | 0) ? value | 0 : undefined;
}

function readLong(text: string): Long | undefined {
  if (!whole.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : undefined;
}

function readDecimal(text: string): Decimal128 | undefined {
  try {
    return number.test(text) ? Decimal128.fromString(text) : undefined;
  } catch {
    // More digits than it holds.
    return undefined;
  }
}

function readDate(text: string): Date | undefined {
  const found = instant.exec(text);
  if (!found) return undefined;
  const [, day = '', time = '00:00', zone = 'Z'] = found;
  const midnight = new Date(`${day}T00:00:00Z`);
  // The thirtieth of February would be the first of March.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  const value = new Date(`${day}T${time}${zone.replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(value.getTime()) ? undefined : value;
}

function readJson(text: string): unknown {
  try {
    return EJSON.parse(text, { relaxed: false }) as unknown;
  } catch {
    return undefined;
  }
}
