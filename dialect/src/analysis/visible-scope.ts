import type { SelectItem } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import type { CteList, VisibleRelation, VisibleScope } from './binder.ts';
import type { ScopeRelation } from './scope.ts';
import { guess } from './shape.ts';

/** What is visible in a SELECT, listed only where an editor asks for it. */
export class SelectScope implements VisibleScope {
  readonly span: Span;
  readonly #visible: readonly ScopeRelation[];
  readonly #aliases: ReadonlyMap<string, SelectItem>;
  readonly #ctes: CteList;

  constructor(
    span: Span,
    visible: readonly ScopeRelation[],
    aliases: ReadonlyMap<string, SelectItem>,
    ctes: CteList,
  ) {
    this.span = span;
    this.#visible = visible;
    this.#aliases = aliases;
    this.#ctes = ctes;
  }

  get relations(): readonly VisibleRelation[] {
    return this.#visible.flatMap(({ name, columns }): VisibleRelation[] => {
      if (name === undefined) return [];
      return [{ name, columns: columns.map((column) => ({ name: column.name, type: guess(column) })) }];
    });
  }

  get aliases(): readonly string[] {
    return [...this.#aliases.keys()];
  }

  get ctes(): readonly string[] {
    return this.#ctes.map((each) => each.name.text);
  }
}
