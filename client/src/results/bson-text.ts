import { Binary, UUID } from 'bson';
import type { Code, Decimal128, DBRef, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import type { Cell, CellKind } from '../messages/results.ts';

/** A value's kind, its type's name, and its text outside and inside a document. */
interface Reading {
  readonly kind: CellKind;
  readonly type: string;
  /** As it stands alone: `65f0…`. */
  readonly text: string;
  /** As it stands inside a document: `ObjectId('65f0…')`. */
  readonly literal: string;
}

const cut = 300;

/** A value as the grid shows it: one line, cut where it is long. */
export function cellOf(value: unknown): Cell {
  const reading = read(value);
  const line = reading.text.slice(0, cut + 1).replace(/\r\n|\r|\n/g, '↵');
  return {
    text: line.length > cut ? `${line.slice(0, cut)}…` : line,
    kind: reading.kind,
    type: reading.type,
  };
}

/** A value in full as one finds it by its text: as the grid shows it, dates in UTC. */
export const foundText = (value: unknown): string => read(value).text;

/** A value in full as plain text; null and missing are empty. */
export function plainText(value: unknown): string {
  return value === null || value === undefined ? '' : read(value).text;
}

/** So many characters of a value are shown beside its row, or of a row as JSON: to break five million into lines takes a window ten seconds. */
export const mostShown = 200_000;

/**
 * A value in full for reading, documents and arrays indented, in the notation of mongosh; or its beginning, with the length in characters
 * that it has.
 */
export function shownText(value: unknown): { readonly text: string; readonly length?: number } {
  const text = isNested(value) ? literal(value, '\n') : read(value).text;
  return text.length > mostShown ? { text: text.slice(0, mostShown), length: text.length } : { text };
}

function read(value: unknown): Reading {
  switch (typeof value) {
    case 'undefined':
      return { kind: 'missing', type: 'missing', text: 'missing', literal: 'undefined' };
    case 'string':
      return { kind: 'text', type: 'String', text: value, literal: quoted(value) };
    case 'number':
      // Whole numbers of 32 and 64 bits and doubles alike come from the driver as this.
      return number(
        Number.isSafeInteger(value) && !Object.is(value, -0) ? 'Number' : 'Double',
        numberText(value),
        numberText(value),
      );
    case 'bigint':
      return number('Long', String(value), `Long('${value}')`);
    case 'boolean':
      return { kind: 'boolean', type: 'Boolean', text: String(value), literal: String(value) };
    case 'object':
      return value === null
        ? { kind: 'null', type: 'Null', text: 'NULL', literal: 'null' }
        : readObject(value);
    case 'function':
    case 'symbol':
      return other('Other', String(value));
  }
}

function readObject(value: object): Reading {
  if (value instanceof Date) return readDate(value);
  if (value instanceof RegExp) return other('RegExp', String(value));
  if (value instanceof Uint8Array) return readBytes(value, 0);
  if (Array.isArray(value)) {
    const text = literal(value, ' ');
    return { kind: 'array', type: 'Array', text, literal: text };
  }
  if ('_bsontype' in value && !isNested(value)) return readBson(value as { readonly _bsontype: unknown });
  const text = literal(value, ' ');
  return { kind: 'document', type: 'Document', text, literal: text };
}

/** By the type's name, not its class: the driver's copy of bson may be another one than ours. */
function readBson(value: { readonly _bsontype: unknown }): Reading {
  switch (value._bsontype) {
    case 'ObjectId': {
      const hex = (value as unknown as ObjectId).toHexString();
      return { kind: 'id', type: 'ObjectId', text: hex, literal: `ObjectId('${hex}')` };
    }
    case 'Long': {
      const text = (value as unknown as Long).toString();
      return number('Long', text, `Long('${text}')`);
    }
    case 'Decimal128': {
      const text = (value as unknown as Decimal128).toString();
      return number('Decimal128', text, `Decimal128('${text}')`);
    }
    case 'Double':
      return number('Double', numberText((value as unknown as Double).value));
    case 'Int32':
      return number('Int32', String((value as unknown as Int32).value));
    case 'Binary': {
      const binary = value as unknown as Binary;
      return readBytes(binary.value(), binary.sub_type);
    }
    case 'Timestamp': {
      const { t, i } = value as unknown as Timestamp;
      return other('Timestamp', `Timestamp({ t: ${t}, i: ${i} })`);
    }
    case 'BSONRegExp': {
      const { pattern, options } = value as unknown as { pattern: string; options: string };
      return other('RegExp', `/${pattern}/${options}`);
    }
    case 'BSONSymbol':
      return other('Symbol', String(value));
    case 'Code':
      return other('Code', (value as unknown as Code).code);
    case 'DBRef': {
      const { collection, oid } = value as unknown as DBRef;
      return other('DBRef', `DBRef('${collection}', ${read(oid).literal})`);
    }
    case 'MinKey':
      return other('MinKey', 'MinKey');
    case 'MaxKey':
      return other('MaxKey', 'MaxKey');
    default:
      return other(String(value._bsontype), literal(value, ' '));
  }
}

function readDate(date: Date): Reading {
  const ms = date.getTime();
  const text = Number.isNaN(ms) ? 'Invalid date' : date.toISOString();
  return { kind: 'date', type: 'Date', text, literal: `ISODate('${text}')` };
}

function readBytes(bytes: Uint8Array, subType: number): Reading {
  if (subType === 4 && bytes.length === 16) {
    const text = new UUID(bytes).toString();
    return { kind: 'id', type: 'UUID', text, literal: `UUID('${text}')` };
  }
  const text = `Binary(${subType}, '${new Binary(bytes).toString('base64')}')`;
  return { kind: 'binary', type: 'Binary', text, literal: text };
}

function number(type: string, text: string, inside = text): Reading {
  return { kind: 'number', type, text, literal: inside };
}

function other(type: string, text: string): Reading {
  return { kind: 'other', type, text, literal: text };
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

/** Whether a value is a document or an array: by its prototype, since documents may have a field `_bsontype`, as the types of BSON do. */
export function isNested(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The members of a document or array by name or index; none for any other value. */
export function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isNested(value) ? Object.entries(value).filter(([, inner]) => inner !== undefined) : [];
}

/** A document or array in mongosh's notation; `between` separates its members: a space, or a newline with its indentation. */
function literal(value: object, between: string): string {
  const inner = between === ' ' ? ' ' : `${between}  `;
  const member = (item: unknown) => (isNested(item) ? literal(item, inner) : read(item).literal);
  const isArray = Array.isArray(value);
  const members = isArray
    ? value.map(member)
    : Object.entries(value).map(([name, item]) => `${key(name)}: ${member(item)}`);
  if (members.length === 0) return isArray ? '[]' : '{}';
  const body = members.join(`,${inner}`);
  if (between === ' ') return isArray ? `[${body}]` : `{ ${body} }`;
  return isArray ? `[${inner}${body}${between}]` : `{${inner}${body}${between}}`;
}

function key(name: string): string {
  return /^[\w$]+$/.test(name) ? name : quoted(name);
}
