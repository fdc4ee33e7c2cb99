import type { Catalog } from '../../../../dialect/src/index.ts';
import { typeText } from '../../../../dialect/src/functions/casts/type-name.ts';
import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { itemAt } from '../../text/brackets.ts';
import type { Bracket } from '../../text/brackets.ts';

/** A row of VALUES in an INSERT: the collection, and its columns with their types. */
export interface ValuesRow {
  readonly name: string;
  readonly columns: readonly string[];
  readonly active: number;
}

/** The row of VALUES that the offset is in, in finished text or not. */
export function valuesRow(
  statement: Statement | undefined,
  tokens: readonly Token[],
  brackets: readonly Bracket[],
  offset: number,
  { collections }: Catalog,
): ValuesRow | undefined {
  const [row] = brackets;
  if (statement?.kind !== 'Insert' || !row || brackets.length > 1) return undefined;
  const first = tokens.find(({ kind, start }) => kind === 'VALUES' && start >= statement.target.span.end);
  const behind = tokens.find(
    ({ kind, start }) => (kind === 'ON' || kind === 'RETURNING') && start > (first?.end ?? 0),
  );
  if (!first || row.open.start < first.end || (behind && behind.start < row.open.start)) return undefined;
  const name = statement.target.parts.at(-1)?.text ?? '';
  const fields = collections.find((each) => each.name === name)?.fields ?? [];
  const columns =
    statement.columns.length > 0
      ? statement.columns.map(({ text }) => text)
      : fields.map((field) => field.name);
  return {
    name,
    columns: columns.map((column) => {
      const field = fields.find((each) => each.name === column);
      return field && field.type.name !== 'unknown' ? `${column} ${typeText(field.type)}` : column;
    }),
    active: itemAt(row, offset),
  };
}
