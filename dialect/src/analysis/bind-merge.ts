import type { Merge, MergeBranch } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { bindFrom } from './bind-from.ts';
import type { Binder } from './binder.ts';
import { returningOf } from './bind-returning.ts';
import type { BoundExpression, BoundRelation, BoundWrite, BoundWriteBranch } from './bound.ts';
import { logical, toCondition } from './compare-rows.ts';
import { selectOver } from './made-query.ts';
import { loosened } from './scope.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';
import { StatementScope } from './visible-scope.ts';
import { fingerprint } from './fingerprint.ts';
import {
  assigned,
  assignments,
  defaultOf,
  idOf,
  inScope,
  place,
  reportTwice,
  targetOf,
  withGenerated,
  withOf,
} from './write-target.ts';
import type { Assigned, Target } from './write-target.ts';

type Branch = BoundWriteBranch & { readonly when: BoundExpression };

/** MERGE: the source's rows, each with the target's document that ON finds for it, or none; and documents that no row finds, if asked for. */
export function bindMerge(statement: Merge, binder: Binder): BoundWrite {
  const { span } = statement;
  const target = targetOf(statement.target, statement.alias, binder);
  const inner = statement.with ? withOf(statement, binder) : binder;
  const source = bindFrom([statement.source], span, undefined, inner);
  inner.scopes.push(new StatementScope(span, [target.visible, ...source.visible], inner.ctes));
  const bySource = statement.branches.some((branch) => branch.matched === 'NOT MATCHED BY SOURCE');
  const loose = loosened(target.visible);
  const visible = bySource ? source.visible.map(loosened) : source.visible;
  const on = toCondition(
    inner.expression(statement.on, inScope([target.visible, ...source.visible], 'JOIN'), inner),
  );
  const id: BoundExpression = { ...idOf(target, span), nullable: true };
  const marked = bySource ? mark(source.relation, span, inner) : undefined;
  const noDocument = isNull(id, span);
  const noRow = marked && isNull(marked.column, span);
  const met: Record<MergeBranch['matched'], { when: BoundExpression; scope: Scope }> = {
    MATCHED: {
      when: logical('AND', [not(noDocument), ...(noRow ? [not(noRow)] : [])], span),
      scope: inScope([loose, ...visible], 'SET'),
    },
    'NOT MATCHED': { when: noDocument, scope: inScope(visible, 'SET') },
    'NOT MATCHED BY SOURCE': { when: noRow ?? not(noDocument), scope: inScope([loose], 'SET') },
  };
  const branches = statement.branches.map((branch): Branch => {
    const { when: found, scope } = met[branch.matched];
    const condition = branch.condition && toCondition(inner.expression(branch.condition, scope, inner));
    const when = condition ? logical('AND', [found, condition], branch.span) : found;
    return { when, ...actionOf(branch, target, scope, inner) };
  });
  const returned = returningMerged(statement, target, branches, visible, id, inner);
  const relation = marked?.relation ?? source.relation;
  return {
    kind: 'write',
    span,
    name: `merge_${binder.newId()}`,
    ...place(target),
    from: {
      kind: 'join',
      span,
      type: bySource ? 'FULL' : 'LEFT',
      left: relation,
      right: target.relation,
      on,
      merged: [],
    },
    computed: [],
    id,
    branches,
    ...returned,
    keys: [],
    onDuplicate: 'insert',
    once: true,
  };
}

const boolean = { type: shape.booleanType, nullable: false } as const;
const isNull = (operand: BoundExpression, span: Span): BoundExpression => ({
  kind: 'test',
  test: 'NULL',
  operand,
  span,
  ...boolean,
});
const not = (operand: BoundExpression): BoundExpression => ({
  kind: 'not',
  operand,
  span: operand.span,
  ...boolean,
});

