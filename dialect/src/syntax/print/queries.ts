import type {
  Delete,
  FrameBound,
  FunctionTable,
  Insert,
  Join,
  Lock,
  Merge,
  MergeBranch,
  OnConflict,
  Query,
  QueryBody,
  RowsFrom,
  Select,
  SetItem,
  SetOperation,
  TableReference,
  Update,
} from '../ast/query.ts';
import { clause, columnsText, listClause, listText, type Print, type Printers } from './printer.ts';

function bodyText(body: QueryBody, print: Print): string {
  return body.kind === 'Query' ? `(${print(body)})` : print(body);
}

/** INTERSECT binds tighter than the others; all are read from the left. */
function setPower(body: QueryBody): number {
  if (body.kind === 'Query') return 0;
  return body.kind === 'SetOperation' ? (body.operator === 'INTERSECT' ? 2 : 1) : 3;
}

function partText(body: QueryBody, least: number, print: Print): string {
  return setPower(body) < least ? `(${print(body)})` : print(body);
}

function setOperationText(root: SetOperation, print: Print): string {
  const tail: string[] = [];
  let node = root;
  for (;;) {
    const least = setPower(node);
    tail.push(` ${node.operator}${node.all ? ' ALL' : ''} ${partText(node.right, least + 1, print)}`);
    const { left } = node;
    if (left.kind !== 'SetOperation' || setPower(left) < least)
      return partText(left, least, print) + tail.reverse().join('');
    node = left;
  }
}

function queryText(node: Query, print: Print): string {
  let text = withText(node, print) + bodyText(node.body, print) + listClause('ORDER BY', node.orderBy, print);
  if (node.limit && node.withTies) text += ` FETCH FIRST ${countText(node, print)} ROWS WITH TIES`;
  else text += clause('LIMIT', node.limit, print);
  text += clause('OFFSET', node.offset, print);
  return [text, ...(node.locks ?? []).map(print)].join(' ');
}

function lockText({ strength, of, waits }: Lock, print: Print): string {
  return `FOR ${strength}${listClause('OF', of, print)}${waits ? ` ${waits}` : ''}`;
}

function countText({ limit }: Query, print: Print): string {
  return limit?.kind === 'Literal' ? print(limit) : `(${limit ? print(limit) : ''})`;
}

function withText(node: Query | Insert | Update | Delete | Merge, print: Print): string {
  return node.with ? `${print(node.with)} ` : '';
}

function selectText(node: Select, print: Print): string {
  const { distinct } = node;
  let text = 'SELECT';
  if (typeof distinct !== 'string') text += ` DISTINCT ON (${listText(distinct, print)})`;
  else if (distinct === 'DISTINCT') text += ' DISTINCT';
  if (node.items.length > 0) text += ` ${listText(node.items, print)}`;
  text += listClause('FROM', node.from, print) + clause('WHERE', node.where, print);
  if (node.groupBy) text += ` ${print(node.groupBy)}`;
  return text + clause('HAVING', node.having, print) + listClause('WINDOW', node.windows, print);
}

/** The left side in a loop, as for operators. */
function joinText(root: Join, print: Print): string {
  const tail: string[] = [];
  let node = root;
  for (;;) {
    const type = node.type === 'INNER' ? '' : `${node.type} `;
    const right = node.right.kind === 'Join' ? joinOperand(node.right, print) : print(node.right);
    const using = node.using
      ? ` USING (${listText(node.using, print)})${node.whole ? '' : aliasOf(node, print)}`
      : '';
    tail.push(
      ` ${node.natural ? 'NATURAL ' : ''}${type}JOIN ${right}${clause('ON', node.on, print)}${using}`,
    );
    const { left } = node;
    if (left.kind !== 'Join' || wrapped(left)) return joinLeft(left, print) + tail.reverse().join('');
    node = left;
  }
}

/** Whether the alias belongs to the parentheses around the join, not to its USING. */
function wrapped(node: Join): boolean {
  return node.whole === true;
}

function aliasOf({ alias }: Join, print: Print): string {
  return alias ? ` AS ${print(alias)}` : '';
}

function joinOperand(node: Join, print: Print): string {
  return wrapped(node) ? print(node) : `(${print(node)})`;
}

