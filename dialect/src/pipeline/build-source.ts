import type { RowsNode, ScanNode, VirtualNode, WorkingNode } from '../planner/plan-node.ts';
import type { Document, Source } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { at, withPlaces } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, placeOf } from './lower.ts';

/** A collection: its fields stay where they are. */
export function buildScan(c: Compiler, node: ScanNode, outer: Layout): Built {
  const { relation } = node;
  const layout = new Map(outer);
  for (const { id, field } of relation.columns) if (c.used.has(id)) layout.set(id, at(field));
  const { database, collection } = relation;
  const source: Source =
    database === undefined
      ? { kind: 'collection', collection }
      : { kind: 'collection', database, collection };
  if (relation.document === undefined || !c.used.has(relation.document))
    return { source, stages: [], layout };
  const whole = placeOf(c, relation.document);
  return {
    source,
    stages: [{ stage: { $set: { [c.name(relation.document)]: '$$ROOT' } } }],
    layout: withPlaces(layout, [[relation.document, whole]]),
  };
}

/** Rows of the statement itself. Constants start the pipeline; what depends on other values is computed in it. */
export function buildRows(c: Compiler, node: RowsNode, outer: Layout): Built {
  const lowered = node.rows.map((row) => row.map((value) => lower(c, value, outer)));
  const layout = withPlaces(
    outer,
    node.columns.map((column) => [column.id, placeOf(c, column.id)]),
  );
  const name = (index: number) => c.name(node.columns[index]?.id ?? index);
  const constant = lowered.every((row) => row.every((value) => value.constant !== undefined));
  if (constant) {
    const rows = lowered.map((row): Document =>
      Object.fromEntries(row.map((value, index) => [name(index), value.constant])),
    );
    return { source: { kind: 'rows', rows }, stages: [], layout };
  }
  const field = c.name('rows');
  const rows = lowered.map((row) =>
    Object.fromEntries(row.map((value, index) => [name(index), value.expression])),
  );
  const stages: Stage[] = [
    { stage: { $project: { [field]: rows } } },
    { stage: { $unwind: `$${field}` } },
    { stage: { $replaceWith: `$${field}` } },
  ].map((each) => ({ ...each, ...(node.origin ? { origin: node.origin } : {}) }));
  return { source: { kind: 'rows', rows: [{}] }, stages, layout };
}

/** The rows of the pool manager, as they are when the statement is compiled. */
export function buildVirtual(c: Compiler, node: VirtualNode, outer: Layout): Built {
  const { relation } = node;
  const pool = relation.pool && lower(c, relation.pool, outer);
  if (pool && pool.constant === undefined && c.environment) {
    c.report('QL4005', relation.pool?.span ?? relation.span, ['The name of a pool']);
  }
  const argument = typeof pool?.constant === 'string' ? pool.constant : undefined;
  const rows = c.environment?.virtualRows(relation.table, argument) ?? [];
  return {
    source: { kind: 'rows', rows },
    stages: [],
    layout: withPlaces(
      outer,
      relation.columns.map((column) => [column.id, at(column.field)]),
    ),
  };
}

/** The rows that another step of the statement found; its columns are numbered. */
export function buildWorking(node: WorkingNode, outer: Layout): Built {
  const { name, columns } = node.relation;
  const places = columns.map((column, index) => [column.id, at(stepField(index))] as const);
  return { source: { kind: 'step', name }, stages: [], layout: withPlaces(outer, places) };
}

/** The field of a step's rows that holds a column. */
export const stepField = (index: number): string => `c${index + 1}`;
