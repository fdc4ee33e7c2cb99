import type { OrderItem } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import type { BoundSortKey } from './bound.ts';
import type { Scope } from './scope.ts';

/** ORDER BY inside an aggregate or a window: plain expressions, with PostgreSQL's place for NULLs. */
export function sortKeys(items: readonly OrderItem[], scope: Scope, binder: Binder): BoundSortKey[] {
  return items.map((item) => {
    const { descending, nullsFirst } = direction(item);
    return { value: binder.expression(item.value, scope, binder), descending, nullsFirst };
  });
}

/** NULLs come last in ascending order and first in descending, unless it is said otherwise. */
export function direction(item: OrderItem): Pick<BoundSortKey, 'descending' | 'nullsFirst'> {
  const descending = item.direction === 'DESC';
  return { descending, nullsFirst: item.nulls ? item.nulls === 'FIRST' : descending };
}
