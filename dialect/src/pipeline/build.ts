import type { PlanNode } from '../planner/plan-node.ts';
import { buildApply } from './build-apply.ts';
import { buildGroup } from './build-group.ts';
import { buildJoin } from './build-join.ts';
import { buildDistinct, buildDistinctOn, buildLimit, buildSort } from './build-order.ts';
import { buildRows, buildScan, buildVirtual, buildWorking } from './build-source.ts';
import { buildSeries } from './build-series.ts';
import { buildSetOperation } from './build-set-operation.ts';
import { buildWindow } from './build-window.ts';
import { behind } from './compiler.ts';
import type { Built, Compiler } from './compiler.ts';
import { extend } from './extend.ts';
import type { Layout } from './layout.ts';
import { matchOf } from './match.ts';

/** A plan node as a pipeline. `outer` holds the columns of the rows around it, for what is correlated. */
export function build(c: Compiler, node: PlanNode, outer: Layout): Built {
  switch (node.kind) {
    case 'scan':
      return buildScan(c, node, outer);
    case 'rows':
      return buildRows(c, node, outer);
    case 'virtual':
      return buildVirtual(c, node, outer);
    case 'working':
      return buildWorking(node, outer);
    case 'filter': {
      const input = build(c, node.input, outer);
      const match = matchOf(c, node.predicate, input.layout);
      if (!match) return input;
      return behind(input, [{ stage: { $match: match }, origin: node.origin }]);
    }
    case 'extend': {
      const input = build(c, node.input, outer);
      return extend(c, input, node.items, node.origin);
    }
    case 'series':
      return buildSeries(c, node, outer);
    case 'group':
      return buildGroup(c, node, outer);
    case 'window':
      return buildWindow(c, node, outer);
    case 'sort':
      return buildSort(c, node, outer);
    case 'limit':
      return buildLimit(c, node, outer);
    case 'distinct':
      return buildDistinct(c, node, outer);
    case 'distinctOn':
      return buildDistinctOn(c, node, outer);
    case 'join':
      return buildJoin(c, node, outer);
    case 'apply':
      return buildApply(c, node, outer);
    case 'setOperation':
      return buildSetOperation(c, node, outer);
  }
}
