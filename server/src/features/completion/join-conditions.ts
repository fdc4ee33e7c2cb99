import type { VisibleRelation, VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { SqlType } from '../../../../dialect/src/index.ts';
import { bracketOf } from '../../../../dialect/src/functions/type-rules.ts';
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
  const pairs = left.columns.flatMap((a) =>
    right.columns.filter((b) => mayMeet(a.type, b.type)).map((b) => ({ a, b })),
  );
  const same = pairs.filter(({ a, b }) => a.name === b.name && a.name !== '_id');
  const refers = pairs.filter(
    ({ a, b }) => refersTo(a.name, right, b.name) || refersTo(b.name, left, a.name),
  );
  // A time or a name that both have says little, a key that both have much.
  const [keys, others] = [same.filter(isKey), same.filter((each) => !isKey(each))];
  return [...keys, ...refers, ...others].map(({ a, b }): Suggestion => ({
    label: `${left.name}.${a.name} = ${right.name}.${b.name}`,
    kind: 'snippet',
    detail: 'join condition',
  }));
}

const isKey = ({ a }: { readonly a: { readonly name: string } }): boolean =>
  /(^|_)id$|Id$|_(no|key|code)$/.test(a.name);

/** Whether values of both types can be equal, as far as is known of them. */
function mayMeet(a: SqlType, b: SqlType): boolean {
  const [left, right] = [bracketOf(a), bracketOf(b)];
  return left === undefined || right === undefined || left === right;
}

/** Whether a column such as `user_id` or `userId` speaks of the `_id` of a relation such as `users`. */
function refersTo(column: string, relation: Relation, key: string): boolean {
  if (key !== '_id') return false;
  const stem = /^(.+?)_?id$/i.exec(column)?.[1]?.toLowerCase();
  const name = relation.collection.toLowerCase();
  return stem !== undefined && stem !== '' && (name === stem || name === `${stem}s` || name === `${stem}es`);
}
