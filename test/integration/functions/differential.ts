import assert from 'node:assert/strict';
import { PGlite } from '@electric-sql/pglite';
import { MongoClient } from 'mongodb';
import type { SqlType } from '../../../dialect/src/catalog/types.ts';
import { printValue } from '../../../dialect/src/functions/casts/print-value.ts';
import {
  castType,
  findFunction,
  foldCall,
  foldCast,
  foldOperator,
  lowerCall,
  lowerCast,
  lowerOperator,
  negatedType,
  operatorType,
  resolveCall,
} from '../../../dialect/src/functions/index.ts';
import type { Folded, LoweredArgument, LoweringContext } from '../../../dialect/src/functions/lowering.ts';
import { isScalar } from '../../../dialect/src/functions/lowering.ts';
import { fromBson, toBson, typeOfValue, unknownType } from '../../../dialect/src/functions/values.ts';
import { evaluateCast } from '../../../dialect/src/functions/casts/evaluate-cast.ts';
import type { ValueOperator } from '../../../dialect/src/syntax/ast/query.ts';
import { singleMongo } from '../fixtures.ts';

// What a scalar expression gives, three ways from one table of cases: PostgreSQL (live, in process), the real server by the lowered
// expression, and plain JavaScript by folding. All three must say the same.

/** A row of a table of cases. Argument texts are PostgreSQL literals' texts; `null` is NULL. */
export interface Case {
  /** `ROUND`, `+`, `CAST`. */
  readonly what: string;
  /** PostgreSQL type of each argument: `numeric`, `text`, `timestamp`. */
  readonly types: readonly string[];
  /** Rows of argument texts. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** For CAST: the type. */
  readonly to?: string;
  /** Places of arguments that are constants in the pipeline also, as formats and units are in real statements. */
  readonly constant?: readonly number[];
  /** PostgreSQL's spelling where it has another: `$1 AT TIME ZONE $2`. */
  readonly sql?: string;
  /** What only constants can do is not lowered. */
  readonly foldedOnly?: boolean;
  /** Also as over fields of which no type is known: values decide. */
  readonly schemaless?: boolean;
}

const now = new Date('2024-02-29T10:30:05.000Z');

function contextFor(refusals: string[]): LoweringContext {
  let count = 0;
  return {
    serverVersion: [6, 0, 5],
    now,
    fresh: (hint) => `${hint}${(count += 1)}`,
    refuse: (reason) => refusals.push(reason),
  };
}

function typeNamed(text: string): SqlType {
  const array = text.endsWith('[]');
  const [, name = '', modifiers = ''] = /^([a-z0-9 ]+?)(?:\(([\d, ]+)\))?(?:\[\])?$/.exec(text) ?? [];
  const type = castType({
    kind: 'TypeName',
    span: { start: 0, end: 0 },
    name,
    modifiers: modifiers === '' ? [] : modifiers.split(',').map(Number),
    arrayDimensions: array ? 1 : 0,
  });
  assert.ok(type, `no type ${text}`);
  return type;
}

const valueIn = (text: string | null, type: SqlType): unknown =>
  text === null ? null : toBson(evaluateCast(text, { name: 'text' }, type, now), type);

function argument(expression: unknown, type: SqlType, constant?: unknown): LoweredArgument {
  return constant === undefined
    ? { expression, type, nullable: true }
    : { expression: { $literal: constant }, type, nullable: constant === null, constant };
}

interface Meaning {
  readonly type: SqlType;
  readonly lower: (args: readonly LoweredArgument[], context: LoweringContext) => unknown;
  readonly fold: (args: readonly LoweredArgument[], context: LoweringContext) => Folded | undefined;
}

function meaningOf(each: Case, types: readonly SqlType[]): Meaning {
  if (each.what === 'CAST') {
    const to = typeNamed(each.to ?? 'text');
    return {
      type: to,
      lower: ([arg], context) => lowerCast(arg!, to, { try: false }, context),
      fold: ([arg], context) => foldCast(arg!, to, context),
    };
  }
  const row = /^[A-Z]/.test(each.what) ? findFunction(each.what) : undefined;
  if (row && isScalar(row)) {
    const resolution = resolveCall(row, types);
    assert.ok(resolution.ok, `${each.what}: ${resolution.ok ? '' : resolution.expected}`);
    return {
      type: resolution.returns,
      lower: (args, context) => lowerCall(row, args, context),
      fold: (args, context) => foldCall(row, args, context),
    };
  }
  const operator = each.what as ValueOperator;
  const type =
    types.length === 2 ? operatorType(operator, types[0]!, types[1]!) : (negatedType(types[0]!) ?? types[0]);
  assert.ok(type, `no operator ${operator}`);
  return {
    type,
    lower: (args, context) => lowerOperator(operator, args, type, context),
    fold: (args, context) => foldOperator(operator, args, type, context),
  };
}

function sqlOf(each: Case): string {
  const names = each.types.map((_, index) => `c${index}`);
  if (each.sql) return each.sql.replace(/\$(\d)/g, (_, place: string) => `c${Number(place) - 1}`);
  if (each.what === 'CAST') return `CAST(c0 AS ${each.to ?? 'text'})`;
  if (/^[A-Z]/.test(each.what)) return `${each.what}(${names.join(', ')})`;
  return names.length === 2 ? `c0 ${each.what} c1` : `${each.what} c0`;
}

