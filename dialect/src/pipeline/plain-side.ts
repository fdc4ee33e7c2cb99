import type { BoundExpression, BoundItem, ColumnId } from '../analysis/bound.ts';
import { columnsGiven } from '../planner/plan-walk.ts';
import { conjuncts } from '../planner/rules/push-filters.ts';
import type { PlanNode, ScanNode } from '../planner/plan-node.ts';
import { at, withPlaces } from './layout.ts';
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
  const inside = (...path: readonly string[]): Place => ({
    ...place,
    path: [...(place.path ?? []), ...path],
  });
  const { columns, document } = scan.relation;
  const places: (readonly [ColumnId, Place])[] = columns.map((column) => [column.id, inside(column.field)]);
  if (document !== undefined) places.push([document, place]);
  let made = withPlaces(layout, places);
  for (const { id, value } of items) {
    const found = placeIn(value, made);
    if (found) made = withPlaces(made, [[id, found]]);
  }
  return made;
}

/** Where a field stands that is read off the side's columns, or off those around it. */
function placeIn(value: BoundExpression, layout: Layout): Place | undefined {
  if (value.kind === 'column') return layout.get(value.id);
  if (value.kind !== 'field') return undefined;
  const place = placeIn(value.operand, layout);
  return place && { ...place, path: [...(place.path ?? []), value.name] };
}

/** The names of a field inside the side's own documents. */
export function fieldOf(side: PlainSide, value: BoundExpression): readonly string[] | undefined {
  const path = pathOf(value, withSide(new Map(), side, at()));
  return path && path.length > 0 ? path : undefined;
}
