import type { Delete, Update } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { bindFrom } from './bind-from.ts';
import { bindInsert } from './bind-insert.ts';
import { bindMerge } from './bind-merge.ts';
import { noVersion, returningOf } from './bind-returning.ts';
import type { Binder, WriteStatement } from './binder.ts';
import type { BoundOutput, BoundRelation, BoundWrite } from './bound.ts';
import { toCondition } from './compare-rows.ts';
import type { ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';
import { StatementScope } from './visible-scope.ts';
import { afterwards, assignments, idOf, inScope, place, targetOf, withOf } from './write-target.ts';
import type { Target } from './write-target.ts';

/** Binds a write as the statement's next step. */
export function bindWrite(
  statement: WriteStatement,
  binder: Binder,
): { name: string; outputs: readonly BoundOutput[] } | undefined {
  const write = writeOf(statement, binder);
  if (!write) return undefined;
  binder.steps.push(write);
  return { name: write.name, outputs: write.outputs };
}

function writeOf(statement: WriteStatement, binder: Binder): BoundWrite | undefined {
  switch (statement.kind) {
    case 'Insert':
      return bindInsert(statement, binder);
    case 'Update':
      return bindUpdate(statement, binder);
    case 'Delete':
      return bindDelete(statement, binder);
    case 'Merge':
      return bindMerge(statement, binder);
  }
}

function bindUpdate(statement: Update, binder: Binder): BoundWrite {
  const target = targetOf(statement.target, statement.alias, binder);
  const inner = statement.with ? withOf(statement, binder) : binder;
  const { relation, visible } = beside(target, statement.from, statement.span, inner);
  const scope = inScope([target.visible, ...visible], 'SET');
  inner.scopes.push(new StatementScope(statement.span, scope.relations, inner.ctes));
  const where =
    statement.where && toCondition(inner.expression(statement.where, { ...scope, clause: 'WHERE' }, inner));
  const values = assignments(statement.set, target, scope, inner);
  const { computed, after } = afterwards(target, values, inner);
  const returned = returningOf(
    statement.returning,
    [after, ...visible],
    { old: target.visible, new: after },
    inner,
  );
  // What RETURNING reads is computed once, before its own queries ask for it.
  const before = returned.items.length > 0;
  return {
    kind: 'write',
    span: statement.span,
    name: `update_${binder.newId()}`,
    ...place(target),
    from: relation,
    computed: before ? computed.map(({ item }) => item) : [],
    ...(where ? { where } : {}),
    id: idOf(target, statement.span),
    branches: [
      {
        action: 'update',
        values: computed.map(({ field, item: { id, value } }) => ({
          field,
          value: before ? shape.column(id, value, value.span) : value,
        })),
      },
    ],
    returning: returned.items,
    outputs: returned.outputs,
    insertedIds: [],
    keys: [],
    onDuplicate: 'insert',
    once: false,
  };
}

/** The target joined with the relations of FROM or USING: WHERE says which rows belong together. */
function beside(
  target: Target,
  from: Update['from'],
  span: Span,
  binder: Binder,
): { relation: BoundRelation; visible: readonly ScopeRelation[] } {
  if (from.length === 0) return { relation: target.relation, visible: [] };
  const others = bindFrom(from, span, undefined, binder);
  if (others.visible.some((each) => each.name === target.visible.name)) {
    binder.report('QL2006', span, [target.visible.name ?? '']);
  }
  const relation: BoundRelation = {
    kind: 'join',
    span,
    type: 'CROSS',
    left: target.relation,
    right: others.relation,
    merged: [],
  };
  return { relation, visible: others.visible };
}

function bindDelete(statement: Delete, binder: Binder): BoundWrite {
  const target = targetOf(statement.target, statement.alias, binder);
  const inner = statement.with ? withOf(statement, binder) : binder;
  const { relation, visible } = beside(target, statement.using, statement.span, inner);
  const all = [target.visible, ...visible];
  inner.scopes.push(new StatementScope(statement.span, all, inner.ctes));
  const where =
    statement.where && toCondition(inner.expression(statement.where, inScope(all, 'WHERE'), inner));
  const returned = returningOf(
    statement.returning,
    all,
    { old: target.visible, new: noVersion(target.visible) },
    inner,
  );
  return {
    kind: 'write',
    span: statement.span,
    name: `delete_${binder.newId()}`,
    ...place(target),
    from: relation,
    computed: [],
    ...(where ? { where } : {}),
    id: idOf(target, statement.span),
    branches: [{ action: 'delete', values: [] }],
    returning: returned.items,
    outputs: returned.outputs,
    insertedIds: [],
    keys: [],
    onDuplicate: 'insert',
    once: false,
  };
}