/** A value's text, to be compared: numbers by value, with the tolerance of a double's last digits. */
function shown(value: unknown, type: SqlType): string | null {
  if (value === null || value === undefined) return null;
  const actual = type.name === 'unknown' ? typeOfValue(value) : type;
  return printValue(fromBson(value, actual), actual);
}

const numeric = new Set(['int', 'long', 'double', 'decimal']);

function same(expected: string | null, actual: string | null, type: SqlType): boolean {
  if (expected === actual || expected === null || actual === null) return expected === actual;
  if (!numeric.has(type.name)) return false;
  const [a, b] = [Number(expected), Number(actual)];
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  return a === b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

let postgres: PGlite | undefined;
let client: MongoClient | undefined;

async function openBoth(): Promise<void> {
  postgres = new PGlite();
  await postgres.exec("SET TIME ZONE 'UTC'; SET intervalstyle = 'postgres'; SET datestyle = 'ISO, MDY'");
  client = new MongoClient((await singleMongo()).uri, { promoteValues: false, promoteLongs: false });
  await client.connect();
}

async function closeBoth(): Promise<void> {
  await postgres?.close();
  await client?.close();
}

/** PostgreSQL's answers for the rows, as text; `error` where it raises one. */
async function answers(each: Case): Promise<readonly (string | null)[]> {
  const expression = sqlOf(each);
  const result: (string | null)[] = [];
  for (const row of each.rows) {
    const columns = row.map((text, index) => {
      const literal = text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`;
      return `CAST(${literal} AS ${each.types[index]}) AS c${index}`;
    });
    try {
      const { rows } = await postgres!.query(
        `SELECT (${expression})::text AS v FROM (SELECT ${columns.join(', ')}) t`,
      );
      result.push((rows[0] as { v: string | null }).v);
    } catch {
      result.push('error');
    }
  }
  return result;
}

/** The first text of what was told or thrown is `error`, so that failures are compared with PostgreSQL's. */
async function fromServer(
  each: Case,
  types: readonly SqlType[],
  meaning: Meaning,
  known: readonly SqlType[] = types,
): Promise<(string | null)[]> {
  const result: (string | null)[] = [];
  for (const row of each.rows) {
    const document: Record<string, unknown> = {};
    const refusals: string[] = [];
    const args = row.map((text, index) => {
      const value = valueIn(text, types[index]!);
      // $documents takes expressions: a text that begins with $ would be one.
      document[`c${index}`] = { $literal: value };
      return argument(`$c${index}`, known[index]!, each.constant?.includes(index) ? value : undefined);
    });
    const expression = meaning.lower(args, contextFor(refusals));
    assert.deepEqual(refusals, [], `${each.what} is not lowered`);
    try {
      const [found] = await client!
        .db('differential')
        .aggregate([{ $documents: [document] }, { $project: { _id: 0, v: { $ifNull: [expression, null] } } }])
        .toArray();
      result.push(shown(plain(found?.['v']), meaning.type));
    } catch (error) {
      result.push(error instanceof Error && error.name === 'MongoServerError' ? 'error' : String(error));
    }
  }
  return result;
}

// With promoteValues off every value comes as BSON has it, but for texts and containers.
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date || value === null || typeof value !== 'object' || '_bsontype' in value)
    return value;
  const keys = Object.keys(value);
  const interval = keys.join() === 'span,months,days,ms';
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, interval ? Number(String(each)) : plain(each)]),
  );
}

function folded(each: Case, types: readonly SqlType[], meaning: Meaning): (string | null)[] {
  return each.rows.map((row) => {
    const args = row.map((text, index) => argument(null, types[index]!, valueIn(text, types[index]!)));
    const result = meaning.fold(args, contextFor([]));
    assert.ok(result, 'not folded');
    return result.ok ? shown(result.value.constant, meaning.type) : 'error';
  });
}

/** Compares the three for every row; the message lists what differs. */
async function compare(each: Case): Promise<void> {
  const types = each.types.map(typeNamed);
  const meaning = meaningOf(each, types);
  const expected = await answers(each);
  const ways: [string, readonly (string | null)[]][] = [['folding', folded(each, types, meaning)]];
  if (!each.foldedOnly) ways.push(['the server', await fromServer(each, types, meaning)]);
  if (each.schemaless) {
    const open = types.map((type, index) => (each.constant?.includes(index) ? type : unknownType));
    ways.push(['the server without types', await fromServer(each, types, meaningOf(each, open), open)]);
  }
  const differences = ways.flatMap(([way, actual]) =>
    each.rows.flatMap((row, index) =>
      same(expected[index] ?? null, actual[index] ?? null, meaning.type)
        ? []
        : [
            `${sqlOf(each)} of (${row.map(String).join(' | ')}): PostgreSQL ${String(expected[index])}, ${way} ${String(actual[index])}`,
          ],
    ),
  );
  assert.deepEqual(differences.slice(0, 8), [], `${differences.length} answers differ`);
}

/** Every combination of the values of each argument. */
export function combinations(...values: readonly (readonly (string | null)[])[]): (string | null)[][] {
  return values.reduce<(string | null)[][]>(
    (rows, column) => rows.flatMap((row) => column.map((value) => [...row, value])),
    [[]],
  );
}

/** One test for each case. */
export function differential(title: string, cases: readonly Case[]): void {
  describe(title, function () {
    this.timeout(60_000);
    before(openBoth);
    after(closeBoth);
    for (const each of cases) it(`${sqlOf(each)} over ${each.types.join(', ')}`, () => compare(each));
  });
}
