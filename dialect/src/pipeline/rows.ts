import type { Document, Read } from './command.ts';

/** The rows of a finished step: here, or, where they are many, in a collection of the database that the statement reads. */
export type StepRows = readonly Document[] | { readonly collection: string; readonly database?: string };

/** The stage that gives rows of a statement. They are values: what looks like an expression in them is none. */
export const rowsStage = (rows: readonly Document[]): Document => ({ $documents: { $literal: rows } });

type RowsOf = (name: string) => StepRows;

/** A read with the rows of finished steps in place of their names: what it starts from, and what its joins and unions read. */
export function withRows(read: Read, steps: ReadonlyMap<string, StepRows>): Read {
  const { source } = read;
  const rowsOf: RowsOf = (name) => steps.get(name) ?? [];
  return {
    source: source.kind === 'step' ? sourceOf(rowsOf(source.name)) : source,
    pipeline: read.pipeline.map((stage) => replaced(stage, rowsOf) as Document),
  };
}

/** Whether a read looks at a collection, and not only at rows of the statement. */
export function readsCollections({ source, pipeline }: Read): boolean {
  return source.kind === 'collection' || pipeline.some(looksElsewhere);
}

function looksElsewhere(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(looksElsewhere);
  if (!isPlainObject(value) || '$literal' in value) return false;
  return Object.entries(value).some(
    ([key, inner]) =>
      (key === '$lookup' && isPlainObject(inner) && 'from' in inner) ||
      (key === '$unionWith' && isPlainObject(inner) && 'coll' in inner) ||
      looksElsewhere(inner),
  );
}

const sourceOf = (rows: StepRows): Read['source'] =>
  'collection' in rows ? { kind: 'collection', ...rows } : { kind: 'rows', rows };

function replaced(value: unknown, rowsOf: RowsOf): unknown {
  if (Array.isArray(value)) return value.map((each) => replaced(each, rowsOf));
  if (!isPlainObject(value) || '$literal' in value) return value;
  const step = value['$step'];
  if (typeof step === 'string') return { $literal: rowsOf(step) };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const from = key === '$lookup' ? 'from' : key === '$unionWith' ? 'coll' : undefined;
      return [key, replaced(from === undefined ? inner : elsewhere(inner, from, rowsOf), rowsOf)];
    }),
  );
}

/** What a join or a union reads, where that is a collection now: it is named, and no documents stand first. */
function elsewhere(parts: unknown, from: string, rowsOf: RowsOf): unknown {
  if (!isPlainObject(parts) || !Array.isArray(parts['pipeline'])) return parts;
  const [first, ...rest] = parts['pipeline'] as readonly Document[];
  const step = (first?.['$documents'] as Document | undefined)?.['$step'];
  const rows = typeof step === 'string' ? rowsOf(step) : [];
  return 'collection' in rows ? { [from]: rows.collection, ...parts, pipeline: rest } : parts;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