function joinLeft(node: TableReference, print: Print): string {
  return print(node);
}

function boundText({ type, offset }: FrameBound, print: Print): string {
  return offset ? `${print(offset)} ${type}` : type;
}

function setText(items: readonly SetItem[], print: Print): string {
  return `SET ${listText(items, print)}`;
}

function insertText(node: Insert, print: Print): string {
  const alias = node.alias ? ` AS ${print(node.alias)}` : '';
  const source = node.source ? print(node.source) : 'DEFAULT VALUES';
  const target = `${print(node.target)}${alias}${columnsText(node.columns, print)}`;
  const conflict = node.conflict ? ` ${print(node.conflict)}` : '';
  return `${withText(node, print)}INSERT INTO ${target} ${source}${conflict}${listClause('RETURNING', node.returning, print)}`;
}

function conflictText(node: OnConflict, print: Print): string {
  const keys = node.keys.length > 0 ? ` (${listText(node.keys, print)})` : '';
  const target =
    keys + clause('ON CONSTRAINT', node.constraint, print) + clause('WHERE', node.targetWhere, print);
  if (node.action === 'NOTHING') return `ON CONFLICT${target} DO NOTHING`;
  return `ON CONFLICT${target} DO UPDATE ${setText(node.set, print)}${clause('WHERE', node.where, print)}`;
}

function mergeText(node: Merge, print: Print): string {
  const target = `${print(node.target)}${clause('AS', node.alias, print)}`;
  const branches = node.branches.map((branch) => ` ${print(branch)}`).join('');
  const using = `USING ${print(node.source)} ON ${print(node.on)}`;
  return `${withText(node, print)}MERGE INTO ${target} ${using}${branches}${listClause('RETURNING', node.returning, print)}`;
}

function branchText(node: MergeBranch, print: Print): string {
  const when = `WHEN ${node.matched}${clause('AND', node.condition, print)} THEN`;
  if (node.action === 'UPDATE') return `${when} UPDATE ${setText(node.set, print)}`;
  if (node.action !== 'INSERT') return `${when} ${node.action}`;
  const values = node.values ? `VALUES (${listText(node.values, print)})` : 'DEFAULT VALUES';
  return `${when} INSERT${columnsText(node.columns, print)} ${values}`;
}

/** Functions of FROM with what stands around them. */
function functionsText(node: FunctionTable | RowsFrom, calls: string, print: Print): string {
  const ordinality = node.ordinality ? ' WITH ORDINALITY' : '';
  return `${node.lateral ? 'LATERAL ' : ''}${calls}${ordinality}${clause('AS', node.alias, print)}`;
}

export const queryPrinters: Printers<
  | QueryBody['kind']
  | TableReference['kind']
  | (
      | 'WithClause'
      | 'CommonTableExpression'
      | 'SearchClause'
      | 'CycleClause'
      | 'SelectItem'
      | 'TableAlias'
      | 'TableSample'
      | 'GroupBy'
      | 'GroupingSet'
    )
  | ('OrderItem' | 'NamedWindow' | 'WindowSpecification' | 'WindowFrame' | 'FrameBound')
  | (
      | 'Lock'
      | 'Insert'
      | 'OnConflict'
      | 'SetItem'
      | 'Update'
      | 'Delete'
      | 'Merge'
      | 'MergeBranch'
      | 'Truncate'
    )
