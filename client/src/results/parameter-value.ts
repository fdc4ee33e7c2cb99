import { EJSON, Long, ObjectId } from 'bson';

/** What somebody typed for a parameter: its value, and what it was taken for; or why it cannot be one. */
export type ParameterReading =
  | { readonly ok: true; readonly value: unknown; readonly taken: string }
  | { readonly ok: false; readonly message: string };

const literal = /^(DATE|TIMESTAMP|TIMESTAMPTZ|OBJECTID)\s*\(?\s*'([^']*)'\s*\)?$/i;

/** Reads `42`, `1.5`, `true`, `null`, `'text'`, `DATE '2024-02-29'`, `OBJECTID '65f0…'`, JSON; anything else is text as it is. */
export function readParameter(typed: string): ParameterReading {
  const text = typed.trim();
  if (/^null$/i.test(text)) return yes(null, 'NULL');
  if (/^(true|false)$/i.test(text)) return yes(/^true$/i.test(text), 'a boolean');
  if (/^[+-]?\d+$/.test(text)) return readInteger(text);
  if (/^[+-]?(\d+\.\d*|\.\d+|\d+(\.\d*)?e[+-]?\d+)$/i.test(text)) return yes(Number(text), 'a number');
  if (/^'(''|[^'])*'$/.test(text)) return yes(text.slice(1, -1).replace(/''/g, "'"), 'text');
  const [, word, inside] = literal.exec(text) ?? [];
  if (word !== undefined && inside !== undefined)
    return word.toUpperCase() === 'OBJECTID' ? readId(inside) : readDate(inside);
  if (/^[{[]/.test(text)) return readJson(text);
  return yes(typed, 'text');
}

function readInteger(text: string): ParameterReading {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return yes(value, 'a number');
  const long = Long.fromString(text);
  return long.toString() === text.replace(/^\+/, '')
    ? yes(long, 'a 64-bit integer')
    : no(`${text} does not fit into 64 bits.`);
}

function readId(text: string): ParameterReading {
  return ObjectId.isValid(text) && text.length === 24
    ? yes(ObjectId.createFromHexString(text), 'an ObjectId')
    : no('An ObjectId has 24 hexadecimal digits.');
}

function readDate(text: string): ParameterReading {
  const withZone = /[zZ]|[+-]\d\d(:?\d\d)?$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text);
  const date = new Date(withZone ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(date.getTime())
    ? no(`${text} is no date: write it as 2024-02-29 or 2024-02-29 13:05:00.`)
    : yes(date, date.toISOString());
}

function readJson(text: string): ParameterReading {
  try {
    const value: unknown = EJSON.parse(text, { relaxed: true });
    return yes(value, Array.isArray(value) ? 'an array' : 'a document');
  } catch (error) {
    return no(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function yes(value: unknown, taken: string): ParameterReading {
  return { ok: true, value, taken };
}

function no(message: string): ParameterReading {
  return { ok: false, message };
}
