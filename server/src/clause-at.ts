import type { Span } from '../../dialect/src/text/span.ts';
import type { Token } from '../../dialect/src/text/tokens.ts';
import { isKeyword } from '../../dialect/src/text/keywords.ts';
import type { AnyNode, NodeKind, NodeOf } from '../../dialect/src/syntax/nodes.ts';
import { nodePath } from '../../dialect/src/syntax/walk.ts';
import type { StatementModel } from './statements.ts';

/** A clause of a query, by a word that begins it. Places count from the statement's start. */
export interface Clause {
  /** `WHERE`, `GROUP BY`, `LEFT JOIN`. */
  readonly name: string;
  /** The words. */
  readonly span: Span;
  /** What the clause says: its condition, its list, the tables that it joins. */
  readonly body: Span;
}

/** The clause whose words are at an offset of a statement. */
export function clauseAt({ text, parsed }: StatementModel, offset: number): Clause | undefined {
  const { statement, tokens } = parsed;
  const at = tokens.findIndex(({ start, end }) => start <= offset && offset < end);
  const token = tokens[at];
  if (!statement || !token || !isKeyword(token.kind)) return undefined;
  // Of its neighbours too, since a word of `LEFT OUTER JOIN` or `ORDER BY` alone says little.
  let [first, last] = [at, at];
  while (together(tokens[first - 1], tokens[first])) first -= 1;
  while (together(tokens[last], tokens[last + 1])) last += 1;
  const words = tokens.slice(first, last + 1);
  const start = words[0]?.start ?? token.start;
  const body = bodyOf(words, nodePath(statement, start + 1));
  if (!body) return undefined;
  return {
    name: words
      .map((word) => text.slice(word.start, word.end))
      .join(' ')
      .toUpperCase(),
    span: { start, end: words.at(-1)?.end ?? token.end },
    body,
  };
}

const pairs: Readonly<Record<string, readonly string[]>> = {
  SELECT: ['DISTINCT', 'ALL'],
  GROUP: ['BY'],
  ORDER: ['BY'],
  NATURAL: ['LEFT', 'RIGHT', 'FULL', 'INNER', 'JOIN'],
  LEFT: ['OUTER', 'JOIN'],
  RIGHT: ['OUTER', 'JOIN'],
  FULL: ['OUTER', 'JOIN'],
  OUTER: ['JOIN'],
  INNER: ['JOIN'],
  CROSS: ['JOIN'],
  UNION: ['ALL', 'DISTINCT'],
  INTERSECT: ['ALL', 'DISTINCT'],
  EXCEPT: ['ALL', 'DISTINCT'],
};

const together = (left: Token | undefined, right: Token | undefined): boolean =>
  left !== undefined && right !== undefined && (pairs[left.kind] ?? []).includes(right.kind);

/** What the clause of these words says, by the innermost node that holds them: words of other nodes begin no clause. */
function bodyOf(words: readonly Token[], path: readonly AnyNode[]): Span | undefined {
  const kinds = words.map(({ kind }) => kind);
  const node = path.at(-1);
  const of = <K extends NodeKind>(kind: K): NodeOf<K> | undefined =>
    node?.kind === kind ? (node as NodeOf<K>) : undefined;
  switch (kinds[0]) {
    case 'SELECT':
      return spanOf(of('Select')?.items);
    case 'FROM':
      return spanOf(of('Select')?.from);
    case 'WHERE':
      return (of('Select') ?? of('Update') ?? of('Delete'))?.where?.span;
    case 'GROUP':
      return of('GroupBy')?.span;
    case 'HAVING':
      return of('Select')?.having?.span;
    case 'ORDER':
      return spanOf(of('Query')?.orderBy);
    case 'LIMIT':
    case 'OFFSET':
    case 'FETCH':
      return (of('Query')?.limit ?? of('Query')?.offset)?.span;
    case 'OVER':
      return of('FunctionCall')?.span;
    case 'UNION':
    case 'INTERSECT':
    case 'EXCEPT':
      return of('SetOperation')?.span;
    default:
      return kinds.includes('JOIN') ? of('Join')?.span : undefined;
  }
}

function spanOf(nodes: readonly { readonly span: Span }[] | undefined): Span | undefined {
  const [first, last] = [nodes?.[0], nodes?.at(-1)];
  return first && last && { start: first.span.start, end: last.span.end };
}
