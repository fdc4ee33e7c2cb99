import type { ColumnId } from '../analysis/bound.ts';
import type { PlanNode } from './plan-node.ts';

/** A step of the optimizer: a plan that gives the same rows and columns for less. The same object where it changed nothing. */
export interface Rule {
  readonly name: string;
  /** Kinds of node without which a plan has nothing for it to change. */
  readonly needs?: readonly PlanNode['kind'][];
  /** `outputs` are the columns that are read off the root; `newId` gives a number that no column of the statement has. */
  readonly apply: (root: PlanNode, outputs: readonly ColumnId[], newId: () => ColumnId) => PlanNode;
}
