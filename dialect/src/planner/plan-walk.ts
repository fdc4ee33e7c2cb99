import type { BoundExpression, BoundFrame, BoundSeries, BoundSortKey, ColumnId } from '../analysis/bound.ts';
import { gatherColumns } from '../analysis/walk.ts';
import type { Columns, ColumnSink } from '../analysis/walk.ts';
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

/** Whether one of the nodes right below is as asked, with the `given` of who asks: no list and no closure is made for it. */
function someInput<G>(node: PlanNode, ask: (input: PlanNode, given: G) => boolean, given: G): boolean {
  switch (node.kind) {
    case 'scan':
    case 'rows':
    case 'virtual':
    case 'working':
      return false;
    case 'join':
    case 'setOperation':
      return ask(node.left, given) || ask(node.right, given);
    case 'apply':
      return ask(node.input, given) || ask(node.query, given);
    default:
      return ask(node.input, given);
  }
}

/** Whether one of a plan's nodes is as asked. */
export function someNode(node: PlanNode, test: (node: PlanNode) => boolean): boolean {
  return test(node) || someInput(node, someNode, test);
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
export function columnsRead(node: PlanNode): Set<ColumnId> {
  const found = new Set<ColumnId>();
  gatherRead(node, found);
  return found;
}

/** The same, put with others. */
export function gatherRead(node: PlanNode, into: ColumnSink): false {
  gatherOwn(node, into);
  if (node.kind === 'distinct') for (const column of node.columns) into.add(column.id);
  if (node.kind === 'apply') for (const output of node.outputs) into.add(output.id);
  if (node.kind === 'setOperation') {
    for (const column of node.columns) {
      into.add(column.left);
      into.add(column.right);
    }
  }
  someInput(node, gatherRead, into);
  return false;
}

/** The columns that the expressions of a node read, put with others. */
export function gatherOwn(node: PlanNode, into: ColumnSink): void {
  switch (node.kind) {
    case 'filter':
      gatherColumns(node.predicate, into);
      return;
    case 'extend':
      for (const { value } of node.items) gatherColumns(value, into);
      return;
    default:
      for (const value of expressions(node)) gatherColumns(value, into);
  }
}

/** Whether one of the columns that a node gives to what is above it is as asked. */
function someGiven(node: PlanNode, test: (id: ColumnId) => boolean): boolean {
  const someOf = (columns: readonly { readonly id: ColumnId }[]): boolean =>
    columns.some(({ id }) => test(id));
  switch (node.kind) {
    case 'scan':
      if (someOf(node.relation.columns)) return true;
      return node.relation.document !== undefined && test(node.relation.document);
    case 'virtual':
    case 'working':
      return someOf(node.relation.columns);
    case 'rows':
    case 'distinct':
      return someOf(node.columns);
    case 'setOperation':
      return node.columns.some(({ output }) => test(output.id));
    case 'group': {
      const { keys, aggregates, groupings } = node.group;
      return someOf(keys) || someOf(aggregates) || someOf(groupings);
    }
    case 'extend':
      return someOf(node.items) || someGiven(node.input, test);
    case 'series': {
      const ofSeries = ({ columns, ordinality }: BoundSeries) =>
        someOf(columns) || (ordinality !== undefined && test(ordinality));
      return node.series.some(ofSeries) || someGiven(node.input, test);
    }
    case 'window':
      return someOf(node.windows) || someGiven(node.input, test);
    case 'apply':
      return test(node.id) || someGiven(node.input, test);
    case 'join':
      return someGiven(node.left, test) || someGiven(node.right, test);
    default:
      return someGiven(node.input, test);
  }
}

/** The columns that a node gives to what is above it. */
export function columnsGiven(node: PlanNode): Set<ColumnId> {
  const found = new Set<ColumnId>();
  gatherGiven(node, found);
  return found;
}

/** The same, put with others. */
export function gatherGiven(node: PlanNode, into: ColumnSink): void {
  someGiven(node, (id) => {
    into.add(id);
    return false;
  });
}

/** The same, where only some columns are asked for: they are not gathered. */
export const givenBy = (node: PlanNode): Columns => ({ has: (id) => someGiven(node, (each) => each === id) });

/** The columns that a plan's nodes make, its subqueries' too: what else it reads is of rows around it. */
export function columnsMade(node: PlanNode, into = new Set<ColumnId>()): Set<ColumnId> {
  gatherGiven(node, into);
  for (const input of inputs(node)) columnsMade(input, into);
  return into;
}