/** The source with a column that is never NULL in its rows, so that a document without one is told from a row of NULLs. */
function mark(
  from: BoundRelation,
  span: Span,
  binder: Binder,
): { relation: BoundRelation; column: BoundExpression } {
  const id = binder.newId();
  const output = { id, name: 'present', span, type: shape.booleanType, nullable: false };
  const items = [{ id, value: shape.constant(true, shape.booleanType, span) }];
  return {
    relation: { kind: 'derived', span, query: selectOver(from, { items, outputs: [output] }, span) },
    column: shape.column(id, { type: shape.booleanType, nullable: true }, span),
  };
}

function actionOf(
  branch: MergeBranch,
  target: Target,
  scope: Scope,
  binder: Binder,
): Pick<BoundWriteBranch, 'action' | 'values'> {
  switch (branch.action) {
    case 'DO NOTHING':
      return { action: 'nothing', values: [] };
    case 'DELETE':
      return { action: 'delete', values: [] };
    case 'UPDATE':
      return {
        action: 'update',
        values: withGenerated(assignments(branch.set, target, scope, binder), target, true, binder),
      };
    case 'INSERT': {
      const given = branch.columns.map((column) => column.text);
      const names = given.length > 0 ? given : target.fields.map((field) => field.name);
      reportTwice(
        branch.columns.map((column) => [column]),
        binder,
      );
      const { values = [] } = branch;
      const over = values[given.length];
      if (given.length > 0 && values.length > 0 && values.length !== given.length)
        binder.report('QL2013', (over ?? values[values.length - 1])?.span ?? branch.span, [
          'INSERT',
          given.length,
          values.length,
        ]);
      const written = values.flatMap((node, index): Assigned[] => {
        const field = names[index];
        return field === undefined ? [] : [{ field, value: assigned(node, field, target, scope, binder) }];
      });
      const rest = target.fields
        .filter((field) => field.default !== undefined && !written.some((each) => each.field === field.name))
        .map((field) => ({ field: field.name, value: defaultOf(field, branch.span, binder) }));
      return { action: 'insert', values: withGenerated([...written, ...rest], target, false, binder) };
    }
  }
}

/** RETURNING sees the source's row, and the document as the branch that is taken leaves it; MERGE_ACTION() names the branch's action. */
function returningMerged(
  statement: Merge,
  target: Target,
  branches: readonly Branch[],
  source: readonly ScopeRelation[],
  id: BoundExpression,
  binder: Binder,
): Pick<BoundWrite, 'returning' | 'outputs' | 'insertedIds'> {
  if (statement.returning.length === 0) return { returning: [], outputs: [], insertedIds: [] };
  const { span } = statement;
  const byBranch = (column: Pick<ScopeColumn, 'type'>, pick: (branch: Branch) => BoundExpression) => ({
    kind: 'case' as const,
    branches: branches.map((branch) => ({ when: branch.when, then: pick(branch) })),
    span,
    type: column.type,
    nullable: true,
  });
  const left = (deleted: 'as it was' | 'as nothing'): readonly ScopeColumn[] =>
    target.visible.columns.map((column): ScopeColumn => {
      if (column.name === '_id') return column;
      const value = byBranch(column, (branch) => {
        const given = branch.values.find((each) => each.field === column.name)?.value;
        if (given) return given;
        return branch.action === 'insert' || (branch.action === 'delete' && deleted === 'as nothing')
          ? shape.constant(null, column.type, span)
          : shape.column(column.id, { ...column, nullable: true }, span);
      });
      return { ...column, value, nullable: true };
    });
  const action = byBranch({ type: shape.textType }, (branch) =>
    shape.constant(branch.action.toUpperCase(), shape.textType, span),
  );
  const written: ScopeRelation = { ...target.visible, columns: left('as it was'), mergeAction: action };
  const versions = {
    old: loosened(target.visible),
    new: { ...target.visible, columns: left('as nothing') },
  };
  const { items, outputs } = returningOf(statement.returning, [...source, written], versions, binder);
  const own = fingerprint(id);
  const insertedIds = items.filter((item) => fingerprint(item.value) === own).map((item) => item.id);
  return { returning: items, outputs, insertedIds };
}
