import type { SelectItem } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import type { CteList, VisibleRelation, VisibleScope } from './binder.ts';
import type { ScopeRelation } from './scope.ts';
import { guess } from './shape.ts';

/** What is visible in a SELECT, listed once somebody asks. */
export function visibleScope(
  span: Span,
  visible: readonly ScopeRelation[],
  aliases: ReadonlyMap<string, SelectItem>,
  ctes: CteList,
): VisibleScope {
  return {
    span,
    get relations() {
      return visible.flatMap(({ name, columns }): VisibleRelation[] => {
        if (name === undefined) return [];
        return [{ name, columns: columns.map((column) => ({ name: column.name, type: guess(column) })) }];
      });
    },
    get aliases() {
      return [...aliases.keys()];
    },
    get ctes() {
      return ctes.map((each) => each.name.text);
    },
  };
}
