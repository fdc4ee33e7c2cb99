// Asks PostgreSQL (PGlite) and QLSQL the same, and shows where they differ:
//
//   node test/conformance/differential.ts FILE.sql… [--tables FILE.json] [--generate N] [--seed N] [--uri URI] [--show N]
//
// Statements end with `;`; those of one paragraph run one after the other on fresh tables, and the last one answers. `--tables` names a
// group file whose tables the statements use, instead of those of case-tables.mjs; `--generate` adds seeded statements over own tables.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { close, open, run } from './adapter.mjs';
import * as caseTables from './case-tables.mjs';
import { difference } from './compare.ts';
import type { Case } from './compare.ts';
import { generate } from './generate.ts';
import { Oracle } from './oracle.mjs';

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly docsFile?: string;
  key: string;
  docs?: readonly unknown[];
}

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    tables: { type: 'string' },
    generate: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    uri: { type: 'string' },
    show: { type: 'string', default: '40' },
  },
});

/** The tables by name; of several with one name, the first. */
function readTables(): ReadonlyMap<string, Table> {
  const path = options.tables;
  const group = (path === undefined ? { tables: caseTables } : JSON.parse(readFileSync(path, 'utf8'))) as {
    readonly tables: Readonly<Record<string, Table>>;
  };
  const tables = new Map<string, Table>();
  for (const [key, table] of Object.entries(group.tables)) {
    if (tables.has(table.name)) continue;
    const docs =
      path !== undefined && table.docsFile !== undefined
        ? (JSON.parse(readFileSync(join(dirname(path), table.docsFile), 'utf8')) as unknown[])
        : (table.docs ?? []);
    tables.set(table.name, { ...table, key, docs });
  }
  return tables;
}

/** Paragraphs of statements; a line that begins with `--` is a remark. */
function readStatements(path: string): readonly (readonly string[])[] {
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n').filter((line) => !line.startsWith('--'));
  const statements = (paragraph: string) =>
    paragraph
      .split(/;[ \t]*(?:\n|$)/)
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const writes = /^(?:with\b[\s\S]*?\b)?(?:insert|update|delete|merge|truncate)\b/i;
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((paragraph) => {
      const all = statements(paragraph);
      return all.some((each) => writes.test(each)) ? [all] : all.map((each) => [each]);
    });
}

/** The nesting counts: only an ORDER BY outside parentheses fixes the sequence. */
function isOrdered(sql: string): boolean {
  let outer = sql.replace(/'(?:[^']|'')*'/g, "''");
  for (let before = ''; before !== outer;) {
    before = outer;
    outer = outer.replace(/\([^()]*\)/g, '');
  }
  return /\border\s+by\b/i.test(outer);
}

interface Outcome {
  readonly status: 'pass' | 'order' | 'wrong' | 'refused' | 'error' | 'lenient';
  readonly why?: string;
}

async function outcomeOf(
  sql: readonly string[],
  oracle: Oracle,
  tables: ReadonlyMap<string, Table>,
): Promise<Outcome | undefined> {
  const used = [...tables.values()].filter((table) =>
    sql.some((each) => new RegExp(`(?<![\\w$])${table.name}(?![\\w$])`, 'i').test(each)),
  );
  let expected: Pick<Case, 'columns' | 'types' | 'rows'> | undefined;
  let complaint = '';
  try {
    expected = (await oracle.answer([...sql])) as Pick<Case, 'columns' | 'types' | 'rows'>;
  } catch (error) {
    complaint = error instanceof Error ? error.message : String(error);
  }
  try {
    const setup = { id: used.map((table) => table.key).join('+'), tables: used };
    const got = await run(setup, sql, {
      mutates: sql.length > 1 || !/^(?:select|values|table)\b/i.test(sql[0] ?? ''),
    });
    if (expected === undefined) return { status: 'lenient', why: complaint };
    const ordered = isOrdered(sql.at(-1) ?? '');
    const each = { id: '', tables: [], sql, level: 1, tags: [], ...expected, ordered };
    const why = difference(each, got.rows);
    if (why === undefined) return { status: 'pass' };
    return ordered && difference({ ...each, ordered: false }, got.rows) === undefined
      ? { status: 'order', why }
      : { status: 'wrong', why };
  } catch (error) {
    if (expected === undefined) return undefined;
    const why = error instanceof Error ? error.message : String(error);
    return { status: (error as { code?: unknown }).code === 'UNSUPPORTED' ? 'refused' : 'error', why };
  }
}

const tables = readTables();
const oracle = await Oracle.open();
const counts: Record<string, number> = {};
let shown = 0;
await open(options.uri === undefined ? {} : { uri: options.uri });
try {
  for (const table of tables.values()) await oracle.load(table);
  const written = files.flatMap(readStatements);
  const generated = generate(Number(options.generate), Number(options.seed)).map((sql) => [sql]);
  for (const sql of [...written, ...generated]) {
    const outcome = await outcomeOf(sql, oracle, tables);
    const status = outcome?.status ?? 'both refuse';
    counts[status] = (counts[status] ?? 0) + 1;
    if (
      status === 'pass' ||
      status === 'both refuse' ||
      status === 'lenient' ||
      shown >= Number(options.show)
    )
      continue;
    shown += 1;
    console.log(`${status}: ${sql.join('; ')}\n    ${outcome?.why ?? ''}`);
  }
} finally {
  await close();
  await oracle.close();
}
console.log(counts);
