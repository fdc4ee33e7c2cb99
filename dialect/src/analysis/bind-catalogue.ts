import type { IndexSpecification, Place } from '../pipeline/statement-command.ts';
import type { CreateCollection, CreateIndex, CreateView, DropObject } from '../syntax/ast/catalog.ts';
import type { Identifier, QualifiedName } from '../syntax/ast/common.ts';
import type { Expression, Query, Truncate } from '../syntax/ast/query.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Span } from '../text/span.ts';
import { writtenName } from '../text/written-name.ts';
import type { AnyNode } from '../syntax/nodes.ts';
import { print } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { bindQuery } from './bind-query.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundDone, BoundOverQuery } from './bound-define.ts';
import type { BoundQueryStatement } from './bound-statement.ts';
import { isField, keyIndexes, schemaOf } from './column-schema.ts';
import { queryOf, statementOf } from './made-query.ts';
import { reportPoolTable } from './written-pool-table.ts';

export type CatalogueStatement = CreateCollection | CreateIndex | CreateView | DropObject | Truncate;

type Bound = BoundDone | BoundOverQuery<BoundQueryStatement>;

/** Statements that make, change or remove collections, views and indexes. */
export function bindCatalogue(statement: CatalogueStatement, binder: Binder): Bound | undefined {
  switch (statement.kind) {
    case 'CreateCollection':
      return createCollection(statement, binder);
    case 'CreateView':
      return createView(statement, binder);
    case 'CreateIndex':
      return createIndex(statement, binder);
    case 'DropObject': {
      const { object, ifExists, names, on } = statement;
      if (object === 'INDEX' && on) refer(on, binder);
      const command = {
        kind: 'drop',
        object: object === 'COLLECTION' ? 'collection' : object === 'VIEW' ? 'view' : 'index',
        ifExists,
        places: names.map((name) => placeOf(name, binder)),
        ...(on ? { on: placeOf(on, binder) } : {}),
      } as const;
      if (object !== 'INDEX') for (const name of names) refer(name, binder);
      return { kind: 'done', command };
    }
    case 'Truncate':
      for (const name of statement.targets) existing(name, binder);
      return {
        kind: 'done',
        command: { kind: 'truncate', places: statement.targets.map((name) => placeOf(name, binder)) },
      };
  }
}

function placeOf({ parts }: QualifiedName, { catalog }: Binder): Place {
  const name = parts.at(-1)?.text ?? '';
  const database = parts.length > 1 ? parts[0]?.text : undefined;
  return database === undefined || database === catalog.database ? { name } : { database, name };
}

function refer(name: QualifiedName, binder: Binder): void {
  binder.references.push({ span: name.span, kind: 'relation', name: name.parts.at(-1)?.text ?? '' });
}

/** A collection that has to be there, and is no view. */
function existing(name: QualifiedName, binder: Binder): void {
  const place = placeOf(name, binder);
  refer(name, binder);
  // A name that is missing was told of already.
  if (place.database !== undefined || place.name === '') return;
  const info = binder.catalog.collections.find((each) => each.name === place.name);
  if (!info && !reportPoolTable(name, binder) && binder.catalog.complete)
    binder.report('QL2001', name.span, [place.name, '']);
  if (info?.kind === 'view')
    binder.report('QL2017', name.span, ['A view', 'only collections hold documents and have indexes']);
}

function createCollection(statement: CreateCollection, binder: Binder): Bound | undefined {
  const { name, ifNotExists, as } = statement;
  const place = placeOf(name, binder);
  if (as) {
    const [column] = statement.columns;
    if (column) notAvailable(binder, 'CREATE TABLE with columns of its own before AS', column.span);
    return defined(statement.span, 'collection', place, ifNotExists, as, binder);
  }
  const schema = schemaOf(statement, binder);
  const indexes = keyIndexes(statement, binder);
  return {
    kind: 'done',
    command: {
      kind: 'createCollection',
      place,
      ifNotExists,
      ...(schema ? { schema: schema as Record<string, unknown> } : {}),
      indexes,
    },
  };
}

function createView(statement: CreateView, binder: Binder): Bound | undefined {
  const { name, orReplace, query, columns } = statement;
  dependsOnRun(query, binder);
  const renamed = columns.length === 0 ? query : withNames(query, name, columns);
  return defined(statement.span, 'view', placeOf(name, binder), orReplace, renamed, binder);
}

function defined(
  span: Span,
  object: 'view' | 'collection',
  place: Place,
  lenient: boolean,
  query: Query,
  binder: Binder,
): Bound | undefined {
  const bound = bindQuery(query, undefined, binder);
  const seen = new Set<string>();
  for (const { name, span: at } of bound.outputs) {
    if (seen.has(name)) binder.report('QL2042', at, [name, 'two columns have this name, rename one with AS']);
    else if (!isField(name))
      binder.report('QL2042', at, [
        name,
        'a field’s name has no dot and no $ before it, write another with AS',
      ]);
    seen.add(name);
  }
  if (object === 'view' && binder.steps.length > 0)
    binder.report('QL2041', query.span, ['a recursive query or a write', 'it is more than one pipeline']);
  return { kind: 'define', span, object, place, lenient, query: statementOf(bound, binder) };
}