> = {
  Query: queryText,
  WithClause: (node, print) => `WITH ${node.recursive ? 'RECURSIVE ' : ''}${listText(node.ctes, print)}`,
  CommonTableExpression: (node, print) => {
    const { materialized } = node;
    const hint = materialized === undefined ? '' : materialized ? 'MATERIALIZED ' : 'NOT MATERIALIZED ';
    const behind = [node.search, node.cycle].map((each) => (each ? ` ${print(each)}` : '')).join('');
    return `${print(node.name)}${columnsText(node.columns, print)} AS ${hint}(${print(node.query)})${behind}`;
  },
  SearchClause: (node, print) =>
    `SEARCH ${node.order} FIRST BY ${listText(node.by, print)} SET ${print(node.set)}`,
  CycleClause: (node, print) => {
    const [seen, otherwise] = node.marks ?? [];
    const marks = clause('TO', seen, print) + clause('DEFAULT', otherwise, print);
    return `CYCLE ${listText(node.columns, print)} SET ${print(node.set)}${marks} USING ${print(node.using)}`;
  },
  Select: selectText,
  SelectItem: (node, print) => print(node.value) + clause('AS', node.alias, print),
  SetOperation: setOperationText,
  Values: ({ rows }, print) => `VALUES ${rows.map((row) => `(${listText(row, print)})`).join(', ')}`,
  TableQuery: ({ name }, print) => `TABLE ${print(name)}`,
  TableAlias: ({ name, columns, types }, print) => {
    if (!types) return print(name) + columnsText(columns, print);
    const typed = columns.map((each, at) => [each, types[at]].map((part) => part && print(part)).join(' '));
    return `${print(name)} (${typed.join(', ')})`;
  },
  NamedTable: (node, print) =>
    print(node.name) + clause('AS', node.alias, print) + (node.sample ? ` ${print(node.sample)}` : ''),
  TableSample: (node, print) => {
    const seed = node.seed ? ` REPEATABLE (${print(node.seed)})` : '';
    return `TABLESAMPLE ${print(node.method)} (${print(node.percent)})${seed}`;
  },
  DerivedTable: (node, print) =>
    `${node.lateral ? 'LATERAL ' : ''}(${print(node.query)})${clause('AS', node.alias, print)}`,
  FunctionTable: (node, print) => functionsText(node, print(node.call), print),
  RowsFrom: (node, print) => functionsText(node, `ROWS FROM (${listText(node.calls, print)})`, print),
  Join: (node, print) =>
    wrapped(node) ? `(${joinText(node, print)})${aliasOf(node, print)}` : joinText(node, print),
  GroupBy: (node, print) => `GROUP BY ${node.distinct ? 'DISTINCT ' : ''}${listText(node.items, print)}`,
  GroupingSet: (node, print) =>
    `${node.type === 'EMPTY' ? '' : `${node.type} `}(${listText(node.items, print)})`,
  OrderItem: (node, print) => {
    const nulls = node.nulls ? ` NULLS ${node.nulls}` : '';
    return `${print(node.value)}${node.direction === 'DESC' ? ' DESC' : ''}${nulls}`;
  },
  NamedWindow: (node, print) => `${print(node.name)} AS ${print(node.window)}`,
  WindowSpecification: (node, print) => {
    const base = node.base ? ` ${print(node.base)}` : '';
    const partition = listClause('PARTITION BY', node.partitionBy, print);
    const order = listClause('ORDER BY', node.orderBy, print);
    const frame = node.frame ? ` ${print(node.frame)}` : '';
    return `(${(base + partition + order + frame).slice(1)})`;
  },
  WindowFrame: (node, print) => {
    const bounds = node.end ? `BETWEEN ${print(node.start)} AND ${print(node.end)}` : print(node.start);
    return `${node.unit} ${bounds}${node.exclude ? ` EXCLUDE ${node.exclude}` : ''}`;
  },
  FrameBound: boundText,
  Insert: insertText,
  OnConflict: conflictText,
  Lock: lockText,
  SetItem: (node, print) => {
    const targets = node.targets.map((path) => path.map(print).join('.'));
    const one = node.element ? print(node.element) : targets.length === 1 ? targets[0] : undefined;
    return `${one ?? `(${targets.join(', ')})`} = ${print(node.value)}`;
  },
  Update: (node, print) => {
    const target = `${print(node.target)}${clause('AS', node.alias, print)}`;
    const rest = listClause('FROM', node.from, print) + clause('WHERE', node.where, print);
    const returning = listClause('RETURNING', node.returning, print);
    return `${withText(node, print)}UPDATE ${target} ${setText(node.set, print)}${rest}${returning}`;
  },
  Delete: (node, print) => {
    const target = `${print(node.target)}${clause('AS', node.alias, print)}`;
    const rest = listClause('USING', node.using, print) + clause('WHERE', node.where, print);
    return `${withText(node, print)}DELETE FROM ${target}${rest}${listClause('RETURNING', node.returning, print)}`;
  },
  Merge: mergeText,
  MergeBranch: branchText,
  Truncate: ({ targets }, print) => `TRUNCATE ${listText(targets, print)}`,
};
