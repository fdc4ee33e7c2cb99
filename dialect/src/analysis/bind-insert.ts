import { findFunction } from '../functions/index.ts';
import type { Expression, Insert, Query } from '../syntax/ast/query.ts';
import { walk } from '../syntax/walk.ts';
import { conflictKeys, onConflict } from './bind-conflict.ts';
import { noVersion, returningOf } from './bind-returning.ts';
import { notAvailable } from './binder.ts';
import type { Binder, Wanted } from './binder.ts';
import type { BoundItem, BoundRelation, BoundWrite, BoundWriteBranch } from './bound.ts';
import { fingerprint } from './fingerprint.ts';
import { selectOf } from './made-query.ts';
import { loosened } from './scope.ts';
import type { ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';
import { some } from './walk.ts';
import { afterwards, asField, defaultOf, reportTwice, targetOf, withOf } from './write-target.ts';
import type { Assigned, Target } from './write-target.ts';

/** INSERT: the rows of its source as new documents, or, where a key is taken, what ON CONFLICT says. */
export function bindInsert(statement: Insert, given: Binder): BoundWrite {
  const binder = withOf(statement, given);
  const bare = targetOf(statement.target, undefined, binder, true);
  const name = statement.alias?.text ?? bare.visible.name;
  const target: Target = name === undefined ? bare : { ...bare, visible: { ...bare.visible, name } };
  const { from, values } = rowsOf(statement, target, binder);
  const { computed, after } = afterwards(target, values, binder, false);
  const items = computed.map((each) => each.item);
  const fresh = computed.map(({ field, item }) => ({
    field,
    value: shape.column(item.id, item.value, item.value.span),
  }));
  const insert: BoundWriteBranch = { action: 'insert', values: fresh };
  const base = {
    kind: 'write',
    span: statement.span,
    name: `insert_${binder.newId()}`,
    collection: target.collection,
    ...(target.database === undefined ? {} : { database: target.database }),
    from,
    computed: items,
  } as const;
  const { conflict } = statement;
  const keys = conflict ? conflictKeys(conflict, target, after, fresh, binder) : [];
  if (!conflict || keys.length === 0) {
    const returned = returningInserted(statement, after, fresh, binder);
    return { ...base, ...returned, branches: [insert], keys: [], onDuplicate: 'insert', once: false };
  }
  const met = onConflict(conflict, target, after, { insert, keys, fresh }, binder);
  const { visible, updates, ...write } = met;
  return {
    ...base,
    ...write,
    ...returningInserted(statement, visible, fresh, binder, updates ? loosened(target.visible) : undefined),
  };
}

interface Rows {
  readonly from: BoundRelation;
  readonly values: readonly Assigned[];
}

/** The source's rows, and what each field of a new document is in terms of them. */
function rowsOf(statement: Insert, target: Target, binder: Binder): Rows {
  const { source, span } = statement;
  const given = statement.columns.map((column) => column.text);
  const names = given.length > 0 ? given : target.fields.map((field) => field.name);
  reportTwice(
    statement.columns.map((column) => [column]),
    binder,
  );
  for (const column of statement.columns) {
    if (!target.visible.open && !target.fields.some((field) => field.name === column.text)) {
      binder.report('QL2002', column.span, [column.text, '']);
    }
  }
  const rest = (written: readonly string[]): Assigned[] =>
    target.fields
      .filter((field) => field.default !== undefined && !written.includes(field.name))
      .map((field) => ({ field: field.name, value: defaultOf(field, span, binder) }));
  if (!source) return { from: { kind: 'single', span }, values: rest([]) };
  if (names.length === 0 && source.body.kind === 'Values')
    binder.report('QL2040', statement.target.span, [target.collection]);
  const wanted = names.map((name): Wanted[number] => {
    const info = target.fields.find((field) => field.name === name);
    const type = info?.certainty === 'declared' ? { type: info.type } : {};
    return { ...type, byDefault: () => defaultOf(info, span, binder) };
  });
  const query = binder.query(rowsWithin(source), undefined, binder, wanted);
  if (query.outputs.length > names.length) {
    if (names.length > 0 || given.length > 0) {
      binder.report('QL2013', source.span, ['INSERT', names.length, query.outputs.length]);
    }
    names.push(...query.outputs.slice(names.length).map((output) => output.name));
  } else if (given.length > 0 && query.outputs.length < given.length) {
    binder.report('QL2013', source.span, ['INSERT', given.length, query.outputs.length]);
  }
  const written = query.outputs.flatMap((output, index): Assigned[] => {
    const field = names[index];
    if (field === undefined) return [];
    return [{ field, value: asField(shape.column(output.id, output, output.span), field, target, binder) }];
  });
  const from: BoundRelation = { kind: 'derived', span: source.span, query };
  return { from, values: [...written, ...rest(names.slice(0, query.outputs.length))] };
}

/** One row of VALUES in which a function gives several rows, as the SELECT that it stands for. */
function rowsWithin(source: Query): Query {
  const [row, ...others] = source.body.kind === 'Values' ? source.body.rows : [];
  if (!row || others.length > 0 || !row.some(givesRows)) return source;
  return { ...source, body: selectOf(row, source.body.span).body };
}

function givesRows(value: Expression): boolean {
  let found = false;
  walk(value, (node) => {
    if (node.kind === 'FunctionCall')
      found ||= findFunction(node.name.parts.at(-1)?.text ?? '')?.category === 'table';
    return node.kind !== 'Query';
  });
  return found;
}

/**
 * RETURNING over new documents: their _id is only made when they are written, and put into the rows then. `updated` is what a row that
 * meets its key is written over.
 */
function returningInserted(
  statement: Insert,
  after: ScopeRelation,
  fresh: readonly Assigned[],
  binder: Binder,
  updated?: ScopeRelation,
): Pick<BoundWrite, 'returning' | 'outputs' | 'insertedIds'> {
  const { items, outputs } = returningOf(
    statement.returning,
    [after],
    { old: updated ?? noVersion(after), new: after },
    binder,
  );
  const id = [...after.columns, ...after.hidden].find((column) => column.name === '_id');
  if (!id || fresh.some((each) => each.field === '_id'))
    return { returning: items, outputs, insertedIds: [] };
  const mark = fingerprint(id.value ?? shape.column(id.id, id, statement.span));
  const insertedIds = items.filter((item) => fingerprint(item.value) === mark).map((item) => item.id);
  // A row that is updated has its _id already: only those that are inserted are given one.
  if (updated) return { returning: items, outputs, insertedIds };
  const returning = items.map((item): BoundItem => {
    if (insertedIds.includes(item.id)) {
      return { ...item, value: shape.constant(null, id.type, statement.span) };
    }
    if (some(item.value, (each) => fingerprint(each) === mark)) {
      notAvailable(binder, 'An expression over the _id of a new document', item.value.span);
    }
    return item;
  });
  return { returning, outputs, insertedIds };
}
