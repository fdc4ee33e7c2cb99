import type { Span } from '../../../../dialect/src/text/span.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { contains } from '../../../../dialect/src/text/span.ts';
import type { NodeOf } from '../../../../dialect/src/syntax/nodes.ts';
import { all } from './rewrite.ts';
import type { Asked, Refactoring } from './rewrite.ts';

/** `WITH o AS (SELECT …) … FROM o` becomes `FROM (SELECT …) AS o`, where one place alone reads it. */
export const inlineCte: Refactoring = (asked) => {
  const { text, statement } = asked;
  const found = cteAt(asked);
  if (!found) return undefined;
  const { clause, cte } = found;
  if (clause.recursive || cte.materialized || cte.query.kind !== 'Query') return undefined;
  const same = all(statement, 'CommonTableExpression').filter((each) => each.name.text === cte.name.text);
  const uses = all(statement, 'NamedTable').filter((table) => names(table, cte));
  const bare = all(statement, 'TableQuery').some(({ name }) => name.parts.at(-1)?.text === cte.name.text);
  const [use] = uses;
  if (same.length !== 1 || uses.length !== 1 || bare || !use) return undefined;
  const columns = use.alias && use.alias.columns.length > 0 ? use.alias.columns : cte.columns;
  const list = columns.length > 0 ? `(${columns.map((column) => writtenName(column.text)).join(', ')})` : '';
  const body = text.slice(cte.query.span.start, cte.query.span.end);
  return {
    title: `Inline ${cte.name.text}`,
    kind: 'inline',
    changes: [
      { span: placeOf(clause, cte, text), text: '' },
      { span: use.span, text: `(${body}) AS ${writtenName((use.alias?.name ?? cte.name).text)}${list}` },
    ],
  };
};

const names = (table: NodeOf<'NamedTable'>, cte: NodeOf<'CommonTableExpression'>): boolean =>
  table.name.parts.length === 1 && table.name.parts[0]?.text === cte.name.text;

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
