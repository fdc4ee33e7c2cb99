import { isGroup } from './pieces.ts';
import type { Node, Piece } from './pieces.ts';

/** A clause of a statement: the words that name it, and what it says. */
export interface Clause {
  readonly head: readonly Piece[];
  readonly rest: readonly Node[];
  /** What divides it into parts that may stand on lines of their own. */
  readonly separator: 'comma' | 'condition' | 'nothing';
}

/** The words that a join may begin with. */
const joins = ['JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'NATURAL'];

const starters: readonly string[] = [
  ...['WITH', 'SELECT', 'FROM', 'WHERE', 'GROUP', 'HAVING', 'WINDOW', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH'],
  ...['RETURNING', 'UNION', 'INTERSECT', 'EXCEPT', 'VALUES', 'SET', ...joins],
  ...['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'USING', 'WHEN'],
];

/** Words that go on with the clause that a starter began. */
const seconds: Readonly<Record<string, readonly string[]>> = {
  SELECT: ['DISTINCT', 'ALL'],
  GROUP: ['BY'],
  ORDER: ['BY'],
  WITH: ['RECURSIVE'],
  INSERT: ['INTO'],
  DELETE: ['FROM'],
  MERGE: ['INTO'],
  UNION: ['ALL', 'DISTINCT'],
  INTERSECT: ['ALL', 'DISTINCT'],
  EXCEPT: ['ALL', 'DISTINCT'],
  LEFT: ['OUTER', 'JOIN'],
  RIGHT: ['OUTER', 'JOIN'],
  FULL: ['OUTER', 'JOIN'],
  INNER: ['JOIN'],
  CROSS: ['JOIN'],
  NATURAL: ['LEFT', 'RIGHT', 'FULL', 'INNER', 'OUTER', 'JOIN'],
};

const lists = ['WITH', 'SELECT', 'FROM', 'GROUP', 'ORDER', 'SET', 'VALUES', 'RETURNING', 'WINDOW'];
const conditions = ['WHERE', 'HAVING', ...joins];

/** The clauses of a statement or query, what stands before the first one being the first. */
export function clausesOf(nodes: readonly Node[]): readonly Clause[] {
  const clauses: { head: Piece[]; rest: Node[]; separator: Clause['separator'] }[] = [];
  nodes.forEach((node, index) => {
    const current = clauses.at(-1);
    if (!isGroup(node) && (begins(node, index, nodes) || namesPools(node, index, nodes))) {
      const { kind } = node;
      const separator = lists.includes(kind) ? 'comma' : conditions.includes(kind) ? 'condition' : 'nothing';
      clauses.push({ head: [node], rest: [], separator });
    } else if (current && current.rest.length === 0 && !isGroup(node) && continues(node, current.head[0])) {
      current.head.push(node);
    } else if (current) current.rest.push(node);
    else clauses.push({ head: [], rest: [node], separator: 'nothing' });
  });
  return clauses;
}

const continues = ({ kind, isName }: Piece, head: Piece | undefined) =>
  !isName && head !== undefined && (seconds[head.kind] ?? []).includes(kind);

function begins(piece: Piece, index: number, nodes: readonly Node[]): boolean {
  if (piece.isName || !starters.includes(piece.kind)) return false;
  const before = nodes[index - 1];
  const after = nodes[index + 1];
  const previous = before && !isGroup(before) && !before.isName ? before.kind : undefined;
  switch (piece.kind) {
    case 'FROM':
      return previous !== 'DELETE' && !isDistinctFrom(index, nodes);
    case 'GROUP':
      return previous !== 'WITHIN';
    case 'WITH':
      // WITH TIES, WITH ORDINALITY; WITH (…) of pool options begins a clause.
      return !(after && !isGroup(after) && ['TIES', 'ORDINALITY', 'TIME'].includes(after.kind));
    case 'LEFT':
    case 'RIGHT':
      // LEFT('abc', 2) is a function; NATURAL LEFT JOIN one join.
      return !(after && isGroup(after)) && previous !== 'NATURAL';
    case 'JOIN':
    case 'INNER':
    case 'FULL':
      return (
        previous === undefined ||
        !['LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'NATURAL', 'OUTER'].includes(previous)
      );
    case 'SET':
      return previous !== 'UPDATE' || index === 1;
    case 'UPDATE':
    case 'DELETE':
    case 'INSERT':
      return previous !== 'DO' && previous !== 'THEN';
    case 'VALUES':
      // Those of a MERGE belong to the INSERT behind WHEN.
      return !nodes.some((node) => !isGroup(node) && node.kind === 'MERGE' && !node.isName);
    case 'USING':
      // JOIN b USING (id) belongs to the join.
      return !(after && isGroup(after));
    default:
      return true;
  }
}

/** ON CONNECTION_POOL of a benchmark; any other ON belongs to what stands before it. */
function namesPools({ kind }: Piece, index: number, nodes: readonly Node[]): boolean {
  const [first, next] = [nodes[0], nodes[index + 1]];
  const isBenchmark = first !== undefined && !isGroup(first) && first.kind === 'BENCHMARK';
  return (
    kind === 'ON' && isBenchmark && next !== undefined && !isGroup(next) && next.kind === 'CONNECTION_POOL'
  );
}

/** `x IS [NOT] DISTINCT FROM y`. */
function isDistinctFrom(index: number, nodes: readonly Node[]): boolean {
  const kinds = nodes.slice(Math.max(0, index - 3), index).map((node) => (isGroup(node) ? '' : node.kind));
  return kinds.at(-1) === 'DISTINCT' && kinds.includes('IS');
}

/** The parts between commas, each with the comma behind it. */
export function itemsOf(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const items: Node[][] = [[]];
  for (const node of nodes) {
    items.at(-1)?.push(node);
    if (!isGroup(node) && node.kind === ',') items.push([]);
  }
  return items.filter((item) => item.length > 0);
}

/** The parts of a chain of AND and OR, each with the word before it. The AND of BETWEEN divides nothing. */
export function conditionsOf(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const parts: Node[][] = [[]];
  let between = 0;
  for (const node of nodes) {
    const kind = isGroup(node) || node.isName ? undefined : node.kind;
    if (kind === 'BETWEEN') between += 1;
    const divides = kind === 'OR' || (kind === 'AND' && between === 0);
    if (kind === 'AND' && between > 0) between -= 1;
    if (divides) parts.push([]);
    parts.at(-1)?.push(node);
  }
  return parts.filter((part) => part.length > 0);
}

/** Whether brackets hold a query rather than a list. */
export function isQueryBody(inner: readonly Node[]): boolean {
  const [first] = inner;
  return (
    first !== undefined &&
    !isGroup(first) &&
    !first.isName &&
    ['SELECT', 'WITH', 'VALUES', 'INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(first.kind)
  );
}
