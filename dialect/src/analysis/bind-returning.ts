import type { SelectItem } from '../syntax/ast/query.ts';
import { expand } from './bind-select.ts';
import type { Binder } from './binder.ts';
import type { BoundItem, BoundOutput } from './bound.ts';
import { outputName } from './output-name.ts';
import { emptyScope } from './scope.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';

/** The row of the target before and after the write, which RETURNING calls OLD and NEW. */
export interface Versions {
  readonly old: ScopeRelation;
  readonly new: ScopeRelation;
}

/** RETURNING, over the written row and the relations beside it; these may have the names OLD and NEW themselves. */
export function returningOf(
  items: readonly SelectItem[],
  visible: readonly ScopeRelation[],
  versions: Versions,
  binder: Binder,
): { items: readonly BoundItem[]; outputs: readonly BoundOutput[] } {
  const scope: Scope = {
    ...emptyScope,
    relations: visible,
    clause: 'RETURNING',
    parent: {
      ...emptyScope,
      relations: [named(versions.old, 'old'), named(versions.new, 'new')],
      clause: 'RETURNING',
    },
  };
  const listed = items.flatMap((item) => {
    if (item.value.kind === 'Star')
      return [...expand(item.value.qualifier?.parts.at(-1), scope, item.span, binder)];
    const value = binder.expression(item.value, scope, binder);
    return [{ name: item.alias?.text ?? outputName(item.value), span: item.span, value }];
  });
  const made = listed.map((each) => ({ id: binder.newId(), value: each.value }));
  const outputs = made.map((item, index): BoundOutput => {
    const { name, span } = listed[index] ?? { name: '', span: { start: 0, end: 0 } };
    return shape.output(item.id, name, item.value, span);
  });
  return { items: made, outputs };
}

/** The relation under a name before which its columns are not found. */
function named({ columns, hidden, span, open }: ScopeRelation, name: string): ScopeRelation {
  const merged = new Set([...columns, ...hidden].map((column) => column.name));
  return { name, span, columns, hidden, merged, ...(open ? { open } : {}) };
}

/** The version that is not there: of a new document the old one, of a deleted one the new. */
export function noVersion(relation: ScopeRelation): ScopeRelation {
  const nothing = (column: ScopeColumn): ScopeColumn => ({
    ...column,
    value: shape.constant(null, column.type, relation.span),
    nullable: true,
  });
  const { open } = relation;
  return {
    ...relation,
    columns: relation.columns.map(nothing),
    hidden: relation.hidden.map(nothing),
    ...(open ? { open: (name: string) => nothing(open(name)) } : {}),
  };
}
