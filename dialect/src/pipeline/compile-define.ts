import type { BoundDefine, BoundExecute, BoundPartialIndex } from '../analysis/bound-define.ts';
import { problem } from '../problems/catalog.ts';
import type { Problem } from '../problems/problem.ts';
import type { Document, QueryCommand } from './command.ts';
import type { CatalogueCommand, ExecuteCommand } from './statement-command.ts';

export interface Defined {
  readonly command?: CatalogueCommand<QueryCommand> | ExecuteCommand<QueryCommand>;
  readonly problems: readonly Problem[];
}

type Over = BoundDefine<unknown> | BoundPartialIndex<unknown> | BoundExecute<unknown>;

/** A statement over a query, from the query's own command. */
export function defineOver(statement: Over, query: QueryCommand | undefined): Defined {
  switch (statement.kind) {
    case 'execute': {
      const { kind, name, count } = statement;
      return { command: { kind, name, count, ...(query ? { values: query } : {}) }, problems: [] };
    }
    case 'define':
      return define(statement, query);
    case 'partialIndex':
      return partialIndex(statement, query);
  }
}

function define(
  { object, place, lenient, span }: BoundDefine<unknown>,
  query: QueryCommand | undefined,
): Defined {
  const refused = (what: string, why: string): Defined => ({
    problems: [problem('QL2041', span, [what, why])],
  });
  if (!query) {
    return object === 'view'
      ? refused('a recursive query or a write', 'it is more than one pipeline')
      : { problems: [problem('QL4001', span, ['CREATE TABLE … AS over a recursive query or a write'])] };
  }
  const named = withNames(query);
  if (object === 'collection')
    return { command: { kind: 'createFrom', place, ifNotExists: lenient, query: named }, problems: [] };
  const { source, pipeline } = named;
  if (source.kind !== 'collection' || query.inProcess)
    return refused('a query that reads no collection', 'MongoDB makes views of collections');
  if (source.database !== place.database)
    return refused('a collection of another database', 'MongoDB makes views within one database');
  const command = { kind: 'createView', place, orReplace: lenient, on: source.collection, pipeline } as const;
  return { command, problems: [] };
}

/** The query with documents whose fields have the columns' own names, in their order. */
function withNames(query: QueryCommand): QueryCommand {
  const last = (query.pipeline.at(-1)?.['$project'] ?? {}) as Document;
  const { columns } = query;
  const fields = columns.map(
    ({ name, field }) => [name, last[field] === 1 ? `$${field}` : last[field]] as const,
  );
  const project = Object.fromEntries([
    ...(columns.some(({ name }) => name === '_id') ? [] : [['_id', 0] as const]),
    ...fields,
  ]);
  return {
    ...query,
    pipeline: [...query.pipeline.slice(0, -1), { $project: project }],
    columns: columns.map((column) => ({ ...column, field: column.name })),
  };
}

/** The condition as a filter that MongoDB takes for a partial index. */
function partialIndex(
  { place, ifNotExists, index, span }: BoundPartialIndex<unknown>,
  query: QueryCommand | undefined,
): Defined {
  const [first, ...rest] = query?.pipeline ?? [];
  const match = first?.['$match'] as Document | undefined;
  const refused = (why: string): Defined => ({ problems: [problem('QL2043', span, [why])] });
  if (!match || rest.some((stage) => !('$project' in stage)))
    return refused('it is not a condition on fields of the collection');
  const filter = simplified(match, index.unique);
  if (typeof filter === 'string') return refused(filter);
  return { command: { kind: 'createIndex', place, ifNotExists, index: { ...index, filter } }, problems: [] };
}

const allowed = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$exists', '$type']);

/** Every type of BSON but null. */
const present: Document = {
  $type: [
    ...['bool', 'number', 'string', 'date', 'objectId', 'object'],
    ...['array', 'binData', 'regex', 'timestamp'],
  ],
};

/**
 * The filter in the operators that partial indexes know; a sentence where that cannot be. Guards against arrays go:
 * the index then holds some documents more, and still answers the same condition.
 */
function simplified(filter: Document, unique: boolean): Document | string {
  const made: Document = {};
  for (const [name, value] of Object.entries(filter)) {
    const field = presentField(name, value);
    if (field !== undefined) made[field] = { ...(unique ? present : { $exists: true }) };
    else if (name === '$and' || name === '$or') {
      const parts = (value as Document[]).map((part) => simplified(part, unique));
      const bad = parts.find((part) => typeof part === 'string');
      if (bad !== undefined) return bad;
      made[name] = parts;
    } else if (name.startsWith('$')) return 'only comparisons of a field with a constant are possible';
    else {
      const conditions = conditionsOf(value, unique);
      if (typeof conditions === 'string') return `${name} ${conditions}`;
      made[name] = conditions;
    }
  }
  return made;
}

/** The field of `field IS NOT NULL`, where it is asked of a field that may hold an array. */
function presentField(name: string, value: unknown): string | undefined {
  if (name === '$nor') {
    const [field, ...more] = (value as readonly Document[]).flatMap(Object.keys);
    return more.length === 0 && field !== undefined && !field.startsWith('$') ? field : undefined;
  }
  if (name !== '$expr') return undefined;
  const [path, than, ...more] = ((value as Document)['$gt'] as readonly unknown[] | undefined) ?? [];
  const isField = typeof path === 'string' && /^\$[^$]/.test(path);
  return isField && than === null && more.length === 0 ? path.slice(1) : undefined;
}

function conditionsOf(value: unknown, unique: boolean): unknown {
  const plain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!plain || !Object.keys(value).some((key) => key.startsWith('$'))) return value;
  const made: Document = {};
  for (const [operator, operand] of Object.entries(value as Document)) {
    if (operator === '$ne' && operand === null) Object.assign(made, unique ? present : { $exists: true });
    else if (operator === '$not' && (operand as Document)['$type'] === 'array') continue;
    else if (operator === '$exists' && operand !== true) return 'cannot be asked to be missing';
    else if (allowed.has(operator)) made[operator] = operand;
    else return 'can only be compared with =, <, <=, >, >=, IN and IS NOT NULL';
  }
  return made;
}
