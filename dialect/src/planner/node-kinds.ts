import type { PlanNode } from './plan-node.ts';

/** Kinds of node, a bit each: asked of every plan for every rule. */
export type Kinds = number;

const bits: Readonly<Record<PlanNode['kind'], Kinds>> = {
  scan: 1 << 0,
  rows: 1 << 1,
  virtual: 1 << 2,
  working: 1 << 3,
  series: 1 << 4,
  filter: 1 << 5,
  extend: 1 << 6,
  group: 1 << 7,
  window: 1 << 8,
  sort: 1 << 9,
  limit: 1 << 10,
  distinct: 1 << 11,
  distinctOn: 1 << 12,
  join: 1 << 13,
  apply: 1 << 14,
  setOperation: 1 << 15,
};

export const kindsOf = (kinds: readonly PlanNode['kind'][]): Kinds =>
  kinds.reduce((all, kind) => all | bits[kind], 0);

/** The kinds of a plan's nodes. */
export function kindsBelow(node: PlanNode): Kinds {
  const own = bits[node.kind];
  switch (node.kind) {
    case 'scan':
    case 'rows':
    case 'virtual':
    case 'working':
      return own;
    case 'join':
    case 'setOperation':
      return own | kindsBelow(node.left) | kindsBelow(node.right);
    case 'apply':
      return own | kindsBelow(node.input) | kindsBelow(node.query);
    default:
      return own | kindsBelow(node.input);
  }
}
