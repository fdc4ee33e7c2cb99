import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import { ColumnBits } from '../analysis/column-bits.ts';
import { gatherColumns } from '../analysis/walk.ts';
import type { Columns } from '../analysis/walk.ts';
import { gatherRead } from '../planner/plan-walk.ts';
import type { PlanNode } from '../planner/plan-node.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { isPlain, read } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { rowsStage } from './rows.ts';

/** What a $lookup reads, and where its columns stand in the documents that it finds. */
export interface Foreign {
  /** The parts of the $lookup: `from`, `let`, `pipeline`. */
  readonly parts: Document;
  readonly built: Built;
  /** Column by place inside a found document. */
  readonly places: readonly (readonly [ColumnId, Place & { kind: 'path' }])[];
}

/** The stages that give the rows of another source, in a $lookup or a $unionWith. */
export function sourceStages(built: Built): { from?: string; pipeline: Document[] } {
  const stages = built.stages.map((each) => each.stage);
  if (built.source.kind === 'collection') return { from: built.source.collection, pipeline: stages };
  // The rows of a step are put in its place when they are known: see rows.ts.
  if (built.source.kind === 'rows') return { pipeline: [rowsStage(built.source.rows), ...stages] };
  return { pipeline: [{ $documents: { $step: built.source.name } }, ...stages] };
}

/**
 * A plan that runs for each row of `local`: the columns of that row which it reads become variables. `finish` adds stages behind it.
 */
export function foreign(
  c: Compiler,
  node: PlanNode,
  local: Layout,
  also: readonly BoundExpression[] = [],
  finish?: (built: Built, outer: Layout) => Built,
): Foreign {
  const wanted = new ColumnBits();
  gatherRead(node, wanted);
  for (const value of also) gatherColumns(value, wanted);
  const lets: Document = {};
  const outer = new Map<ColumnId, Place>();
  for (const [id, place] of local) {
    if (place.kind === 'variable') outer.set(id, place);
    else if (wanted.has(id)) {
      const name = `v${id}`;
      lets[name] = read(place);
      outer.set(id, { kind: 'variable', name });
    }
  }
  const first = c.build(node, outer);
  const built = materialized(c, finish ? finish(first, outer) : first, outer);
  const places = [...built.layout].flatMap(([id, place]) =>
    place.kind === 'path' ? [[id, place] as const] : [],
  );
  const parts = { ...sourceStages(built), ...(Object.keys(lets).length > 0 ? { let: lets } : {}) };
  return { parts, built, places };
}

/** Columns that are merely the outer row's become fields of the inner one, as an outer join may have to leave them NULL. */
function materialized(c: Compiler, built: Built, outer: Layout): Built {
  const set: Document = {};
  const layout = new Map(built.layout);
  for (const [id, place] of built.layout) {
    if (place.kind !== 'variable' || outer.has(id) || !c.used.has(id)) continue;
    set[c.name(id)] = read(place);
    layout.set(id, { kind: 'path', path: [c.name(id)] });
  }
  if (Object.keys(set).length === 0) return built;
  const stages: Stage[] = [...built.stages, { stage: { $set: set } }];
  return { ...built, stages, layout };
}

/** A projection onto the fields that are read later on: what a $lookup does not find need not be carried. */
export function projection(c: Compiler, built: Built, given: Columns): Document | undefined {
  const fields = new Set<string>();
  for (const [id, place] of built.layout) {
    if (!given.has(id) || !c.used.has(id) || place.kind !== 'path') continue;
    const [top] = place.path;
    if (top === undefined || !isPlain([top])) return undefined;
    fields.add(top);
  }
  const keep = Object.fromEntries([...fields].map((field) => [field, 1]));
  return { $project: fields.has('_id') || fields.size === 0 ? { _id: 1, ...keep } : { _id: 0, ...keep } };
}
