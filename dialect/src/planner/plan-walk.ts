import type { BoundExpression, BoundFrame, BoundSortKey, ColumnId } from '../analysis/bound.ts';
import { columnsOf } from '../analysis/walk.ts';
import type { PlanNode } from './plan-node.ts';

const none: readonly never[] = [];

/** The nodes below a node, in order. */
export function inputs(node: PlanNode): readonly PlanNode[] {
  switch (node.kind) {
    case 'scan':
    case 'rows':
    case 'virtual':
    case 'working':
      return none;
    case 'join':
    case 'setOperation':
      return [node.left, node.right];
    case 'apply':
      return [node.input, node.query];
    default:
      return [node.input];
  }
}

/** The node with each of the nodes below it changed: the same object where none was. */
export function mapInputs(node: PlanNode, change: (node: PlanNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'scan':
    case 'rows':
    case 'virtual':
    case 'working':
      return node;
    case 'join':
    case 'setOperation': {
      const [left, right] = [change(node.left), change(node.right)];
      return left === node.left && right === node.right ? node : { ...node, left, right };
    }
    case 'apply': {
      const [input, query] = [change(node.input), change(node.query)];
      return input === node.input && query === node.query ? node : { ...node, input, query };
    }
    default: {
      const input = change(node.input);
      return input === node.input ? node : { ...node, input };
    }
  }
}

/** The plan with each node changed after those below it: the same object where none was. */
export function rewrite(node: PlanNode, change: (node: PlanNode) => PlanNode): PlanNode {
  const down = (each: PlanNode): PlanNode => change(mapInputs(each, down));
  return down(node);
}

/** Whether one of a plan's nodes is as asked. */
export function someNode(node: PlanNode, test: (node: PlanNode) => boolean): boolean {
  if (test(node)) return true;
  for (const input of inputs(node)) if (someNode(input, test)) return true;
  return false;
}

/** What a plan's rows come from, in order: its nodes without others below them. */
export function leavesOf(node: PlanNode, into: PlanNode[] = []): readonly PlanNode[] {
  const below = inputs(node);
  if (below.length === 0) into.push(node);
  for (const input of below) leavesOf(input, into);
  return into;
}

const ofKeys = (keys: readonly BoundSortKey[]): BoundExpression[] => keys.map((key) => key.value);
const ofFrame = ({ start, end }: BoundFrame): BoundExpression[] => [
  ...(start.offset ? [start.offset] : []),
  ...(end.offset ? [end.offset] : []),
];

/** The expressions that a node itself evaluates. */
export function expressions(node: PlanNode): readonly BoundExpression[] {
  switch (node.kind) {
    case 'scan':
    case 'working':
    case 'distinct':
    case 'setOperation':
      return none;
    case 'rows':
      return node.rows.flat();
    case 'virtual':
      return node.relation.pool ? [node.relation.pool] : none;
    case 'filter':
      return [node.predicate];
    case 'extend':
      return node.items.map((item) => item.value);
    case 'series':
      return node.series.flatMap((series) => series.args);
    case 'group': {
      const found = node.group.keys.map((key) => key.value);
      for (const { args, filter, orderBy, withinGroup } of node.group.aggregates) {
        found.push(...args);
        if (filter) found.push(filter);
        found.push(...ofKeys(orderBy), ...ofKeys(withinGroup));
      }
      return found;
    }
    case 'window': {
      const found: BoundExpression[] = [];
      for (const { args, filter, partitionBy, orderBy, frame } of node.windows) {
        found.push(...args);
        if (filter) found.push(filter);
        found.push(...partitionBy, ...ofKeys(orderBy), ...ofFrame(frame));
      }
      return found;
    }
    case 'sort':
      return ofKeys(node.keys);
    case 'limit':
      if (!node.limit) return node.offset ? [node.offset] : none;
      return node.offset ? [node.limit, node.offset] : [node.limit];
    case 'distinctOn':
      return [...node.on, ...ofKeys(node.keys)];
    case 'join':
      return node.on ? [node.on] : none;
    case 'apply':
      return node.predicate ? [node.predicate] : none;
  }
}

/** All columns that a plan reads, its own and those of rows around it. */
export function columnsRead(node: PlanNode, into = new Set<ColumnId>()): Set<ColumnId> {
  for (const value of expressions(node)) columnsOf(value, into);
  if (node.kind === 'distinct') for (const column of node.columns) into.add(column.id);
  if (node.kind === 'apply') for (const output of node.outputs) into.add(output.id);
  if (node.kind === 'setOperation') {
    for (const column of node.columns) {
      into.add(column.left);
      into.add(column.right);
    }
  }
  for (const input of inputs(node)) columnsRead(input, into);
  return into;
}

/** The columns that a node gives to what is above it. */
export function columnsGiven(node: PlanNode, into = new Set<ColumnId>()): Set<ColumnId> {
  switch (node.kind) {
    case 'scan':
      for (const column of node.relation.columns) into.add(column.id);
      if (node.relation.document !== undefined) into.add(node.relation.document);
      return into;
    case 'virtual':
    case 'working':
      for (const column of node.relation.columns) into.add(column.id);
      return into;
    case 'rows':
      for (const column of node.columns) into.add(column.id);
      return into;
    case 'distinct':
      for (const column of node.columns) into.add(column.id);
      return into;
    case 'setOperation':
      for (const column of node.columns) into.add(column.output.id);
      return into;
    case 'group':
      for (const { id } of node.group.keys) into.add(id);
      for (const { id } of node.group.aggregates) into.add(id);
      for (const { id } of node.group.groupings) into.add(id);
      return into;
    case 'extend':
      for (const item of node.items) into.add(item.id);
      return columnsGiven(node.input, into);
    case 'series':
      for (const series of node.series) {
        for (const column of series.columns) into.add(column.id);
        if (series.ordinality !== undefined) into.add(series.ordinality);
      }
      return columnsGiven(node.input, into);
    case 'window':
      for (const window of node.windows) into.add(window.id);
      return columnsGiven(node.input, into);
    case 'apply':
      into.add(node.id);
      return columnsGiven(node.input, into);
    case 'join':
      columnsGiven(node.left, into);
      return columnsGiven(node.right, into);
    default:
      return columnsGiven(node.input, into);
  }
}
