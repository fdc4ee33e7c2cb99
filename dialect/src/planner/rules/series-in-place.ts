import type { BoundExpression } from '../../analysis/bound.ts';
import type { PlanNode } from '../plan-node.ts';
import { rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * UNNEST and its like behind a relation are computed in its rows and unwound there, without a join. Besides the cost, a subpipeline
 * would get the row's values as constants, which MongoDB evaluates beforehand, also where NULL guards them.
 */
export const seriesInPlace: Rule = {
  name: 'series-in-place',
  needs: ['series', 'join'],
  apply: (root) => rewrite(root, inPlace),
};

function inPlace(node: PlanNode): PlanNode {
  if (node.kind !== 'join' || node.type === 'FULL') return node;
  const { left, right, on, type } = node;
  if (right.kind !== 'series' || right.input.kind !== 'rows' || right.input.columns.length > 0) return node;
  const always = !on || isTrue(on);
  // What an outer join's condition leaves out stays as a row of NULLs: only the join can tell.
  if (type === 'LEFT' && !always) return node;
  const series: PlanNode = { ...right, input: left, outer: type === 'LEFT' || right.outer };
  if (always) return series;
  const { origin } = node;
  return { kind: 'filter', input: series, predicate: on, ...(origin ? { origin } : {}) };
}

const isTrue = (value: BoundExpression): boolean => value.kind === 'constant' && value.value === true;
