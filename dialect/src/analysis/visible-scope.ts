import type { SelectItem } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import type { CteList, ListedColumn, VisibleRelation, VisibleScope } from './binder.ts';
import type { BoundOutput } from './bound.ts';
import type { ScopeRelation } from './scope.ts';
import { guess } from './shape.ts';

/** What is visible in a SELECT or a write, listed only where an editor asks for it. */
export class StatementScope implements VisibleScope {
  readonly span: Span;
  readonly #visible: readonly ScopeRelation[];
  readonly #aliases: ReadonlyMap<string, SelectItem>;
  readonly #ctes: CteList;
  readonly #outputs: readonly BoundOutput[];

  constructor(
    span: Span,
    visible: readonly ScopeRelation[],
    ctes: CteList,
    aliases: ReadonlyMap<string, SelectItem> = new Map(),
    outputs: readonly BoundOutput[] = [],
  ) {
    this.span = span;
    this.#visible = visible;
    this.#aliases = aliases;
    this.#ctes = ctes;
    this.#outputs = outputs;
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

  get listed(): readonly ListedColumn[] {
    return this.#outputs.map((output) => ({ name: output.name, type: guess(output), span: output.span }));
  }
}
