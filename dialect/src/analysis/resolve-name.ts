import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Identifier } from '../syntax/ast/common.ts';
import type { ColumnReference } from '../syntax/ast/query.ts';
import type { SelectItem } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { cover } from '../text/span.ts';
import { sameName } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import { column as columnNode, constant, guess, nullType, unknownType } from './shape.ts';

/** What a name turned out to be: a value, or an alias of the select list that is to be put in its place. */
export type Found =
  | { readonly kind: 'value'; readonly value: BoundExpression }
  | { readonly kind: 'alias'; readonly item: SelectItem; readonly alias: Identifier; readonly scope: Scope };

/**
 * Resolves `a`, `a.b`, `a.b.c`: a column known in the nearest scope wins, then a lateral alias, then a relation's whole row; a field that
 * no sample showed is taken from a collection only where nothing else has the name.
 */
export function resolveName(reference: ColumnReference, scope: Scope, binder: Binder): Found {
  const [first, second] = reference.parts;
  if (!first) return value(constant(null, nullType, reference.span));
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const relation = second && findRelation(first, at);
    if (relation && second) {
      const found = inRelation(relation, second, true) ?? relation.open?.(second.text);
      if (found) return value(path(read(found, second, relation, binder), reference.parts, 2, binder));
      unknownIn(relation, second, binder);
      return value(constant(null, unknownType, reference.span));
    }
    let owner: ScopeRelation | undefined;
    let column: ScopeColumn | undefined;
    let others: ScopeRelation[] | undefined;
    for (const each of at.relations) {
      const found = inRelation(each, first, false);
      if (!found) continue;
      if (column) (others ??= []).push(each);
      else [owner, column] = [each, found];
    }
    if (owner && others) {
      const names = [owner, ...others].map(({ name }) => name ?? 'a join').join(' and ');
      binder.report('QL2004', first.span, [first.text, names, owner.name ?? 'name']);
    }
    if (owner && column && !(second && !mayHaveFields(column) && isRelation(first, at.parent)))
      return value(path(read(column, first, owner, binder), reference.parts, 1, binder));
    const alias = !second && at.aliases ? findAlias(first, at.aliases) : undefined;
    if (alias?.alias) return { kind: 'alias', item: alias, alias: alias.alias, scope: at };
    const whole = !second && findRelation(first, at)?.whole;
    if (whole) return value(whole());
  }
  return value(openField(reference, first, scope, binder));
}

/** Whether a path may go on into a column: as far as its type is known, or merely likely. */
function mayHaveFields(column: ScopeColumn): boolean {
  const { name, element } = guess(column);
  const inner = name === 'array' ? element?.name : name;
  return inner === undefined || ['document', 'unknown', 'null'].includes(inner);
}

/** Whether a relation has the name, in this scope or in one around it. */
function isRelation(name: Identifier, scope: Scope | undefined): boolean {
  for (let at = scope; at; at = at.parent) if (findRelation(name, at)) return true;
  return false;
}

const value = (found: BoundExpression): Found => ({ kind: 'value', value: found });

/** A field that nothing is known of, in the one collection that may have it. */
function openField(
  reference: ColumnReference,
  first: Identifier,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const open = at.relations.filter((relation) => relation.open);
    if (open.length > 1) {
      const names = open.map((relation) => relation.name ?? '?');
      binder.report('QL2004', first.span, [first.text, names.join(' or '), names[0] ?? '']);
    }
    const relation = open[0];
    const made = relation?.open?.(first.text);
    if (relation && made) {
      if (relation.collection?.sampled) {
        const near = closest(first.text, namesIn(at));
        binder.report(
          'QL2003',
          first.span,
          [relation.collection.name, first.text, didYouMean(near)],
          fix(first, near),
        );
      }
      return path(read(made, first, relation, binder), reference.parts, 1, binder);
    }
  }
  const names: string[] = [];
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    names.push(...namesIn(at), ...(at.aliases?.keys() ?? []));
    if (reference.parts.length > 1) names.push(...at.relations.flatMap((each) => each.name ?? []));
  }
  const near = closest(first.text, names);
  const code = reference.parts.length > 1 ? 'QL2005' : 'QL2002';
  binder.report(code, first.span, [first.text, didYouMean(near)], fix(first, near));
  return constant(null, unknownType, reference.span);
}

