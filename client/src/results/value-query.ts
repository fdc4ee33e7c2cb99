import { parseStatement, print } from '../../../dialect/src/index.ts';
import type {
  ColumnReference,
  Expression,
  NamedTable,
  Query,
  Select,
  SelectItem,
  TableReference,
} from '../../../dialect/src/syntax/ast/query.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import { walk } from '../../../dialect/src/syntax/walk.ts';
import type { ValueTest } from '../messages/results.ts';
import { isOfWith } from './edit-target.ts';
import { constantOf } from './sql-constant.ts';

/** A query for a value of a result, or why there is none, in a sentence. */
export type ValueQuery =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** A value of a result: the statement, the names of the columns that it gave, and the column's place. */
export interface ResultValue {
  readonly text: string;
  readonly columnNames: readonly string[];
  readonly column: number;
  readonly value: unknown;
}

const nowhere = { span: { start: 0, end: 0 } } as const;
/** Longer than this nobody reads it in an editor. */
const longest = 10_000;

/** The query of a result with the value as a condition, or without it; or that for the documents of its collection that have it. */
export function valueQuery({ text, columnNames, column, value }: ResultValue, test: ValueTest): ValueQuery {
  const { statement } = parseStatement(text);
  if (statement?.kind !== 'Query') return no('Only the rows of a query can be filtered by a value.');
  const constant = value === undefined ? undefined : constantOf(value);
  if (value !== undefined && !constant) return no('SQL has no constant for a value of this type.');
  const isValue = (of: Expression): Expression => condition(of, constant, test === 'exclude');
  const source = statement.body.kind === 'Select' ? sourceOf(statement.body, columnNames, column) : undefined;
  const query =
    test === 'documents'
      ? documents(statement, source, isValue)
      : (filtered(statement, source, isValue) ?? around(statement, columnNames, column, isValue));
  if (typeof query === 'string') return no(query);
  const written = print(query);
  return written.length > longest
    ? no('This value is too long for a query.')
    : { ok: true, text: `${written};\n` };
}

/** IS NULL, IS MISSING, `=`; excluded, NULL and missing values stay, which `<>` would leave out. */
function condition(operand: Expression, constant: Expression | undefined, isExcluded: boolean): Expression {
  const isNull = constant?.kind === 'Literal' && constant.type === 'null';
  if (!constant || isNull)
    return { kind: 'IsTest', ...nowhere, operand, not: isExcluded, test: constant ? 'NULL' : 'MISSING' };
  return isExcluded
    ? { kind: 'IsTest', ...nowhere, operand, not: false, test: 'DISTINCT', other: constant }
    : { kind: 'Binary', ...nowhere, operator: '=', left: operand, right: constant };
}

/** The condition within the query, where it means of each row what it means of the result, LIMIT aside; undefined elsewhere. */
function filtered(
  query: Query,
  source: Expression | undefined,
  isValue: (of: Expression) => Expression,
): Query | undefined {
  const { body } = query;
  // DISTINCT ON would take the first of other rows.
  const isOfEachRow = body.kind === 'Select' && typeof body.distinct === 'string' && !hasWindow(body);
  if (!isOfEachRow || !source) return undefined;
  return { ...query, body: { ...body, where: both(body.where, isValue(source)) } };
}

/** `SELECT * FROM (…) AS rows_of_result WHERE …`. */
function around(
  query: Query,
  names: readonly string[],
  column: number,
  isValue: (of: Expression) => Expression,
): Query | string {
  const name = names[column] ?? '';
  if (names.filter((each) => each === name).length > 1)
    return `Two columns are called ${name}: give one of them another name with AS.`;
  const from: TableReference = {
    ...{ kind: 'DerivedTable', ...nowhere, query, lateral: false },
    alias: { kind: 'TableAlias', ...nowhere, name: identifier('rows_of_result'), columns: [] },
  };
  return selectAll(from, isValue(reference([name])));
}

