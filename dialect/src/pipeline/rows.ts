import type { Document, Read } from './command.ts';

/** A read with the rows of finished steps in place of their names: what it starts from, and what its joins and unions read. */
export function withRows(read: Read, steps: ReadonlyMap<string, readonly Document[]>): Read {
  const { source } = read;
  const rowsOf = (name: string): readonly Document[] => steps.get(name) ?? [];
  return {
    source: source.kind === 'step' ? { kind: 'rows', rows: rowsOf(source.name) } : source,
    pipeline: read.pipeline.map((stage) => replaced(stage, rowsOf) as Document),
  };
}

function replaced(value: unknown, rowsOf: (name: string) => readonly Document[]): unknown {
  if (Array.isArray(value)) return value.map((each) => replaced(each, rowsOf));
  if (!isPlainObject(value) || '$literal' in value) return value;
  const step = value['$step'];
  if (typeof step === 'string') return { $literal: rowsOf(step) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, rowsOf)]));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
