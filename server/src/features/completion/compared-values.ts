import type { Analysis } from '../../../../dialect/src/analysis/analyze.ts';
import { findVirtualTable } from '../../../../dialect/src/catalog/virtual-tables.ts';
import type { Catalog } from '../../../../dialect/src/index.ts';
import { sqlValue } from '../../../../dialect/src/options/index.ts';
import type { Expression, Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import type { AnyNode } from '../../../../dialect/src/syntax/nodes.ts';
import { nodePath } from '../../../../dialect/src/syntax/walk.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { bracketsAround, itemAt } from '../../text/brackets.ts';
import { relationNames } from '../../names/relation-names.ts';
import { poolStrings } from './name-suggestions.ts';
import type { Suggestion } from './suggestion.ts';

/** The values that samples or the catalogue know of the column that the string, or the name still to be written, at the offset is compared with. */
export function comparedValues(
  statement: Statement | undefined,
  analysis: Analysis,
  catalog: Catalog,
  offset: number,
): readonly Suggestion[] {
  const nodes = statement ? nodePath(statement, offset) : [];
  const path = nodes.at(-1)?.kind === 'Identifier' ? nodes.slice(0, -1) : nodes;
  const other = comparedWith(path.at(-1), path.at(-2), path.at(-3));
  const column = other?.kind === 'ColumnReference' ? other.parts.at(-1) : undefined;
  const reference = analysis.references.find(
    ({ kind, span }) => kind === 'column' && span.start === column?.span.start,
  );
  if (!reference) return [];
  const { relation = '', name } = reference;
  return valuesOf(relationNames(statement).get(relation) ?? relation, name, catalog);
}

/** Those of the column that an INSERT gives the value at the offset to. */
export function insertedValues(
  statement: Statement | undefined,
  tokens: readonly Token[],
  offset: number,
  catalog: Catalog,
): readonly Suggestion[] {
  const row = bracketsAround(tokens, offset).at(-1);
  const column = statement?.kind === 'Insert' && row ? statement.columns[itemAt(row, offset)] : undefined;
  const target = statement?.kind === 'Insert' ? statement.target.parts.at(-1) : undefined;
  return column && target ? valuesOf(target.text, column.text, catalog) : [];
}

function comparedWith(
  node: AnyNode | undefined,
  parent: AnyNode | undefined,
  grandparent: AnyNode | undefined,
): Expression | undefined {
  if (node?.kind !== 'Literal' && node?.kind !== 'ColumnReference') return undefined;
  if (parent?.kind === 'Binary' && (node.kind === 'Literal' || equality.has(parent.operator)))
    return parent.left === node ? parent.right : parent.left;
  if (parent?.kind === 'InList') return parent.operand;
  if (parent?.kind === 'CaseBranch' && grandparent?.kind === 'Case' && parent.when === node)
    return grandparent.operand;
  return undefined;
}

/** Behind which a value is as likely as a column. */
const equality: ReadonlySet<string> = new Set(['=', '<>', '!=']);

function valuesOf(relation: string, name: string, catalog: Catalog): readonly Suggestion[] {
  const virtual = findVirtualTable(relation)?.columns.find((column) => column.name === name);
  if (virtual?.name === 'pool_name') return poolStrings(catalog);
  const field = catalog.collections
    .find((collection) => collection.name === relation)
    ?.fields.find((each) => each.name === name);
  const isText = field?.type.name === 'text' || field?.type.name === 'unknown';
  const texts = virtual?.values ?? (isText ? (field?.examples ?? []) : []);
  return texts.map((text) => ({
    label: sqlValue(text),
    kind: 'value',
    detail: virtual ? name : `${name}, as seen in samples`,
  }));
}
