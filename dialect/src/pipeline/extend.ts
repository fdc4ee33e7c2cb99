import type { BoundItem, ColumnId } from '../analysis/bound.ts';
import { reads } from '../analysis/walk.ts';
import type { Span } from '../text/span.ts';
import type { Document } from './command.ts';
import { behind } from './compiler.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { inFront } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { lower, pathOf, placeOf } from './lower.ts';

/** Adds computed columns. One that is merely another under a new number costs nothing: both have one place. */
export function extend(c: Compiler, input: Built, items: readonly BoundItem[], origin?: Span): Built {
  const places = new Map<ColumnId, Place>();
  const layout = inFront(places, input.layout);
  const stages: Stage[] = [];
  let set: Document = {};
  let pending: Set<ColumnId> | undefined;
  const flush = () => {
    if (!pending) return;
    stages.push({ stage: { $set: set }, origin });
    [set, pending] = [{}, undefined];
  };
  for (const item of items) {
    if (!c.used.has(item.id)) continue;
    // A stage does not see the fields that it sets itself.
    if (pending && reads(item.value, pending)) flush();
    const place = simplePlace(item, layout);
    if (place) places.set(item.id, place);
    else {
      const made = placeOf(c, item.id);
      set[c.name(item.id)] = lower(c, item.value, layout).expression;
      places.set(item.id, made);
      (pending ??= new Set()).add(item.id);
    }
  }
  flush();
  return behind(input, stages, layout);
}

function simplePlace(item: BoundItem, layout: Layout): Place | undefined {
  if (item.value.kind === 'column') return layout.get(item.value.id);
  const path = pathOf(item.value, layout);
  return path ? { kind: 'path', path } : undefined;
}
