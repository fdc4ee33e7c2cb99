import type { BoundExpression, BoundItem, ColumnId } from '../analysis/bound.ts';
import { columnsGiven } from '../planner/plan-walk.ts';
import { conjuncts } from '../planner/rules/push-filters.ts';
import type { PlanNode, ScanNode } from '../planner/plan-node.ts';
import { at } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { pathOf } from './lower.ts';

/** A plan that is a collection with conditions and other names for its fields: a $lookup finds its documents without a pipeline of its own. */
export interface PlainSide {
  readonly scan: ScanNode;
  readonly conditions: readonly BoundExpression[];
  readonly items: readonly BoundItem[];
}

export function plainSide(node: PlanNode): PlainSide | undefined {
  if (node.kind === 'scan') return { scan: node, conditions: [], items: [] };
  if (node.kind === 'filter') {
    const input = plainSide(node.input);
    return input && { ...input, conditions: [...input.conditions, ...conjuncts(node.predicate)] };
  }
  if (node.kind !== 'extend') return undefined;
  const given = columnsGiven(node.input);
  if (!node.items.every(({ value }) => isField(value, given))) return undefined;
  const input = plainSide(node.input);
  return input && { ...input, items: [...input.items, ...node.items] };
}

/** Whether a value stands in the side's own documents: another relation's is there even where an outer join finds no document. */
const isField = (value: BoundExpression, given: ReadonlySet<ColumnId>): boolean =>
  (value.kind === 'column' && given.has(value.id)) ||
  (value.kind === 'field' && isField(value.operand, given));

/** The layout with the side's columns, where its document stands at `place`. */
export function withSide(layout: Layout, { scan, items }: PlainSide, place: Place): Layout {
  const made = new Map(layout);
  const { columns, document } = scan.relation;
  for (const { id, field } of columns) made.set(id, inside(place, field));
  if (document !== undefined) made.set(document, place);
  for (const { id, value } of items) {
    const found = placeIn(value, made);
    if (found) made.set(id, found);
  }
  return made;
}

/** Where a field stands that is read off the side's columns, or off those around it. */
function placeIn(value: BoundExpression, layout: Layout): Place | undefined {
  if (value.kind === 'column') return layout.get(value.id);
  if (value.kind !== 'field') return undefined;
  const place = placeIn(value.operand, layout);
  return place && inside(place, value.name);
}

function inside(place: Place, name: string): Place {
  const path = place.path ? [...place.path, name] : [name];
  return place.kind === 'path' ? { kind: 'path', path } : { kind: 'variable', name: place.name, path };
}

/** Where the side's columns stand in its own documents. */
export const withinSide = (side: PlainSide): Layout => withSide(new Map(), side, at());

/** The names of a field inside the side's own documents. */
export function fieldOf(side: PlainSide, value: BoundExpression): readonly string[] | undefined {
  const path = pathOf(value, withinSide(side));
  return path && path.length > 0 ? path : undefined;
}
