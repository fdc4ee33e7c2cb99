import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { emptyCatalog, inferFields, isClosed, split } from '../../dialect/src/index.ts';
import type { Catalog, CollectionInfo } from '../../dialect/src/index.ts';
import { documentsOf, validatorOf } from '../conformance/tables.mjs';

/** A statement that PostgreSQL, or the project, accepts, and what exists around it. */
export interface Sample {
  readonly id: string;
  readonly sql: string;
  readonly catalog: Catalog;
}

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly primaryKey?: readonly string[];
}

interface Group {
  readonly tables: Readonly<Record<string, Table>>;
  readonly cases: readonly {
    readonly id: string;
    readonly tables: readonly string[];
    readonly sql: string | readonly string[];
  }[];
}

const root = path.resolve(import.meta.dirname, '../..');

/** The project's own cases and examples. */
export function ownSamples(): readonly Sample[] {
  return [
    ...files('test/conformance/cases/*.json').flatMap(ofGroup),
    ...files('examples/*.qlsql').flatMap(ofText),
  ];
}

/** The same, and those of a folder beside the project where there is one; or instead of them the cases of other files. */
export function samples(from?: string): readonly Sample[] {
  if (from !== undefined) return files(from).flatMap(ofGroup);
  const [cases, texts] = [files('../shared/conformance/*.json'), files('../shared/seed/statements/*.qlsql')];
  return [...ownSamples(), ...cases.flatMap(ofGroup), ...texts.flatMap(ofText)];
}

const files = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .sort()
    .map((file) => path.resolve(root, file));

function ofGroup(file: string): readonly Sample[] {
  const group = JSON.parse(readFileSync(file, 'utf8')) as Group;
  return group.cases.flatMap(({ id, tables, sql }) => {
    const collections = tables.flatMap((key) => group.tables[key] ?? []).map(collectionOf);
    const catalog = { ...emptyCatalog, version: 1, complete: true, serverVersion: [7, 0, 0], collections };
    return [sql].flat().map((text, index) => ({ id: `${id}.${index}`, sql: text, catalog }));
  });
}

function collectionOf(table: Table): CollectionInfo {
  const schema = validatorOf(table) as Parameters<typeof inferFields>[1];
  const closed = isClosed(schema);
  const fields = inferFields(closed ? [] : documentsOf(table), schema);
  return { name: table.name, kind: 'collection', closed, indexes: [], fields };
}

/** Statements of a file: nothing is known of what they speak of. */
function ofText(file: string): readonly Sample[] {
  return split(readFileSync(file, 'utf8')).map(({ text }, index) => ({
    id: `${path.basename(file)}.${index}`,
    sql: text,
    catalog: emptyCatalog,
  }));
}

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const percent = (part: number, whole: number) =>
  `${whole === 0 ? '–' : ((100 * part) / whole).toFixed(1)} %`.padStart(8);
