import type { SqlType } from '../catalog/types.ts';
import type { Expression, Insert, OnConflict, Query } from '../syntax/ast/query.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import { fingerprint, some } from './walk.ts';
import type {
  BoundExpression,
  BoundItem,
  BoundRelation,
  BoundScan,
  BoundWrite,
  BoundWriteBranch,
} from './bound.ts';
import {
  afterwards,
  asField,
  assignments,
  defaultOf,
  idOf,
  returningOf,
  targetOf,
  withOf,
} from './write-target.ts';
import type { Assigned, Target } from './write-target.ts';
import { logical, toCondition } from './compare-rows.ts';
import { emptyScope } from './scope.ts';
import type { Scope, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';

/** INSERT: the rows of its source as new documents, or, where a key is taken, what ON CONFLICT says. */
export function bindInsert(statement: Insert, given: Binder): BoundWrite {
  const binder = withOf(statement, given);
  const bare = targetOf(statement.target, undefined, binder);
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
  const keys = conflict ? keysOf(conflict, target, fresh) : [];
  const [key] = keys;
  if (!conflict || !key) {
    const returned = returningInserted(statement, after, fresh, binder);
    return { ...base, ...returned, branches: [insert], keys: [], onDuplicate: 'insert', once: false };
  }
  return onConflict(statement, conflict, target, after, { base, insert, keys, fresh }, binder);
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
  const declared = (name: string): SqlType | undefined => {
    const info = target.fields.find((field) => field.name === name);
    return info?.certainty === 'declared' ? info.type : undefined;
  };
  const query = binder.query(withoutDefaults(source), undefined, binder, names.map(declared));
  if (query.outputs.length > names.length) {
    if (names.length > 0 || given.length > 0) {
      binder.report('QL2013', source.span, ['INSERT', names.length, query.outputs.length]);
    }
    names.push(...query.outputs.slice(names.length).map((output) => output.name));
  } else if (given.length > 0 && query.outputs.length < given.length) {
    binder.report('QL2013', source.span, ['INSERT', given.length, query.outputs.length]);
  }
  const defaults = defaultMarks(source);
  const written = query.outputs.flatMap((output, index): Assigned[] => {
    const field = names[index];
    if (field === undefined) return [];
    const value = asField(shape.column(output.id, output, output.span), field, target);
    const info = target.fields.find((each) => each.name === field);
    if (info?.generated !== undefined) return [];
    return [{ field, value: defaults.has(index) ? orDefault(value, defaultOf(info, span, binder)) : value }];
  });
  const from: BoundRelation = { kind: 'derived', span: source.span, query };
  return { from, values: [...written, ...rest(names.slice(0, query.outputs.length))] };
}

/** The columns in which some row of VALUES has DEFAULT. */
function defaultMarks(source: Query): ReadonlySet<number> {
  if (source.body.kind !== 'Values') return new Set();
  return new Set(
    source.body.rows.flatMap((row) =>
      row.flatMap((value, index) => (value.kind === 'DefaultValue' ? [index] : [])),
    ),
  );
}

/** VALUES with NULL where DEFAULT stands. */
function withoutDefaults(source: Query): Query {
  if (source.body.kind !== 'Values' || defaultMarks(source).size === 0) return source;
  const rows = source.body.rows.map((row) =>
    row.map((value): Expression =>
      value.kind === 'DefaultValue'
        ? { kind: 'Literal', span: value.span, type: 'null', text: 'null' }
        : value,
    ),
  );
  return { ...source, body: { ...source.body, rows } };
}

function orDefault(value: BoundExpression, otherwise: BoundExpression): BoundExpression {
  const nullable = value.nullable && otherwise.nullable;
  return {
    kind: 'coalesce',
    operands: [value, otherwise],
    span: value.span,
    ...shape.shapeOf(value),
    nullable,
  };
}

/** The unique keys that ON CONFLICT speaks of, as the new row's values for their fields. */
function keysOf(
  conflict: OnConflict,
  target: Target,
  fresh: readonly Assigned[],
): readonly (readonly Assigned[])[] {
  const named = conflict.columns.map((column) => column.text);
  const value = (field: string): Assigned =>
    fresh.find((each) => each.field === field) ?? {
      field,
      value: shape.constant(null, shape.nullType, conflict.span),
    };
  if (named.length > 0) return [named.map(value)];
  return target.uniqueKeys.map((fields) => fields.map(value));
}

interface ConflictParts {
  readonly base: Pick<BoundWrite, 'kind' | 'span' | 'name' | 'collection' | 'database' | 'from' | 'computed'>;
  readonly insert: BoundWriteBranch;
  readonly keys: readonly (readonly Assigned[])[];
  readonly fresh: readonly Assigned[];
}

function onConflict(
  statement: Insert,
  conflict: OnConflict,
  target: Target,
  after: ScopeRelation,
  { base, insert, keys, fresh }: ConflictParts,
  binder: Binder,
): BoundWrite {
  const { span } = conflict;
  const own = (field: string): BoundExpression => {
    const found = target.visible.columns.find((column) => column.name === field);
    return found ? shape.column(found.id, found, span) : shape.constant(null, shape.nullType, span);
  };
  const equal = keys.map((key) =>
    logical(
      'AND',
      key.map(({ field, value }): BoundExpression => {
        const column = own(field);
        return {
          kind: 'comparison',
          operator: '=',
          left: column,
          right: value,
          span,
          ...shape.condition([column, value]),
        };
      }),
      span,
    ),
  );
  const on = logical('OR', equal, span);
  const id: BoundExpression = { ...idOf(target, span), nullable: true };
  const missing: BoundExpression = {
    kind: 'test',
    test: 'NULL',
    operand: id,
    span,
    type: shape.booleanType,
    nullable: false,
  };
  const existing: { relation: BoundScan; on: BoundExpression } = { relation: target.relation, on };
  const keyValues = keys.map((key) => key.map((each) => each.value));
  if (conflict.action === 'NOTHING') {
    const returned = returningInserted(statement, after, fresh, binder);
    return {
      ...base,
      existing,
      id,
      branches: [{ ...insert, when: missing }],
      ...returned,
      keys: keyValues,
      onDuplicate: 'skip',
      once: false,
    };
  }
  const loose: ScopeRelation = {
    ...target.visible,
    columns: target.visible.columns.map((column) => ({ ...column, nullable: true })),
  };
  // EXCLUDED is the row that could not be inserted.
  const excluded: ScopeRelation = { ...after, name: 'excluded', hidden: [] };
  const scope: Scope = {
    ...emptyScope,
    relations: [loose, { ...excluded, merged: new Set(excluded.columns.map((column) => column.name)) }],
    clause: 'SET',
  };
  const where =
    conflict.where && toCondition(binder.expression(conflict.where, { ...scope, clause: 'WHERE' }, binder));
  const set = assignments(conflict.set, { ...target, visible: loose }, scope, binder);
  const update = afterwards({ ...target, visible: loose }, set, binder);
  // RETURNING sees the inserted row, or the updated one.
  const columns = after.columns.map((column, index) => {
    const updated = update.after.columns[index];
    const field = fresh.find((each) => each.field === column.name);
    const inserted = field?.value ?? shape.constant(null, column.type, span);
    const kept = updated
      ? (set.find((each) => each.field === column.name)?.value ?? shape.column(updated.id, updated, span))
      : inserted;
    const value: BoundExpression = {
      kind: 'case',
      branches: [{ when: missing, then: inserted }],
      otherwise: kept,
      span,
      ...shape.shapeOf(column),
      nullable: true,
    };
    return { ...column, value };
  });
  const returned = returningInserted(statement, { ...after, columns }, fresh, binder, true);
  const present: BoundExpression = {
    kind: 'not',
    operand: missing,
    span,
    type: shape.booleanType,
    nullable: false,
  };
  const taken = where ? logical('AND', [present, where], span) : present;
  return {
    ...base,
    existing,
    id,
    branches: [
      { ...insert, when: missing },
      {
        action: 'update',
        when: taken,
        values: update.computed.map(({ field, item }) => ({ field, value: item.value })),
      },
    ],
    ...returned,
    keys: keyValues,
    onDuplicate: 'fail',
    once: true,
  };
}

/** RETURNING over new documents: their _id is only made when they are written, and put into the rows then. */
function returningInserted(
  statement: Insert,
  after: ScopeRelation,
  fresh: readonly Assigned[],
  binder: Binder,
  updates = false,
): Pick<BoundWrite, 'returning' | 'outputs' | 'insertedIds'> {
  const { items, outputs } = returningOf(statement.returning, [after], binder);
  const id = [...after.columns, ...after.hidden].find((column) => column.name === '_id');
  if (!id || fresh.some((each) => each.field === '_id'))
    return { returning: items, outputs, insertedIds: [] };
  const mark = fingerprint(id.value ?? shape.column(id.id, id, statement.span));
  const insertedIds = items.filter((item) => fingerprint(item.value) === mark).map((item) => item.id);
  // A row that is updated has its _id already: only those that are inserted are given one.
  if (updates) return { returning: items, outputs, insertedIds };
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
