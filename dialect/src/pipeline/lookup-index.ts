import type { BoundExpression } from '../analysis/bound.ts';
import type { PlanNode, ScanNode } from '../planner/plan-node.ts';
import { conjuncts } from '../planner/conditions.ts';
import { comparable, easeOf } from './join-fields.ts';
import { at, isPlain } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { pathOf } from './lower.ts';

/** The two fields by which a $lookup finds candidates in the index; what they find more than SQL's equality is left out by the pipeline. */
export interface LookupFields {
  readonly localField: string;
  readonly foreignField: string;
}

/** Fields of an equality with the row around it, which the subquery asks of the collection that it begins with: one that an index serves first. */
export function lookupFields(query: PlanNode, local: Layout): LookupFields | undefined {
  const found = bottom(query);
  if (!found) return undefined;
  const { relation } = found.scan;
  const fields = new Map<number, Place>(relation.columns.map((column) => [column.id, at(column.field)]));
  let best: LookupFields | undefined;
  let most = -1;
  for (const condition of found.conditions) {
    if (condition.kind !== 'comparison' || condition.operator !== '=') continue;
    const { left, right } = condition;
    if (!comparable(left, right)) continue;
    for (const [outer, inner] of [
      [left, right],
      [right, left],
    ] as const) {
      const [from, to] = [pathOf(outer, local), pathOf(inner, fields)];
      if (!from || !to || !isPlain(from) || !isPlain(to)) continue;
      const foreignField = to.join('.');
      const worth = easeOf(relation, foreignField);
      if (worth > most) [best, most] = [{ localField: from.join('.'), foreignField }, worth];
    }
  }
  return best;
}

/** The collection that the pipeline begins with, and the conditions that stand right above it. */
function bottom(query: PlanNode): { scan: ScanNode; conditions: readonly BoundExpression[] } | undefined {
  let node = query;
  let conditions: BoundExpression[] = [];
  while (node.kind !== 'scan') {
    if (node.kind === 'filter') conditions.push(...conjuncts(node.predicate));
    else conditions = [];
    if (node.kind === 'join') {
      if (node.type === 'FULL') return undefined;
      node = node.left;
    } else if ('input' in node) node = node.input;
    else return undefined;
  }
  return { scan: node, conditions };
}
