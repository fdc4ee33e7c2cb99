import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import type { VisibleRelation, VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { Analysis } from '../../../../dialect/src/analysis/analyze.ts';
import { alertSeverities } from '../../../../dialect/src/catalog/alerts-table.ts';
import {
  informationTables,
  isInformationSchema,
} from '../../../../dialect/src/catalog/information-schema.ts';
import { virtualTables } from '../../../../dialect/src/catalog/virtual-tables.ts';
import { castTypeNames, typeText } from '../../../../dialect/src/functions/casts/type-name.ts';
import type { FunctionDescription } from '../../../../dialect/src/functions/function-row.ts';
import { functions } from '../../../../dialect/src/functions/index.ts';
import { poolFunctions, usePoolFunction } from '../../../../dialect/src/functions/pool-functions.ts';
import { settingNames } from '../../../../dialect/src/analysis/settings.ts';
import type { Catalog, SqlType } from '../../../../dialect/src/index.ts';
import type { Want } from '../../../../dialect/src/syntax/expected.ts';
import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import { nodePath } from '../../../../dialect/src/syntax/walk.ts';
import { signatureText } from '../../describe/function.ts';
import { counts, intervals, intervalUnitNames, timeZones, windows } from './constants.ts';
import { durations } from './option-suggestions.ts';
import type { Suggestion } from './suggestion.ts';

/**
 * What is visible at the offset: in the innermost SELECT there, or in the query whose ORDER BY or LIMIT it is in, and behind that what the
 * queries around it see, which a correlated subquery may name.
 */
export function scopeAt(
  statement: Statement | undefined,
  analysis: Analysis,
  offset: number,
): VisibleScope | undefined {
  const found: VisibleScope[] = [];
  for (const node of statement ? nodePath(statement, offset).reverse() : []) {
    const span = node.kind === 'Query' ? node.body.span : node.span;
    const scope = analysis.scopes.find(
      (each) => each.span.start === span.start && each.span.end === span.end,
    );
    if (scope && !found.includes(scope)) found.push(scope);
  }
  const [inner, ...outer] = found;
  if (!inner) return undefined;
  const names = new Set(inner.relations.map(({ name }) => name));
  const visible = outer.flatMap(({ relations }) => relations.filter(({ name }) => !names.has(name)));
  return {
    span: inner.span,
    aliases: inner.aliases,
    listed: inner.listed,
    relations: [...inner.relations, ...visible],
    ctes: [...new Set(found.flatMap(({ ctes: own }) => own))],
  };
}

/** What fills a kind of place from the catalogue and the statement. */
export function suggestionsFor(
  want: Want,
  catalog: Catalog,
  scope: VisibleScope | undefined,
  target: string | undefined,
): readonly Suggestion[] {
  switch (want) {
    case 'expression':
      return [
        ...valueColumns(catalog, scope, target),
        ...(scope?.aliases ?? []).map((label): Suggestion => ({ label, kind: 'alias' })),
        ...relationNames(scope),
        ...variables(catalog),
        ...allFunctions,
      ];
    case 'column':
      return target === undefined ? (scope?.relations ?? []).flatMap(columnsOf) : fieldsOf(catalog, target);
    case 'shared column':
      return shared(scope?.relations ?? []);
    case 'key column':
      return target === undefined ? [] : fieldsOf(catalog, target);
    case 'unique key':
      return uniqueKeys(catalog, target);
    case 'row value':
      return target === undefined ? [] : [{ label: 'DEFAULT', kind: 'keyword' }];
    case 'count':
      return [...counts, ...variables(catalog)];
    case 'window':
      return windows;
    case 'interval':
      return intervals;
    case 'unit':
      return intervalUnitNames;
    case 'time zone':
      return timeZones;
    case 'relation':
      return [...ctes(scope), ...collections(catalog), ...tableFunctions, ...rowFunctions];
    case 'collection':
      return collections(catalog);
    case 'pool table':
      return tableFunctions;
    case 'pool options':
      return [wholeOptions];
    case 'duration':
      return durations.map((label) => ({ label, kind: 'value' }));
    case 'setting':
      return settingNames.map((label) => ({ label, kind: 'option' }));
    case 'index':
      return catalog.collections.flatMap(indexes);
    case 'pool':
      return pools(catalog);
    case 'alert':
      return alerts(catalog);
    case 'severity':
      return alertSeverities.map((label) => ({ label, kind: 'value' }));
    case 'pool group':
      return groups(catalog);
    case 'connection':
      return catalog.connections.map((label) => ({ label, kind: 'connection' }));
    case 'database':
      return catalog.databases.map((label) => ({ label, kind: 'database' }));
    case 'type':
      return castTypeNames.map((label) => ({ label, kind: 'type' }));
    default:
      return [];
  }
}

/** The columns that a value may be made of: those of FROM, or of what is written, or of every collection while FROM is still to come. */
function valueColumns(
  catalog: Catalog,
  scope: VisibleScope | undefined,
  target: string | undefined,
): readonly Suggestion[] {
  if (scope && scope.relations.length > 0) return scope.relations.flatMap(columnsOf);
  return scope || target === undefined ? anyColumns(catalog) : fieldsOf(catalog, target);
}

/** The columns that several relations have, each once; where there is none, all of them. */
function shared(relations: readonly VisibleRelation[]): readonly Suggestion[] {
  const all = relations.flatMap(columnsOf);
  const common = all.filter(({ label }, index) =>
    all.some((other, at) => at !== index && other.label === label),
  );
  return common.length > 0 ? common : all;
}

/** The columns of unique indexes as ON CONFLICT names them. */
function uniqueKeys({ collections: all }: Catalog, target: string | undefined): readonly Suggestion[] {
  const unique = all.find(({ name }) => name === target)?.indexes.filter((index) => index.unique) ?? [];
  return unique.map(({ keys, name }) => ({
    ...{ label: `(${keys.map(({ path }) => writtenName(path)).join(', ')})`, kind: 'value', detail: name },
  }));
}

/** The columns behind `alias.`, the fields behind `alias.document.`, or the tables behind `information_schema.`. */
export function membersOf(
  parts: readonly string[],
  scope: VisibleScope | undefined,
  catalog: Catalog,
): readonly Suggestion[] {
  const [first = '', ...rest] = parts;
  if (isInformationSchema(first) && rest.length === 0) return informationSchema;
  const relation = scope?.relations.find(({ name }) => same(name, first));
  if (relation && rest.length === 0) return columnsOf(relation);
  const path = relation ? rest : parts;
  const columns = relation ? relation.columns : (scope?.relations ?? []).flatMap((each) => each.columns);
  const type = path.reduce<SqlType | undefined>(
    (outer, name) => fieldsOfType(outer)?.find((field) => field.name === name)?.type,
    { name: 'document', fields: columns },
  );
  const members = fieldsOfType(type) ?? [];
  if (members.length === 0 && rest.length === 0) return anyColumns(catalog, first);
  return members.map(({ name, type: inner }) => ({
    label: name,
    kind: 'column',
    detail: typeText(inner),
    insert: writtenName(name),
  }));
}

/** Pool and group names as strings, for the functions that take one. */
export function poolStrings(catalog: Catalog): readonly Suggestion[] {
  return [...pools(catalog), ...groups(catalog)].map(({ label, insert: _, ...rest }) => ({
    ...rest,
    label: `'${label}'`,
  }));
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function fieldsOfType(type: SqlType | undefined): SqlType['fields'] {
  return type?.name === 'array' ? type.element?.fields : type?.fields;
}

function columnsOf(relation: VisibleRelation): readonly Suggestion[] {
  return relation.columns.map(({ name, type }) => ({
    label: name,
    kind: 'column',
    detail: `${typeText(type)} · ${relation.name}`,
    insert: writtenName(name),
    subject: { kind: 'column', relation: relation.name, name, type },
  }));
}

function fieldsOf(catalog: Catalog, collection: string): readonly Suggestion[] {
  const fields = catalog.collections.find(({ name }) => name === collection)?.fields ?? [];
  return columnsOf({ name: collection, columns: fields });
}

/** Columns of every collection, while FROM is still to be written; those of collections that an alias may be short for come first. */
function anyColumns(catalog: Catalog, alias = ''): readonly Suggestion[] {
  const begins = ({ name }: { readonly name: string }) => name.toLowerCase().startsWith(alias.toLowerCase());
  const { collections: all } = catalog;
  return [...all.filter(begins), ...all.filter((each) => !begins(each))]
    .flatMap(({ name, fields }) => columnsOf({ name, columns: fields }))
    .slice(0, mostColumns);
}

/** As many columns as a list of suggestions takes before it is slow to show. */
const mostColumns = 1000;

function relationNames(scope: VisibleScope | undefined): readonly Suggestion[] {
  return (scope?.relations ?? []).map(({ name }) => ({ label: name, kind: 'alias', detail: 'in FROM' }));
}

function variables(catalog: Catalog): readonly Suggestion[] {
  return Object.entries(catalog.variables).map(([name, type]) => ({
    label: `@${name}`,
    kind: 'variable',
    detail: typeText(type),
    subject: { kind: 'variable', name },
  }));
}

function collections(catalog: Catalog): readonly Suggestion[] {
  return catalog.collections.map(({ name, kind, estimatedCount }) => ({
    label: name,
    kind: 'collection',
    detail:
      estimatedCount === undefined ? kind : `${kind} · ${estimatedCount.toLocaleString('en')} documents`,
    insert: writtenName(name),
    subject: { kind: 'collection', name },
  }));
}

const wholeOptions: Suggestion = {
  ...{ label: 'JSON_BUILD_OBJECT(…)', kind: 'value', detail: 'defaults of later pools', snippet: true },
  ...{ insert: 'JSON_BUILD_OBJECT($1)', goOn: true },
};

/** The indexes that somebody made: that of `_id` cannot be dropped. */
function indexes({ name: collection, indexes: all }: Catalog['collections'][number]): readonly Suggestion[] {
  const made = all.filter(({ name }) => name !== '_id_');
  return made.map(({ name }) => ({
    ...{ label: name, kind: 'index', detail: `index of ${collection}`, insert: writtenName(name) },
  }));
}

function ctes(scope: VisibleScope | undefined): readonly Suggestion[] {
  return (scope?.ctes ?? []).map((label) => ({ label, kind: 'query', detail: 'query of WITH' }));
}

function groups({ groups: all = [] }: Catalog): readonly Suggestion[] {
  return all.map(({ name, type }) => ({
    label: name,
    kind: 'pool',
    detail: `group · ${type}`,
    insert: writtenName(name),
    subject: { kind: 'pool', name },
  }));
}

function pools(catalog: Catalog): readonly Suggestion[] {
  return catalog.pools.map(({ name, state }) => ({
    label: name,
    kind: 'pool',
    detail: state,
    insert: name.split('.').map(writtenName).join('.'),
    subject: { kind: 'pool', name },
  }));
}

function alerts(catalog: Catalog): readonly Suggestion[] {
  return catalog.alerts.map(({ name, severity, origin }) => ({
    label: name,
    kind: 'alert',
    detail: `${severity} · ${origin}`,
    insert: writtenName(name),
    subject: { kind: 'alert', name },
  }));
}

const informationSchema: readonly Suggestion[] = informationTables.map(({ name, documentation }) => ({
  label: name,
  kind: 'table',
  detail: documentation,
}));

const tableFunctions: readonly Suggestion[] = virtualTables.map(({ name, documentation }) => ({
  label: `${name}()`,
  kind: 'table',
  detail: documentation,
  subject: { kind: 'table', name },
}));

const allFunctions: readonly Suggestion[] = [...functions, ...poolFunctions, usePoolFunction]
  .flatMap((row) => [row.name, ...(row.aliases ?? [])].map((name) => suggestFunction(row, name)))
  .sort((a, b) => (a.label < b.label ? -1 : 1));

/** Functions that give rows: GENERATE_SERIES, UNNEST. */
const rowFunctions: readonly Suggestion[] = functions
  .filter(({ category }) => category === 'table')
  .map((row) => suggestFunction(row, row.name));

function suggestFunction({ signatures }: FunctionDescription, name: string): Suggestion {
  const [signature] = signatures;
  const takesNothing = signature === undefined || signature.parameters.every(({ optional }) => optional);
  return {
    label: name,
    kind: 'function',
    detail: signature && `${signatureText(name, signature)} → ${signature.returnsText}`,
    insert: takesNothing ? `${name}()` : `${name}($1)`,
    snippet: !takesNothing,
    subject: { kind: 'function', name },
  };
}
