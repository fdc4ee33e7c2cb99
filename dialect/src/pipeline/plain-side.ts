import type { BoundExpression, BoundItem, ColumnId } from '../analysis/bound.ts';
import type { Columns } from '../analysis/walk.ts';
import { givenBy } from '../planner/plan-walk.ts';
import { conjuncts } from '../planner/conditions.ts';
import type { PlanNode, ScanNode } from '../planner/plan-node.ts';
import type { Compiler } from './compiler.ts';
import { inFront } from './layout.ts';
import type { Layout, Place } from './layout.ts';

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
  if (!node.items.every(({ value }) => isField(value, node.input))) return undefined;
  const input = plainSide(node.input);
  return input && { ...input, items: [...input.items, ...node.items] };
}

/** Whether a value stands in the side's own documents: another relation's is there even where an outer join finds no document. */
const isField = (value: BoundExpression, input: PlanNode): boolean =>
  (value.kind === 'column' && givenBy(input).has(value.id)) ||
  (value.kind === 'field' && isField(value.operand, input));

/** The side's columns, to be asked for. */
export const columnsOfSide = ({ scan: { relation }, items }: PlainSide): Columns => ({
  has: (id) =>
    relation.columns.some((column) => column.id === id) ||
    relation.document === id ||
    items.some((item) => item.id === id),
});

/** The layout with the side's columns, where its document stands at `place`. */
export function withSide(c: Compiler, layout: Layout, side: PlainSide, place: Place): Layout {
  const made = new Map<ColumnId, Place>();
  const { columns, document } = side.scan.relation;
  for (const { id, field } of columns) if (c.used.has(id)) made.set(id, inside(place, [field]));
  if (document !== undefined) made.set(document, place);
  for (const { id, value } of side.items) {
    const path = pathWithin(side, value);
    if (path) made.set(id, inside(place, path));
  }
  return inFront(made, layout);
}

function inside(place: Place, names: readonly string[]): Place {
  const path = place.path ? [...place.path, ...names] : names;
  return place.kind === 'path' ? { kind: 'path', path } : { kind: 'variable', name: place.name, path };
}

/** The names of a field inside the side's own documents; none for the whole document. */
function pathWithin(side: PlainSide, value: BoundExpression): readonly string[] | undefined {
  if (value.kind === 'field') {
    const path = pathWithin(side, value.operand);
    return path && [...path, value.name];
  }
  if (value.kind !== 'column') return undefined;
  const { columns, document } = side.scan.relation;
  if (value.id === document) return [];
  const column = columns.find(({ id }) => id === value.id);
  if (column) return [column.field];
  const item = side.items.find(({ id }) => id === value.id);
  return item && pathWithin(side, item.value);
}

/** The names of a field inside the side's own documents. */
export function fieldOf(side: PlainSide, value: BoundExpression): readonly string[] | undefined {
  const path = pathWithin(side, value);
  return path && path.length > 0 ? path : undefined;
}
