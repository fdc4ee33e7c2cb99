import type { WindowNode } from '../planner/plan-node.ts';
import type { Built, Compiler } from './compiler.ts';
import { withPlaces } from './layout.ts';
import type { Layout } from './layout.ts';
import { placeOf } from './lower.ts';

export function buildWindow(c: Compiler, node: WindowNode, outer: Layout): Built {
  const input = c.build(node.input, outer);
  for (const window of node.windows) c.report('QL4001', window.span, ['A window function']);
  return {
    ...input,
    layout: withPlaces(
      input.layout,
      node.windows.map((window) => [window.id, placeOf(c, window.id)]),
    ),
  };
}
