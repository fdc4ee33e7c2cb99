import type { Delete, Merge, Update } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { bindFrom } from './bind-from.ts';
import { bindInsert } from './bind-insert.ts';
import { notAvailable } from './binder.ts';
import type { Binder, WriteStatement } from './binder.ts';
import type { BoundExpression, BoundOutput, BoundRelation, BoundWrite } from './bound.ts';
import { toCondition } from './compare-rows.ts';
import type { ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';
import {
  afterwards,
  assigned,
  assignments,
  defaultOf,
  idOf,
  inScope,
  place,
  returningOf,
  targetOf,
  withOf,
} from './write-target.ts';
import type { Assigned, Target } from './write-target.ts';

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
  const where =
    statement.where && toCondition(inner.expression(statement.where, { ...scope, clause: 'WHERE' }, inner));
  const values = assignments(statement.set, target, scope, inner);
  const { computed, after } = afterwards(target, values, inner);
  const returned = returningOf(statement.returning, [after, ...visible], inner);
  return {
    kind: 'write',
    span: statement.span,
    name: `update_${binder.newId()}`,
    ...place(target),
    from: relation,
    computed: [],
    ...(where ? { where } : {}),
    id: idOf(target, statement.span),
    branches: [
      { action: 'update', values: computed.map(({ field, item }) => ({ field, value: item.value })) },
    ],
    returning: [...computed.map((each) => each.item), ...returned.items],
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
  const where =
    statement.where && toCondition(inner.expression(statement.where, inScope(all, 'WHERE'), inner));
  const returned = returningOf(statement.returning, all, inner);
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

/** MERGE: the source's rows, each with the target's document that ON finds for it, or none. */
function bindMerge(statement: Merge, binder: Binder): BoundWrite | undefined {
  const target = targetOf(statement.target, statement.alias, binder);
  const inner = statement.with ? withOf(statement, binder) : binder;
  const source = bindFrom([statement.source], statement.span, undefined, inner);
  const bySource = statement.branches.find((branch) => branch.matched === 'NOT MATCHED BY SOURCE');
  if (bySource) notAvailable(binder, 'WHEN NOT MATCHED BY SOURCE', bySource.span);
  if (statement.returning[0]) notAvailable(binder, 'MERGE … RETURNING', statement.returning[0].span);
  const loose: ScopeRelation = {
    ...target.visible,
    columns: target.visible.columns.map((column) => ({ ...column, nullable: true })),
  };
  const all = [loose, ...source.visible];
  const on = toCondition(
    inner.expression(statement.on, inScope([target.visible, ...source.visible], 'JOIN'), inner),
  );
  const id: BoundExpression = { ...idOf(target, statement.span), nullable: true };
  const missing: BoundExpression = {
    kind: 'test',
    test: 'NULL',
    operand: id,
    span: statement.span,
    type: shape.booleanType,
    nullable: false,
  };
  const branches = statement.branches.map((branch): BoundWrite['branches'][number] => {
    const matched = branch.matched === 'MATCHED';
    const found: BoundExpression = matched
      ? { kind: 'not', operand: missing, span: branch.span, type: shape.booleanType, nullable: false }
      : missing;
    const scope = inScope(matched ? all : source.visible, 'SET');
    const condition = branch.condition && toCondition(inner.expression(branch.condition, scope, inner));
    const when: BoundExpression = condition
      ? {
          kind: 'logical',
          operator: 'AND',
          operands: [found, condition],
          span: branch.span,
          ...shape.condition([found, condition]),
        }
      : found;
    switch (branch.action) {
      case 'DO NOTHING':
        return { action: 'nothing', when, values: [] };
      case 'DELETE':
        return { action: 'delete', when, values: [] };
      case 'UPDATE':
        return { action: 'update', when, values: assignments(branch.set, target, scope, inner) };
      case 'INSERT': {
        const given = branch.columns.map((column) => column.text);
        const names = given.length > 0 ? given : target.fields.map((field) => field.name);
        const written = (branch.values ?? []).flatMap((node, index): Assigned[] => {
          const field = names[index];
          return field === undefined ? [] : [{ field, value: assigned(node, field, target, scope, inner) }];
        });
        const rest = target.fields
          .filter(
            (field) => field.default !== undefined && !written.some((each) => each.field === field.name),
          )
          .map((field) => ({ field: field.name, value: defaultOf(field, branch.span, inner) }));
        return { action: 'insert', when, values: [...written, ...rest] };
      }
    }
  });
  return {
    kind: 'write',
    span: statement.span,
    name: `merge_${binder.newId()}`,
    ...place(target),
    from: {
      kind: 'join',
      span: statement.span,
      type: 'LEFT',
      left: source.relation,
      right: target.relation,
      on,
      merged: [],
    },
    computed: [],
    id,
    branches,
    returning: [],
    outputs: [],
    insertedIds: [],
    keys: [],
    onDuplicate: 'insert',
    once: true,
  };
}
