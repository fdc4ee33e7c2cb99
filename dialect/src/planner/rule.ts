import type { ColumnId } from '../analysis/bound.ts';
import type { PlanNode } from './plan-node.ts';

/** A step of the optimizer: a plan that gives the same rows and columns for less. The same object where it changed nothing. */
export interface Rule {
  readonly name: string;
  /** `outputs` are the columns that are read off the root. */
  readonly apply: (root: PlanNode, outputs: readonly ColumnId[]) => PlanNode;
}
