import type { CollectionInfo, FieldInfo, IndexInfo } from '../../catalog/catalog.ts';
import type { ColumnReference, Expression, Select } from '../../syntax/ast/query.ts';
import type { Binary } from '../../syntax/ast/query.ts';
import { flatten } from '../../syntax/walk.ts';
import type { Analysis } from '../analyze.ts';
import type { Reference } from '../binder.ts';
import type { LintInput } from './lint-rule.ts';

/** A column of a collection as the catalogue knows it. */
export interface CatalogColumn {
  readonly collection: CollectionInfo;
  readonly field: FieldInfo;
}

/** What the analysis says of a column's name. */
export function referenceOf({ analysis }: LintInput, node: Expression): Reference | undefined {
  const name = node.kind === 'ColumnReference' ? node.parts.at(-1) : undefined;
  if (!name) return undefined;
  let byPlace = columnsByPlace.get(analysis);
  if (!byPlace) columnsByPlace.set(analysis, (byPlace = placesOf(analysis)));
  return byPlace.get(name.span.start);
}

/** A statement of a thousand conditions is asked a thousand times what its columns are. */
const columnsByPlace = new WeakMap<Analysis, ReadonlyMap<number, Reference>>();

/** What the analysis says first of the column whose name begins at a place. */
function placesOf({ references }: Analysis): ReadonlyMap<number, Reference> {
  const columns = references.filter(({ kind }) => kind === 'column');
  return new Map(columns.reverse().map((each) => [each.span.start, each]));
}

/** The field of a collection that an expression is, where it is one. */
export function columnOf(input: LintInput, node: Expression): CatalogColumn | undefined {
  const reference = referenceOf(input, node);
  const collection = input.catalog.collections.find(({ name }) => name === reference?.relation);
  const field = collection?.fields.find(({ name }) => name === reference?.name);
  return collection && field && { collection, field };
}

/** The index that begins with a field, where there is one. */
export function indexOn({ collection, field }: CatalogColumn): IndexInfo | undefined {
  return collection.indexes.find(({ keys, partial }) => !partial && keys[0]?.path === field.name);
}

/** Whether a collection is too small for an index to matter. */
export function isSmall({ estimatedCount }: CollectionInfo): boolean {
  return estimatedCount !== undefined && estimatedCount < 1000;
}

/** The conditions that AND joins, or the one there is. */
export function conjuncts(condition: Expression | undefined): readonly Expression[] {
  if (!condition) return [];
  return condition.kind === 'Binary' && condition.operator === 'AND'
    ? flatten(condition).flatMap(conjuncts)
    : [condition];
}

const comparisons: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

export const isComparison = (node: { readonly kind: string }): node is Binary =>
  node.kind === 'Binary' && comparisons.has((node as Binary).operator);

/** Both ways to read a comparison: each side beside the other. */
export const sides = ({ left, right }: Binary): readonly (readonly [Expression, Expression])[] => [
  [left, right],
  [right, left],
];

/** The names that qualify columns somewhere below, unqualified columns by their relation. */
export function qualifierOf(input: LintInput, column: ColumnReference): string | undefined {
  return column.parts.length > 1 ? column.parts[0]?.text : referenceOf(input, column)?.relation;
}

export function selects({ nodes }: LintInput): readonly Select[] {
  return nodes('Select');
}