/** `CREATE VIEW v (a, b) AS query` reads the query under other names. */
function withNames(query: Query, { parts, span }: QualifiedName, columns: readonly Identifier[]): Query {
  const name = parts.at(-1) ?? { kind: 'Identifier', span, text: 'view', quoted: false };
  const alias = { kind: 'TableAlias', span, name, columns } as const;
  const from = [{ kind: 'DerivedTable', span: query.span, query, lateral: false, alias } as const];
  const items = [{ kind: 'SelectItem', span, value: { kind: 'Star', span } } as const];
  return queryOf({ kind: 'Select', span: query.span, distinct: 'ALL', items, from, windows: [] });
}

const clock = new Set([
  ...['CURRENT_DATE', 'CURDATE', 'TODAY', 'CURRENT_TIMESTAMP', 'NOW', 'TRANSACTION_TIMESTAMP'],
  ...['STATEMENT_TIMESTAMP', 'CLOCK_TIMESTAMP', 'LOCALTIMESTAMP', 'CURRENT_TIME', 'LOCALTIME', 'AGE'],
]);

/** Tells of what has a value only while a statement runs. */
function dependsOnRun(query: Query, binder: Binder): void {
  const refuse = (node: AnyNode, why: string) => binder.report('QL2041', node.span, [print(node), why]);
  walk(query, (node) => {
    switch (node.kind) {
      case 'Parameter':
      case 'Variable':
      case 'VariableAssignment':
        refuse(node, 'it has a value only while a statement runs');
        return false;
      case 'FunctionCall': {
        const name = node.name.parts.at(-1)?.text.toUpperCase() ?? '';
        if (name === 'AGE' && node.arguments.length > 1) return true;
        if (clock.has(name)) refuse(node, 'it would stay what it was when the view was made');
        else if (name.startsWith('CONNECTION_POOL')) refuse(node, 'the server knows nothing of the pools');
        else return true;
        return false;
      }
      default:
        return true;
    }
  });
}

const methods: Readonly<Record<string, 'hashed' | 'text' | '2dsphere' | undefined>> = {
  btree: undefined,
  hash: 'hashed',
  hashed: 'hashed',
  text: 'text',
  '2dsphere': '2dsphere',
};

function createIndex(statement: CreateIndex, binder: Binder): Bound | undefined {
  const { name, unique, ifNotExists, on, keys, where, using } = statement;
  existing(on, binder);
  for (const { path } of keys) if (path[0]) checkKey(path[0], on, binder);
  const method = using?.text.toLowerCase();
  if (using && method !== undefined && !Object.hasOwn(methods, method))
    binder.report('QL2017', using.span, [
      `The index method ${using.text}`,
      'write btree, hash, text or "2dsphere"',
    ]);
  const special = method === undefined ? undefined : methods[method];
  const index: IndexSpecification = {
    ...(name ? { name: name.text } : {}),
    keys: keys.map((key) => ({
      path: key.path.map((part) => part.text).join('.'),
      direction: special ?? (key.direction === 'DESC' ? -1 : 1),
    })),
    unique,
  };
  const place = placeOf(on, binder);
  if (!where) return { kind: 'done', command: { kind: 'createIndex', place, ifNotExists, index } };
  const query = statementOf(bindQuery(filtered(on, where), undefined, binder), binder);
  return { kind: 'partialIndex', span: where.span, place, ifNotExists, index, query };
}

/** Tells of a key that no document is known to have. */
function checkKey(key: Identifier, on: QualifiedName, binder: Binder): void {
  const place = placeOf(on, binder);
  const info = binder.catalog.collections.find((each) => each.name === place.name);
  const fields = info?.fields.map(({ name }) => name) ?? [];
  if (place.database !== undefined || fields.length === 0 || key.text.includes('$')) return;
  if (key.text === '_id' || fields.includes(key.text)) return;
  const near = closest(key.text, fields);
  const fixes =
    near === undefined
      ? []
      : [{ title: `Change to ${near}`, changes: [{ span: key.span, text: writtenName(near) }] }];
  binder.report('QL2003', key.span, [place.name, key.text, didYouMean(near)], fixes);
}

/** The collection's documents for which the condition holds, without columns. */
function filtered(name: QualifiedName, where: Expression): Query {
  const from = [{ kind: 'NamedTable', span: name.span, name } as const];
  const { span } = where;
  return queryOf({ kind: 'Select', span, distinct: 'ALL', items: [], from, where, windows: [] });
}
