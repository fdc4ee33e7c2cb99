import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { emptyCatalog, inferFields } from '../../../../dialect/src/index.ts';
import type { Catalog } from '../../../../dialect/src/index.ts';
import { scan } from '../../../../dialect/src/text/scan.ts';
import { updateDocument } from '../../../../server/src/documents.ts';
import { refactorings } from '../../../../server/src/features/refactoring/refactorings.ts';
import { changed } from '../../../../server/src/text/changed.ts';
import * as engine from '../../../conformance/in-process-adapter.mjs';
import { validatorOf } from '../../../conformance/tables.mjs';

interface Table {
  readonly name: string;
  readonly docs?: readonly object[];
  readonly docsFile?: string;
}

interface Sample {
  readonly sql: string;
  readonly ordered: boolean;
  readonly tables: readonly Table[];
}

const root = path.resolve(import.meta.dirname, '../../../..');
const folders = ['test/conformance/cases', '../shared/conformance'].filter((each) =>
  existsSync(path.join(root, each)),
);
const samples = folders.flatMap((folder) =>
  globSync(`${folder}/*.json`, { cwd: root }).sort().flatMap(samplesOf),
);

function samplesOf(file: string): readonly Sample[] {
  const full = path.join(root, file);
  const group = JSON.parse(readFileSync(full, 'utf8')) as {
    readonly tables: Readonly<Record<string, Table>>;
    readonly cases: readonly {
      readonly tables: readonly string[];
      readonly sql: string | readonly string[];
      readonly ordered: boolean;
    }[];
  };
  const tables = Object.fromEntries(
    Object.entries(group.tables).map(([key, table]) => [key, withDocuments(table, path.dirname(full))]),
  );
  return group.cases.flatMap(({ tables: keys, sql, ordered }): Sample[] => {
    const own = keys.flatMap((key) => tables[key] ?? []);
    const small = own.reduce((sum, { docs = [] }) => sum + docs.length, 0) < 1000;
    // What a clock or chance gives differs from one run to the next.
    const steady = typeof sql === 'string' && !/random\(|now\(|current_|clock_|uuid/i.test(sql);
    return steady && small ? [{ sql, ordered, tables: own }] : [];
  });
}

function withDocuments(table: Table, folder: string): Table {
  if (table.docsFile === undefined) return table;
  return { ...table, docs: JSON.parse(readFileSync(path.join(folder, table.docsFile), 'utf8')) as object[] };
}

function catalogOf(tables: readonly Table[]): Catalog {
  const collections = tables.map((table) => ({
    ...{ name: table.name, kind: 'collection' as const, closed: true, indexes: [] },
    fields: inferFields([], validatorOf(table) as Parameters<typeof inferFields>[1]),
  }));
  return { ...emptyCatalog, version: 1, complete: true, serverVersion: [6, 0, 5], collections };
}

/** All that refactorings make of a statement, wherever the cursor stands in it: the texts, with the kind of each. */
function rewritesOf(sql: string, catalog: Catalog): ReadonlyMap<string, string> {
  const document = updateDocument({ uri: 'file:///meaning.qlsql', text: sql, catalog });
  const found = new Map<string, string>();
  for (const { start } of scan(sql).tokens)
    for (const { title, changes } of refactorings(document, start))
      found.set(changed(sql, changes), title.replace(/^(Extract|Inline|Expand|Add).*/, '$1'));
  return found;
}

async function answer(sql: string, { tables, ordered }: Sample): Promise<string> {
  const { columns, rows } = await engine.run({ tables }, sql);
  const texts = rows.map((row: readonly unknown[]) =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  );
  return [columns.join(), ...(ordered ? texts : texts.sort())].join('\n');
}

/** How many of each kind are tried. */
const tries = 8;

/** Statements that few refactorings are for, and some of the others. */
const wanted = samples.filter(
  ({ sql }, index) =>
    /\bin\s*\(\s*select|^with (?!recursive)/i.test(sql) ||
    (index % 2 === 0 && /join|from\s*\(|\*/i.test(sql)),
);

describe('server: what refactorings make gives the same rows', function () {
  this.timeout(60_000);
  const tried = new Map<string, number>();
  const differing: string[] = [];

  async function compare(sample: Sample): Promise<void> {
    const catalog = catalogOf(sample.tables);
    let before: string | undefined;
    for (const [after, kind] of rewritesOf(sample.sql, catalog)) {
      if ((tried.get(kind) ?? 0) >= tries) continue;
      // A join that came of IN is made IN again.
      const joined = kind === 'Convert IN to a join' ? [...rewritesOf(after, catalog)] : [];
      const back = joined.filter(([, other]) => other === 'Convert the join to IN');
      for (const [text, name] of [[after, kind] as const, ...back]) {
        const count = tried.get(name) ?? 0;
        if (count >= tries) continue;
        before ??= await answer(sample.sql, sample).catch(() => undefined);
        if (before === undefined) return;
        tried.set(name, count + 1);
        const now = await answer(text, sample).catch((error: unknown) => `fails: ${String(error)}`);
        if (now !== before) differing.push(`${name}:\n${sample.sql}\n${text}\n${now.slice(0, 300)}`);
      }
    }
  }

  before(async () => {
    await engine.open();
    for (const sample of wanted) await compare(sample);
  });

  it('in the project’s and the public cases', () => {
    assert.deepEqual(differing, []);
  });

  it('for each kind', () => {
    for (const kind of [
      ...['Extract', 'Inline', 'Expand', 'Add', 'Qualify columns'],
      ...['Convert IN to a join', 'Convert the join to IN'],
    ])
      assert.ok(tried.has(kind), kind);
  });
});