/** The documents of the collection whose field the column shows, that have the value; of one collection those that the query reads. */
function documents(
  query: Query,
  source: Expression | undefined,
  isValue: (of: Expression) => Expression,
): Query | string {
  const { body } = query;
  if (body.kind === 'TableQuery') return 'These rows are the documents.';
  if (body.kind !== 'Select' || !source) return 'This column shows no field of a collection.';
  const tables = body.from.flatMap(tablesIn);
  const [only] = tables;
  const isOne = tables.length === 1 && body.from.length === 1;
  const first = source.kind === 'ColumnReference' ? source.parts[0]?.text.toLowerCase() : undefined;
  const table = isOne ? only : tables.find((each) => each && nameOf(each) === first);
  if (!table || isOfWith(query, table.name))
    return 'This column shows no field of a collection that the query names.';
  // The other side of a join is not read: what it was joined on and filtered by is left out.
  if (!isOne || !body.where) return numbered(selectAll(table, isValue(source)));
  const found = selectAll(table, both(body.where, isValue(source)));
  return numbered(query.with ? { ...found, with: query.with } : found);
}

/** Each `?` as `$2`: without those that stood before them in the query they would count as others. */
function numbered<Part>(part: Part): Part {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((each: unknown) => numbered(each)) as Part;
  const entries = Object.entries(part as Record<string, unknown>);
  const node = Object.fromEntries(entries.map(([key, value]) => [key, numbered(value)]));
  return (node['style'] === 'question' ? { ...node, style: 'dollar' } : node) as Part;
}

/** What a column shows, where a condition on it may stand in WHERE: a field, or what the rows are grouped by. */
function sourceOf(select: Select, names: readonly string[], column: number): Expression | undefined {
  const item = itemOf(select.items, names, column);
  if (!item) return undefined;
  const { value, alias } = item;
  if (select.groupBy) {
    const spellings = [print(value), alias?.text, String(select.items.indexOf(item) + 1)];
    const isKey = select.groupBy.items.some(
      (key) => key.kind !== 'GroupingSet' && spellings.includes(print(key)),
    );
    return isKey ? value : undefined;
  }
  return isPath(value) ? value : undefined;
}

/** A field, and no part of what an aggregate gives. */
const isPath = (value: Expression): boolean =>
  value.kind === 'ColumnReference' ||
  ((value.kind === 'FieldAccess' || value.kind === 'Subscript') && isPath(value.operand));

function itemOf(
  items: readonly SelectItem[],
  names: readonly string[],
  column: number,
): SelectItem | undefined {
  const isStar = ({ value }: SelectItem): boolean => value.kind === 'Star';
  const star = items.findIndex(isStar);
  if (star < 0) return items[column];
  if (items.findLastIndex(isStar) !== star) return undefined;
  const end = names.length - (items.length - star - 1);
  if (column < star) return items[column];
  if (column >= end) return items[column - names.length + items.length];
  const { value } = items[star] ?? {};
  const qualifier = value?.kind === 'Star' ? (value.qualifier?.parts ?? []) : [];
  const name = names[column] ?? '';
  const alike = names.slice(star, end).filter((each) => each === name);
  // Of a join's columns that are called the same, a bare name is none.
  if (qualifier.length === 0 && alike.length > 1) return undefined;
  return {
    ...{ kind: 'SelectItem', ...nowhere },
    value: reference([...qualifier.map(({ text }) => text), name]),
  };
}

const tablesIn = (table: TableReference): readonly (NamedTable | undefined)[] =>
  table.kind === 'Join'
    ? [...tablesIn(table.left), ...tablesIn(table.right)]
    : [table.kind === 'NamedTable' ? table : undefined];

const nameOf = ({ alias, name }: NamedTable): string | undefined =>
  (alias?.name.text ?? name.parts.at(-1)?.text)?.toLowerCase();

function hasWindow(select: Select): boolean {
  let has = false;
  walk(select, (node) => {
    if (node.kind === 'FunctionCall' && node.over) has = true;
  });
  return has;
}

const both = (where: Expression | undefined, added: Expression): Expression =>
  where ? { kind: 'Binary', ...nowhere, operator: 'AND', left: where, right: added } : added;

function selectAll(from: TableReference, where: Expression): Query {
  const star = { kind: 'SelectItem', ...nowhere, value: { kind: 'Star', ...nowhere } } as const;
  return {
    ...{ kind: 'Query', ...nowhere, orderBy: [], withTies: false },
    body: {
      ...{ kind: 'Select', ...nowhere, distinct: 'ALL', items: [star], from: [from], where, windows: [] },
    },
  };
}

const identifier = (text: string) =>
  ({ kind: 'Identifier', ...nowhere, text, quoted: writtenName(text) !== text }) as const;

const reference = (parts: readonly string[]): ColumnReference => ({
  ...{ kind: 'ColumnReference', ...nowhere, parts: parts.map(identifier) },
});

const no = (why: string): ValueQuery => ({ ok: false, why });
