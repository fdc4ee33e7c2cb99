import { parseStatement } from '../../../dialect/src/index.ts';
import type { QualifiedName } from '../../../dialect/src/syntax/ast/common.ts';
import type { NamedTable, Query, Select, SelectItem } from '../../../dialect/src/syntax/ast/query.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';

/** Where the rows of a result are written back to. */
export interface EditTarget {
  /** The collection, as SQL writes it. */
  readonly collection: string;
  /** The column that shows `_id`. */
  readonly idColumn: number;
  /** The field that each column shows, as SQL writes it; undefined where it shows none, and for `_id`. */
  readonly fields: readonly (string | undefined)[];
}

/** Whether each row of a result is one document of one collection; if not, why, in a sentence. */
export type Editability =
  { readonly ok: true; readonly target: EditTarget } | { readonly ok: false; readonly why: string };

/** The first collection that a query reads, as SQL writes it; undefined where it reads none by name. */
export function collectionRead(text: string): string | undefined {
  const { statement } = parseStatement(text);
  if (statement?.kind !== 'Query') return undefined;
  const query = plainQuery(statement);
  let first = query.body.kind === 'Select' ? query.body.from[0] : undefined;
  while (first?.kind === 'Join') first = first.left;
  const table = query.body.kind === 'TableQuery' ? query.body : first;
  const isNamed = table?.kind === 'TableQuery' || table?.kind === 'NamedTable';
  return isNamed && !isOfWith(query, table.name) ? writtenPath(table.name.parts) : undefined;
}

/** Whether a name in a query is that of its WITH, not of a collection. */
export const isOfWith = (query: Pick<Query, 'with'>, { parts }: QualifiedName): boolean =>
  parts.length === 1 &&
  (query.with?.ctes.some(({ name }) => name.text.toLowerCase() === parts[0]?.text.toLowerCase()) ?? false);

/** Reads from a statement, and the names of the columns that it gave, where its rows come from. */
export function editTarget(text: string, columns: readonly string[]): Editability {
  const { statement } = parseStatement(text);
  if (statement?.kind !== 'Query') return no('Only the rows of a SELECT can be edited.');
  const query = plainQuery(statement);
  if (query.with) return no('A row can be edited where the statement reads one collection, without WITH.');
  const table = query.body.kind === 'TableQuery' ? query.body : undefined;
  if (table) return found(writtenPath(table.name.parts), columns, columns.map(writtenName));
  if (query.body.kind !== 'Select')
    return no('A row of UNION, INTERSECT, EXCEPT or VALUES is not one document.');
  return fromSelect(query.body, columns);
}

function fromSelect(select: Select, columns: readonly string[]): Editability {
  if (select.distinct === 'DISTINCT' || select.groupBy || select.having)
    return no('A row of a GROUP BY or DISTINCT stands for many documents.');
  const [table, ...others] = select.from;
  if (!table) return no('The statement reads no collection.');
  if (others.length > 0 || table.kind === 'Join') return no('A row of a join is made of several documents.');
  if (table.kind !== 'NamedTable') return no('The rows are not documents of a collection.');
  return found(writtenPath(table.name.parts), columns, fieldsOf(select.items, table, columns));
}

function found(
  collection: string,
  columns: readonly string[],
  fields: readonly (string | undefined)[] | undefined,
): Editability {
  const idColumn = fields?.indexOf('_id') ?? -1;
  if (!fields || idColumn < 0)
    return no('A row can be edited where the statement shows _id: add _id to the SELECT.');
  const written = fields.map((field) => (field === '_id' ? undefined : field));
  return written.some((field) => field !== undefined) || columns.length === 1
    ? { ok: true, target: { collection, idColumn, fields: written } }
    : no('No column shows a field as it is.');
}

/** The field behind each column, `_id` too; undefined where the items and the columns do not go together. */
function fieldsOf(
  items: readonly SelectItem[],
  table: NamedTable,
  columns: readonly string[],
): readonly (string | undefined)[] | undefined {
  const stars = items.filter(({ value }) => value.kind === 'Star').length;
  const starred = columns.length - (items.length - stars);
  if (stars > 1 || (stars === 0 && starred !== 0) || table.alias?.columns.length) return undefined;
  let at = 0;
  return items.flatMap(({ value }) => {
    if (value.kind === 'Star') {
      const names = columns.slice(at, at + starred);
      at += starred;
      return names.map(writtenName);
    }
    at += 1;
    if (value.kind !== 'ColumnReference') return [undefined];
    const name = table.alias?.name.text ?? table.name.parts.at(-1)?.text ?? '';
    const parts = value.parts.map((part) => part.text);
    const isQualified = parts.length > 1 && parts[0]?.toLowerCase() === name.toLowerCase();
    return [(isQualified ? parts.slice(1) : parts).map(writtenName).join('.')];
  });
}

/** A query within parentheses that add nothing. */
function plainQuery(query: Query): Pick<Query, 'with' | 'body'> {
  return query.body.kind === 'Query' && !query.with ? plainQuery(query.body) : query;
}

const writtenPath = (parts: readonly { readonly text: string }[]): string =>
  parts.map(({ text }) => writtenName(text)).join('.');

const no = (why: string): Editability => ({ ok: false, why });
