import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Expression, OnConflict } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundScan, BoundWrite, BoundWriteBranch } from './bound.ts';
import { compare, logical, negate, toCondition } from './compare-rows.ts';
import { emptyScope, loosened } from './scope.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';
import { afterwards, assignments, idOf, inScope } from './write-target.ts';
import type { Assigned, Target } from './write-target.ts';

/** A value that is unique in the collection: as its documents have it, and as the new row has it. */
interface KeyPart {
  readonly own: BoundExpression;
  readonly fresh: BoundExpression;
}

type ConflictKey = readonly KeyPart[];

/** The keys that ON CONFLICT speaks of: those that it names, or those of all unique indexes. */
export function conflictKeys(
  conflict: OnConflict,
  target: Target,
  after: ScopeRelation,
  fresh: readonly Assigned[],
  binder: Binder,
): readonly ConflictKey[] {
  const { constraint, span } = conflict;
  const own = inScope([target.visible], 'WHERE');
  const given = inScope([newRow(after, fresh)], 'WHERE');
  const bind = (node: Expression): KeyPart => ({
    own: binder.expression(node, own, binder),
    // What the same text names a second time need not be told again.
    fresh: binder.expression(node, given, { ...binder, references: [] }),
  });
  const column = (path: string): Expression => ({
    kind: 'ColumnReference',
    span,
    parts: path.split('.').map((text) => ({ kind: 'Identifier', span, text, quoted: true })),
  });
  const ofIndex = (fields: readonly string[]): ConflictKey => fields.map((field) => bind(column(field)));
  if (constraint) {
    const index = target.uniqueKeys.find((each) => each.name === constraint.text);
    if (index) return [ofIndex(index.fields)];
    const names = target.uniqueKeys.map((each) => each.name);
    const near = didYouMean(closest(constraint.text, names));
    binder.report('QL2046', constraint.span, [target.collection, constraint.text, near]);
    return [];
  }
  if (conflict.keys.length === 0) return target.uniqueKeys.map((index) => ofIndex(index.fields));
  // The condition says which index is meant; what that one holds is not known of it.
  if (conflict.targetWhere) binder.expression(conflict.targetWhere, own, binder);
  return [conflict.keys.map(bind)];
}

/** The new row as a key reads it: an _id that is not given is new. */
function newRow(after: ScopeRelation, fresh: readonly Assigned[]): ScopeRelation {
  if (fresh.some((each) => each.field === '_id')) return after;
  const without = (column: ScopeColumn): ScopeColumn =>
    column.name === '_id' ? { ...column, value: shape.constant(null, shape.nullType, after.span) } : column;
  return { ...after, columns: after.columns.map(without), hidden: after.hidden.map(without) };
}

interface ConflictParts {
  readonly insert: BoundWriteBranch;
  readonly keys: readonly ConflictKey[];
  readonly fresh: readonly Assigned[];
}

interface Met extends Pick<BoundWrite, 'id' | 'branches' | 'keys' | 'onDuplicate' | 'once'> {
  readonly existing: { readonly relation: BoundScan; readonly on: BoundExpression };
  /** The written row, as RETURNING sees it. */
  readonly visible: ScopeRelation;
  readonly updates: boolean;
}

/** What a row does that meets a document with its key. */
export function onConflict(
  conflict: OnConflict,
  target: Target,
  after: ScopeRelation,
  { insert, keys, fresh }: ConflictParts,
  binder: Binder,
): Met {
  const { span } = conflict;
  const equal = keys.map((key) =>
    logical(
      'AND',
      key.map((part) => compare('=', part.own, part.fresh, span)),
      span,
    ),
  );
  const on = logical('OR', equal, span);
  const id: BoundExpression = { ...idOf(target, span), nullable: true };
  const missing = shape.isNull(id, span);
  const insertMissing = { ...insert, when: missing };
  const existing: Met['existing'] = { relation: target.relation, on };
  // A new _id meets no other.
  const isNewId = ({ own }: KeyPart) =>
    own.kind === 'column' &&
    id.kind === 'column' &&
    own.id === id.id &&
    !fresh.some(({ field }) => field === '_id');
  const keyValues = keys.filter((key) => !key.some(isNewId)).map((key) => key.map((part) => part.fresh));
  if (conflict.action === 'NOTHING') {
    return {
      existing,
      id,
      branches: [insertMissing],
      keys: keyValues,
      onDuplicate: 'skip',
      once: false,
      visible: after,
      updates: false,
    };
  }
  const { where, values, columns, kept } = updateOf(conflict, target, after, binder);
  const present = negate(missing, span);
  const taken = where ? logical('AND', [present, where], span) : present;
  /** What RETURNING sees of a column: of the inserted row, or of the updated one. */
  const either = (column: ScopeColumn): ScopeColumn => {
    const inserted = fresh.find((each) => each.field === column.name)?.value;
    // One that is not given is made when the document is written.
    if (column.name === '_id' && !inserted) return column;
    const value: BoundExpression = {
      kind: 'case',
      branches: [{ when: missing, then: inserted ?? shape.constant(null, column.type, span) }],
      otherwise: kept(column.name),
      span,
      ...shape.shapeOf(column),
      nullable: true,
    };
    return { ...column, value };
  };
  const names = new Set(after.columns.map((column) => column.name));
  const all = [...after.columns, ...columns.filter((column) => !names.has(column.name))];
  const { open } = after;
  return {
    existing,
    id,
    branches: [insertMissing, { action: 'update', when: taken, values }],
    keys: keyValues,
    onDuplicate: 'fail',
    once: true,
    visible: {
      ...after,
      columns: all.map(either),
      hidden: after.hidden.map(either),
      ...(open ? { open: (name) => either(open(name)) } : {}),
    },
    updates: true,
  };
}

interface Update {
  readonly where: BoundExpression | undefined;
  readonly values: BoundWriteBranch['values'];
  /** The columns of the document, those that are only now given to it among them. */
  readonly columns: readonly ScopeColumn[];
  /** What a column of the target holds behind the update. */
  readonly kept: (name: string) => BoundExpression;
}

/** DO UPDATE SET … WHERE …, whose expressions see the document that is there and EXCLUDED, the row that could not be inserted. */
function updateOf(conflict: OnConflict, target: Target, after: ScopeRelation, binder: Binder): Update {
  const loose = loosened(target.visible);
  const excluded: ScopeRelation = { ...after, name: 'excluded' };
  const all = [...excluded.columns, ...excluded.hidden];
  const scope: Scope = {
    ...emptyScope,
    relations: [loose, { ...excluded, merged: new Set(all.map((column) => column.name)) }],
    clause: 'SET',
  };
  const where =
    conflict.where && toCondition(binder.expression(conflict.where, { ...scope, clause: 'WHERE' }, binder));
  const set = assignments(conflict.set, { ...target, visible: loose }, scope, binder);
  const update = afterwards({ ...target, visible: loose }, set, binder);
  return {
    where,
    values: update.computed.map(({ field, item }) => ({ field, value: item.value })),
    columns: update.after.columns,
    kept(name) {
      const computed = update.computed.find((each) => each.field === name)?.item.value;
      if (computed) return computed;
      const { columns, hidden, open } = update.after;
      const own = [...columns, ...hidden].find((column) => column.name === name) ?? open?.(name);
      return own
        ? shape.column(own.id, own, conflict.span)
        : shape.constant(null, shape.nullType, conflict.span);
    },
  };
}
