import type { VisibleRelation, VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { relationNames } from '../../names/relation-names.ts';
import type { Suggestion } from './suggestion.ts';

/** Whole conditions behind ON: columns of both sides that have one name, or whose name is the other side’s key. */
export function joinConditions(
  tokens: readonly Token[],
  word: number,
  statement: Statement | undefined,
  scope: VisibleScope | undefined,
): readonly Suggestion[] {
  if (tokens.findLast(({ kind, end }) => kind !== 'end' && end <= word)?.kind !== 'ON') return [];
  const collections = relationNames(statement);
  const relations = (scope?.relations ?? []).map((each) => ({
    ...each,
    collection: collections.get(each.name) ?? each.name,
  }));
  const right = relations.at(-1);
  if (!right) return [];
  return relations.slice(0, -1).flatMap((left) => conditions(left, right));
}

/** A relation of FROM with the collection behind its alias. */
interface Relation extends VisibleRelation {
  readonly collection: string;
}

function conditions(left: Relation, right: Relation): readonly Suggestion[] {
  return left.columns.flatMap((a) =>
    right.columns
      .filter(
        (b) =>
          (a.name === b.name && a.name !== '_id') ||
          refersTo(a.name, right, b.name) ||
          refersTo(b.name, left, a.name),
      )
      .map((b): Suggestion => ({
        label: `${left.name}.${a.name} = ${right.name}.${b.name}`,
        kind: 'snippet',
        detail: 'join condition',
      })),
  );
}

/** Whether a column such as `user_id` or `userId` speaks of the `_id` of a relation such as `users`. */
function refersTo(column: string, relation: Relation, key: string): boolean {
  if (key !== '_id') return false;
  const stem = /^(.+?)_?id$/i.exec(column)?.[1]?.toLowerCase();
  const name = relation.collection.toLowerCase();
  return stem !== undefined && stem !== '' && (name === stem || name === `${stem}s` || name === `${stem}es`);
}