function unknownIn(relation: ScopeRelation, name: Identifier, binder: Binder): void {
  const near = closest(
    name.text,
    relation.columns.map((column) => column.name),
  );
  binder.report('QL2002', name.span, [`${relation.name}.${name.text}`, didYouMean(near)], fix(name, near));
}

const fix = (name: Identifier, near: string | undefined) =>
  near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span: name.span, text: near }] }];

const namesIn = (scope: Scope): string[] =>
  scope.relations.flatMap((relation) => relation.columns.map((column) => column.name));

export function findRelation(name: Identifier, scope: Scope): ScopeRelation | undefined {
  return (
    scope.relations.find((relation) => relation.name === name.text) ??
    scope.relations.find((relation) => relation.name !== undefined && sameName(name, relation.name))
  );
}

/** The relation whose whole row a name is, where it is neither a column nor an alias: the nearest one that has the name decides. */
export function relationNamed(name: Identifier, scope: Scope): ScopeRelation | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.relations.some((each) => inRelation(each, name, false))) return undefined;
    if (at.aliases && findAlias(name, at.aliases)?.alias) return undefined;
    const relation = findRelation(name, at);
    if (relation) return relation;
  }
  return undefined;
}

/** Fields of collections are matched exactly; names that the statement itself gave, in any case where they are not quoted. */
function inRelation(relation: ScopeRelation, name: Identifier, qualified: boolean): ScopeColumn | undefined {
  if (!qualified && relation.merged.has(name.text)) return undefined;
  const isExact = (column: ScopeColumn) => column.name === name.text;
  const exact = relation.columns.find(isExact) ?? relation.hidden.find(isExact);
  if (exact || relation.collection) return exact;
  const isIt = (column: ScopeColumn) => sameName(name, column.name);
  return relation.columns.find(isIt) ?? relation.hidden.find(isIt);
}

function findAlias(name: Identifier, aliases: ReadonlyMap<string, SelectItem>): SelectItem | undefined {
  const exact = aliases.get(name.text);
  if (exact) return exact;
  for (const [alias, item] of aliases) if (sameName(name, alias)) return item;
  return undefined;
}

function read(
  found: ScopeColumn,
  name: Identifier,
  relation: ScopeRelation,
  binder: Binder,
): BoundExpression {
  const { collection, columns } = relation;
  if (
    !collection &&
    columns.includes(found) &&
    columns.some((each) => each !== found && each.name === found.name)
  )
    binder.report('QL2056', name.span, [relation.name ?? 'The relation', found.name]);
  binder.references.push({
    span: name.span,
    kind: 'column',
    name: found.name,
    type: guess(found),
    nullable: found.nullable,
    relation: relation.collection?.name ?? relation.name,
  });
  return found.value ? { ...found.value, span: name.span } : columnNode(found.id, found, name.span);
}

/** Goes on into a document: each part from the one at `first` on is a field of what the last one gave. */
function path(
  start: BoundExpression,
  parts: readonly Identifier[],
  first: number,
  binder: Binder,
): BoundExpression {
  let value = start;
  for (let at = first; at < parts.length; at += 1) {
    const part = parts[at];
    if (part) value = field(value, part.text, part.span, binder);
  }
  return value;
}

/** A field of a document, with its type where the document's fields are known. */
export function field(operand: BoundExpression, name: string, span: Span, binder: Binder): BoundExpression {
  const inner = guess(operand);
  const document = inner.name === 'array' ? inner.element : inner;
  const known = document?.fields?.find((each) => each.name === name);
  const whole = cover(operand.span, span);
  binder.references.push({ span, kind: 'column', name, ...(known ? { type: known.type } : {}) });
  const type = known?.type;
  return {
    kind: 'field',
    operand,
    name,
    span: whole,
    nullable: true,
    mayBeArray: true,
    ...(type && (operand.type.name === 'document' || type.json)
      ? { type }
      : { type: unknownType, ...(type ? { likely: type } : {}) }),
  };
}
