import { sameName } from '../../../../dialect/src/analysis/binder.ts';
import type { Span } from '../../../../dialect/src/text/span.ts';
import type { TextChange } from '../../../../dialect/src/index.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { contains } from '../../../../dialect/src/text/span.ts';
import type { NodeOf } from '../../../../dialect/src/syntax/nodes.ts';
import { all, inBrackets } from './rewrite.ts';
import type { Asked, Refactoring } from './rewrite.ts';

/** `WITH o AS (SELECT …) … FROM o` becomes `FROM (SELECT …) AS o`, where one place alone reads it. */
export const inlineCte: Refactoring = (asked) => {
  const { text, statement } = asked;
  const found = cteAt(asked);
  if (!found) return undefined;
  const { clause, cte } = found;
  if (clause.recursive || cte.materialized || cte.query.kind !== 'Query') return undefined;
  // Of two queries of one name, the other may be what the inlined one would read in its new place.
  const given = all(statement, 'CommonTableExpression').map(({ name }) => name.text.toLowerCase());
  if (new Set(given).size < given.length) return undefined;
  const uses = all(statement, 'NamedTable').filter((table) => names(table, cte));
  const bare = all(statement, 'TableQuery').some(({ name }) => name.parts.at(-1)?.text === cte.name.text);
  const [use] = uses;
  if (uses.length !== 1 || bare || !use) return undefined;
  return {
    title: `Inline ${cte.name.text}`,
    kind: 'inline',
    changes: [
      { span: placeOf(clause, cte, text), text: '' },
      ...inPlaceOf(use, cte, inBrackets(cte.query, asked)),
    ],
  };
};

/** The query where its name was read; what stands behind the name stays. */
function inPlaceOf(
  { name, alias }: NodeOf<'NamedTable'>,
  cte: NodeOf<'CommonTableExpression'>,
  query: string,
): readonly TextChange[] {
  const columns = cte.columns.map((column) => writtenName(column.text)).join(', ');
  const list = columns === '' || (alias && alias.columns.length > 0) ? '' : `(${columns})`;
  if (!alias) return [{ span: name.span, text: `${query} AS ${writtenName(cte.name.text)}${list}` }];
  const { end } = alias.name.span;
  return [
    { span: name.span, text: query },
    { span: { start: end, end }, text: list },
  ];
}

const names = (table: NodeOf<'NamedTable'>, cte: NodeOf<'CommonTableExpression'>): boolean =>
  table.name.parts.length === 1 && table.name.parts.some((part) => sameName(part, cte.name.text));

/** The query of WITH whose name the cursor is on, where it is made or where it is read. */
function cteAt({
  statement,
  path,
  offset,
}: Asked):
  { readonly clause: NodeOf<'WithClause'>; readonly cte: NodeOf<'CommonTableExpression'> } | undefined {
  const read = path.at(-1)?.kind === 'Identifier' && path.findLast((node) => node.kind === 'NamedTable');
  for (const clause of all(statement, 'WithClause')) {
    const cte = clause.ctes.find((each) => contains(each.name.span, offset) || (read && names(read, each)));
    if (cte) return { clause, cte };
  }
  return undefined;
}

/** What goes with the query: its comma, or all of a WITH that has no other. */
function placeOf(clause: NodeOf<'WithClause'>, cte: NodeOf<'CommonTableExpression'>, text: string): Span {
  const index = clause.ctes.indexOf(cte);
  const [before, after] = [clause.ctes[index - 1], clause.ctes[index + 1]];
  if (before) return { start: before.span.end, end: cte.span.end };
  if (after) return { start: cte.span.start, end: after.span.start };
  const blank = /^\s*/.exec(text.slice(clause.span.end))?.[0].length ?? 0;
  return { start: clause.span.start, end: clause.span.end + blank };
}
