import type { TableAlias } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundOutput, BoundRelation } from './bound.ts';
import { noNames } from './scope.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';

/** A relation of FROM, and the names by which the rest of the statement finds its columns. */
export interface BoundFrom {
  readonly relation: BoundRelation;
  readonly visible: readonly ScopeRelation[];
}

/** What stands for a relation that cannot be told. */
export const nothing = (span: Span): BoundFrom => ({ relation: { kind: 'single', span }, visible: [] });

/** The columns under the names of an alias list, `AS t (a, b)`; those that it does not reach keep theirs. */
export function renamed<C extends ScopeColumn>(
  columns: readonly C[],
  alias: TableAlias | undefined,
  binder: Binder,
): readonly C[] {
  const names = alias?.columns ?? [];
  if (names.length > columns.length && columns.length > 0) {
    binder.report('QL2022', names[columns.length]?.span ?? alias?.span ?? { start: 0, end: 0 }, [
      alias?.name.text ?? '',
      columns.length,
      names.length,
    ]);
  }
  if (names.length === 0) return columns;
  return columns.map((column, index) => ({ ...column, name: names[index]?.text ?? column.name }));
}

/** A relation whose columns are these outputs, under the names of its alias. */
export function fromOutputs(
  relation: BoundRelation,
  outputs: readonly BoundOutput[],
  alias: TableAlias | undefined,
  name: string | undefined,
  binder: Binder,
): BoundFrom {
  const columns = renamed(outputs, alias, binder);
  const row = (): BoundExpression => ({
    kind: 'row',
    items: columns.map((each) => shape.column(each.id, each, relation.span)),
    names: columns.map((each) => each.name),
    span: relation.span,
    type: { name: 'document' },
    nullable: false,
  });
  const visible: ScopeRelation = {
    name: alias?.name.text ?? name,
    span: alias?.name.span ?? relation.span,
    columns,
    hidden: [],
    merged: noNames,
    whole: row,
  };
  return { relation, visible: [visible] };
}

/** What a lateral relation sees: those before it, then what lies outside. */
export function lateral(beside: readonly ScopeRelation[], outer: Scope | undefined): Scope | undefined {
  if (beside.length === 0) return outer;
  return { relations: beside, clause: 'FROM', parent: outer };
}
