import type { AnyNode, NodeKind, NodeOf } from './nodes.ts';
import { contains } from '../text/span.ts';

/** Whether a property's value is a node, or holds nodes in lists. */
type HoldsNodes<V> = V extends AnyNode ? true : V extends readonly (infer Item)[] ? HoldsNodes<Item> : never;

/** The names of the properties of a node that hold other nodes. */
type ChildKey<N> = { [K in keyof N]-?: true extends HoldsNodes<N[K]> ? K : never }[keyof N];

/**
 * The properties of each kind that hold nodes, in the order of the text. The compiler checks that every kind is here
 * with every such property: who adds one to the AST is led to this table.
 */
const childKeys: { readonly [K in NodeKind]: Readonly<Record<ChildKey<NodeOf<K>>, true>> } = {
  Literal: {},
  TypedLiteral: { type: true },
  IntervalLiteral: {},
  Parameter: {},
  Variable: {},
  VariableAssignment: { variable: true, value: true },
  ColumnReference: { parts: true },
  Star: { qualifier: true },
  Unary: { operand: true },
  Binary: { left: true, right: true },
  IsTest: { operand: true, other: true },
  Between: { operand: true, low: true, high: true },
  InList: { operand: true, items: true },
  InQuery: { operand: true, query: true },
  Like: { operand: true, pattern: true, escape: true },
  Quantified: { operand: true, over: true },
  Exists: { query: true },
  ScalarSubquery: { query: true },
  Case: { operand: true, branches: true, otherwise: true },
  CaseBranch: { when: true, then: true },
  Cast: { operand: true, type: true },
  FunctionCall: { name: true, arguments: true, orderBy: true, withinGroup: true, filter: true, over: true },
  Argument: { name: true, value: true },
  ArrayConstructor: { items: true },
  ArrayQuery: { query: true },
  RowConstructor: { items: true },
  Subscript: { operand: true, index: true, low: true, high: true },
  FieldAccess: { operand: true, field: true },
  Collate: { operand: true, collation: true },
  AtTimeZone: { operand: true, zone: true },
  DefaultValue: {},
  MissingExpression: {},
  Identifier: {},
  QualifiedName: { parts: true },
  TypeName: {},
  Query: { with: true, body: true, orderBy: true, limit: true, offset: true, locks: true },
  WithClause: { ctes: true },
  CommonTableExpression: { name: true, columns: true, query: true, search: true, cycle: true },
  SearchClause: { by: true, set: true },
  CycleClause: { columns: true, set: true, marks: true, using: true },
  Select: {
    distinct: true,
    items: true,
    from: true,
    where: true,
    groupBy: true,
    having: true,
    windows: true,
  },
  SelectItem: { value: true, alias: true },
  SetOperation: { left: true, right: true },
  Values: { rows: true },
  TableQuery: { name: true },
  TableAlias: { name: true, columns: true, types: true },
  NamedTable: { name: true, alias: true, sample: true },
  TableSample: { method: true, percent: true, seed: true },
  DerivedTable: { query: true, alias: true },
  FunctionTable: { call: true, alias: true },
  RowsFrom: { calls: true, alias: true },
  Join: { left: true, right: true, on: true, using: true, alias: true },
  GroupBy: { items: true },
  GroupingSet: { items: true },
  OrderItem: { value: true },
  NamedWindow: { name: true, window: true },
  WindowSpecification: { base: true, partitionBy: true, orderBy: true, frame: true },
  WindowFrame: { start: true, end: true },
  FrameBound: { offset: true },
  Insert: {
    with: true,
    target: true,
    alias: true,
    columns: true,
    source: true,
    conflict: true,
    returning: true,
  },
  Lock: { of: true },
  OnConflict: { keys: true, constraint: true, targetWhere: true, set: true, where: true },
  SetItem: { targets: true, element: true, value: true },
  Update: { with: true, target: true, alias: true, set: true, from: true, where: true, returning: true },
  Delete: { with: true, target: true, alias: true, using: true, where: true, returning: true },
  Merge: { with: true, target: true, alias: true, source: true, on: true, branches: true, returning: true },
  MergeBranch: { condition: true, set: true, columns: true, values: true },
  Truncate: { targets: true },
  SetPoolOptions: { value: true },
  OptionAssignment: { name: true, value: true },
  OnConnection: { profile: true, uri: true },
  CreatePool: { name: true, on: true, database: true, options: true },
  AlterPool: { name: true, options: true },
  DropPool: { name: true },
  ControlPool: { name: true, limit: true },
  KillConnection: { id: true },
  UsePool: { name: true },
  CreatePoolGroup: { name: true, on: true, database: true, options: true },
  AlterPoolGroup: { name: true, options: true },
  DropPoolGroup: { name: true },
  ApplyPoolChanges: { names: true },
  CreateAlert: {
    name: true,
    source: true,
    when: true,
    severity: true,
    for: true,
    every: true,
    message: true,
  },
  AlterAlert: { name: true, options: true },
  DropAlert: { name: true },
  SetVariable: { variable: true, value: true },
  SetSetting: { name: true, value: true },
  Show: { name: true },
  Describe: { name: true },
  Prepare: { name: true, types: true, statement: true },
  Execute: { name: true, arguments: true },
  Deallocate: { name: true },
  Transaction: {},
  Benchmark: { statement: true, options: true, pools: true },
  Explain: { statement: true },
  CreateCollection: { name: true, columns: true, keys: true, as: true },
  ColumnDefinition: { name: true, type: true, default: true },
  KeyDefinition: { columns: true },
  CreateIndex: { name: true, on: true, using: true, keys: true, where: true },
  IndexKey: { path: true },
  CreateView: { name: true, columns: true, query: true },
  DropObject: { names: true, on: true },
};

const keysByKind = new Map<string, readonly string[]>(
  Object.entries(childKeys).map(([kind, keys]) => [kind, Object.keys(keys)]),
);

/** The nodes that a node holds, in the order of the text. */
export function children(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  const values = node as unknown as Readonly<Record<string, unknown>>;
  for (const key of keysByKind.get(node.kind) ?? []) collect(values[key], found);
  return found;
}

function collect(value: unknown, into: AnyNode[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (typeof value === 'object' && value !== null) into.push(value as AnyNode);
}

/** Called for every node on the way down; false leaves out what the node holds. */
export type Visitor = (node: AnyNode) => boolean | void;

/** Visits a node and all below it, in the order of the text. Uses no stack, however deep the tree. */
export function walk(root: AnyNode, visit: Visitor): void {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (visit(node) === false) continue;
    const below = children(node);
    for (let at = below.length - 1; at >= 0; at--) open.push(below[at]!);
  }
}

/** The nodes that hold an offset, from the root to the innermost. Of two that touch there, the later one. */
export function nodePath(root: AnyNode, offset: number): AnyNode[] {
  const path: AnyNode[] = [];
  for (let node: AnyNode | undefined = root; node;) {
    path.push(node);
    node = children(node).findLast(({ span }) => contains(span, offset));
  }
  return path;
}

/** The operands of a chain of one operator: `a AND b AND c` gives three, however deep the tree leans. */
export function flatten(node: NodeOf<'Binary'>): AnyOperand[] {
  const operands: AnyOperand[] = [];
  let left: AnyOperand = node;
  while (left.kind === 'Binary' && left.operator === node.operator) {
    operands.push(left.right);
    left = left.left;
  }
  operands.push(left);
  return operands.reverse();
}

type AnyOperand = NodeOf<'Binary'>['left'];
