import { Decimal128, Long } from 'bson';

// Compares a result with what PostgreSQL answered: by the column's PostgreSQL type, numbers within a tolerance, rows as a sequence or a bag.

export interface Case {
  readonly id: string;
  readonly tables: readonly string[];
  readonly sql: string | readonly string[];
  readonly level: number;
  readonly tags: readonly string[];
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** PostgreSQL's text output; null for NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly ordered: boolean;
  /** Columns whose sequence counts where ORDER BY leaves ties. */
  readonly orderCols?: readonly number[];
}

const tolerance = 1e-9;

/** Why the rows are not what was expected; undefined where they are. */
export function difference(expected: Case, rows: readonly (readonly unknown[])[]): string | undefined {
  if (rows.length !== expected.rows.length) return `${rows.length} rows, not ${expected.rows.length}`;
  const width = rows[0]?.length;
  if (width !== undefined && width !== expected.types.length)
    return `${width} columns, not ${expected.types.length}`;
  const same = (want: readonly (string | null)[], got: readonly unknown[]) =>
    want.every((text, column) => equal(text, got[column], expected.types[column] ?? 'text'));
  if (expected.ordered) {
    const at = expected.rows.findIndex((want, index) => !same(want, rows[index] ?? []));
    return at < 0
      ? undefined
      : `row ${at + 1} is ${shown(rows[at])}, not ${JSON.stringify(expected.rows[at])}`;
  }
  const left = [...rows];
  for (const want of expected.rows) {
    const at = left.findIndex((got) => same(want, got));
    if (at < 0) return `no row ${JSON.stringify(want)}${left.length > 0 ? ` but ${shown(left[0])}` : ''}`;
    left.splice(at, 1);
  }
  for (const column of expected.orderCols ?? []) {
    const at = expected.rows.findIndex(
      (want, index) => !equal(want[column] ?? null, rows[index]?.[column], expected.types[column] ?? 'text'),
    );
    if (at >= 0) return `column ${column + 1} is out of order at row ${at + 1}`;
  }
  return undefined;
}

const shown = (row: readonly unknown[] | undefined): string =>
  JSON.stringify(
    row?.map((value) => (value instanceof Decimal128 || value instanceof Long ? value.toString() : value)),
  );

const numbers: readonly string[] = ['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric'];

function equal(want: string | null, got: unknown, type: string): boolean {
  if (want === null || got === null || got === undefined)
    return want === null && (got === null || got === undefined);
  if (type.endsWith('[]')) return equalArrays(readArray(want), got, type.slice(0, -2));
  const bare = type.replace(/\(.*\)/, '').trim();
  if (numbers.includes(bare)) return equalNumbers(want, got, bare === 'real' ? 1e-6 : tolerance);
  if (bare === 'boolean') return got === (want === 't');
  if (bare === 'date' || bare.startsWith('timestamp')) {
    return got instanceof Date ? got.getTime() === instant(want) : got === want;
  }
  if (bare === 'interval')
    return typeof got === 'object' && JSON.stringify(interval(want)) === JSON.stringify(parts(got));
  if (bare === 'character') return String(got).trimEnd() === want.trimEnd();
  if (bare === 'record') return rowText(got) === want;
  if (bare === 'json' || bare === 'jsonb') {
    const inOrder = bare === 'json';
    return JSON.stringify(asJson(JSON.parse(want), inOrder)) === JSON.stringify(asJson(got, inOrder));
  }
  return got === want;
}

function equalNumbers(want: string, got: unknown, within: number): boolean {
  if (typeof got === 'boolean' || (typeof got === 'object' && !('_bsontype' in (got as object))))
    return false;
  const text = String(got);
  if (/^-?\d+$/.test(want) && /^-?\d+$/.test(text)) return BigInt(want) === BigInt(text);
  const [a, b] = [Number(want), Number(text)];
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
  return Math.abs(a - b) <= within * Math.max(Math.abs(a), Math.abs(b));
}

const infinity = 8_640_000_000_000_000;

function instant(text: string): number {
  if (text.endsWith('infinity')) return text.startsWith('-') ? -infinity : infinity;
  const [, date = '', time = '00:00:00', zone = ''] =
    /^(\S+)(?: (\d\d:\d\d:\d\d(?:\.\d+)?))?([+-]\d\d(?::\d\d)?)?$/.exec(text) ?? [];
  return Date.parse(`${date}T${time}${zone === '' ? 'Z' : zone.length === 3 ? `${zone}:00` : zone}`);
}

function parts(value: object): readonly number[] {
  const { months = 0, days = 0, ms = 0 } = value as { months?: number; days?: number; ms?: number };
  return [Number(months), Number(days), Math.round(Number(ms) * 1000)];
}

function interval(text: string): readonly number[] {
  let [months, days, micros] = [0, 0, 0];
  for (const [, count, unit, sign, h, m, s] of text.matchAll(
    /([+-]?\d+) (year|mon|day)s?|([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?)/g,
  )) {
    if (unit === 'year') months += 12 * Number(count);
    else if (unit === 'mon') months += Number(count);
    else if (unit === 'day') days += Number(count);
    else micros = Math.round((sign === '-' ? -1 : 1) * ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1e6);
  }
  return [months, days, micros];
}

/** A JSON value with BSON's numbers as plain ones; the names of a jsonb object stand in no order. */
function asJson(value: unknown, inOrder: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => asJson(each, inOrder));
  if (typeof value !== 'object' || value === null) return value;
  if ('_bsontype' in value) return Number(String(value));
  const entries = Object.entries(value).map(([name, each]) => [name, asJson(each, inOrder)] as const);
  return Object.fromEntries(inOrder ? entries : entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A row as PostgreSQL writes it, of the document that stands for it. */
function rowText(row: unknown): string {
  if (row === null || typeof row !== 'object') return String(row);
  const texts = Object.values(row).map((value: unknown) => {
    const text = value === null ? '' : typeof value === 'object' ? rowText(value) : String(value);
    return text === '' || /[\s,()"\\]/.test(text) ? (value === null ? '' : JSON.stringify(text)) : text;
  });
  return `(${texts.join(',')})`;
}

type Nested = string | null | readonly Nested[];

/** `{1,NULL,"a b",{2}}` as nested lists of texts. */
function readArray(text: string): Nested {
  let at = 0;
  const value = (): Nested => {
    if (text[at] === '{') {
      at += 1;
      const items: Nested[] = [];
      while (at < text.length && text[at] !== '}') {
        items.push(value());
        if (text[at] === ',') at += 1;
      }
      at += 1;
      return items;
    }
    if (text[at] === '"') {
      let inner = '';
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
        if (text[at] === '\\') at += 1;
        inner += text[at] ?? '';
      }
      at += 1;
      return inner;
    }
    const start = at;
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at += 1;
    const word = text.slice(start, at);
    return word === 'NULL' ? null : word;
  };
  return value();
}

function equalArrays(want: Nested, got: unknown, type: string): boolean {
  if (Array.isArray(want)) {
    return (
      Array.isArray(got) &&
      got.length === want.length &&
      want.every((each, index) => equalArrays(each as Nested, got[index], type))
    );
  }
  return equal(want as string | null, got, type);
}

const writes = /^\s*(?:with\b[\s\S]*?\b)?(?:insert|update|delete|merge|truncate)\b/i;

/** Whether a case changes its tables, so that the next one needs them anew. */
export const mutates = (each: Case): boolean => [each.sql].flat().some((sql) => writes.test(sql));
