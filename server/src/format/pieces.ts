import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import { walk } from '../../../dialect/src/syntax/walk.ts';
import { isKeyword } from '../../../dialect/src/text/keywords.ts';
import type { Comment, Scan } from '../../../dialect/src/text/scan.ts';
import type { Token } from '../../../dialect/src/text/tokens.ts';

/** A token as it will be written, with what stood around it. */
export interface Piece {
  readonly kind: Token['kind'];
  readonly text: string;
  /** Whether the token is a name, whatever word it is. */
  readonly isName: boolean;
  /** Whether blanks, a line end or an empty line stood before it, comments left aside. */
  readonly gap: 'none' | 'blank' | 'line' | 'empty line';
  /** Comments on lines of their own before it, and those behind it on its line. */
  readonly leading: readonly string[];
  readonly trailing: readonly string[];
}

/** Brackets, or CASE … END, with what they hold. */
export interface Group {
  readonly open: Piece;
  readonly inner: readonly Node[];
  readonly close: Piece;
}

export type Node = Piece | Group;

export const isGroup = (node: Node): node is Group => 'open' in node;

/** The first piece of a node, which its place is judged by. */
export const firstOf = (node: Node): Piece => (isGroup(node) ? node.open : node);

/** The tokens of a statement as pieces in groups; undefined where brackets do not match. */
export function nodesOf(
  source: string,
  { tokens, comments }: Scan,
  statement: Statement,
): readonly Node[] | undefined {
  const names = namePlaces(statement);
  const real = tokens.filter(({ kind }) => kind !== 'end');
  const pieces = commasFirst(
    real.map((token, index) => pieceOf(source, token, real[index - 1], real[index + 1], comments, names)),
  );
  const stack: { open: Piece; inner: Node[] }[] = [];
  let inner: Node[] = [];
  const top: readonly Node[] = inner;
  for (const piece of pieces) {
    if (opens(piece)) {
      stack.push({ open: piece, inner });
      inner = [];
    } else if (closes(piece)) {
      const outer = stack.pop();
      if (!outer) return undefined;
      outer.inner.push({ open: outer.open, inner, close: piece });
      inner = outer.inner;
    } else inner.push(piece);
  }
  return stack.length === 0 ? top : undefined;
}

export const isLineComment = (comment: string): boolean => comment.startsWith('--');

/** Each comma right behind what it follows: a comment that ends the line, or has one of its own, comes after it. */
function commasFirst(pieces: readonly Piece[]): readonly Piece[] {
  const all = [...pieces];
  all.forEach((comma, index) => {
    const [left, right] = [all[index - 1], all[index + 1]];
    const ends = left?.trailing.some(isLineComment) === true;
    if (comma.kind !== ',' || !left || !right || (!ends && comma.leading.length === 0)) return;
    const behind = ends ? left.trailing : [];
    all[index - 1] = { ...left, trailing: ends ? [] : left.trailing };
    all[index] = { ...comma, leading: [], trailing: behind };
    all[index + 1] = { ...right, leading: [...comma.leading, ...comma.trailing, ...right.leading] };
  });
  return all;
}

const opens = ({ kind, isName }: Piece) => kind === '(' || kind === '[' || (kind === 'CASE' && !isName);
const closes = ({ kind, isName }: Piece) => kind === ')' || kind === ']' || (kind === 'END' && !isName);

/** Where names and types stand: keywords among them keep their case. */
function namePlaces(statement: Statement): ReadonlySet<number> {
  const places = new Set<number>();
  walk(statement, (node) => {
    if (node.kind === 'Identifier') places.add(node.span.start);
    // A type may be several words, all of which are as people like to write them.
    if (node.kind === 'TypeName') for (let at = node.span.start; at < node.span.end; at += 1) places.add(at);
  });
  return places;
}

function pieceOf(
  source: string,
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
  comments: readonly Comment[],
  names: ReadonlySet<number>,
): Piece {
  const text = source.slice(token.start, token.end);
  const isName = names.has(token.start);
  const lineEnd = (from: number, to: number) => source.slice(from, to).includes('\n');
  const between = (from: number, to: number) =>
    comments.filter(({ start, end }) => from <= start && end <= to);
  const trailing = after
    ? between(token.end, after.start).filter(({ start }) => !lineEnd(token.end, start))
    : between(token.end, source.length);
  const leading = before
    ? between(before.end, token.start).filter(({ start }) => lineEnd(before.end, start))
    : [];
  return {
    kind: token.kind,
    text: isKeyword(token.kind) && !isName && !/^(true|false|null)$/i.test(text) ? text.toUpperCase() : text,
    isName,
    gap: before ? gapOf(source.slice(before.end, leading[0]?.start ?? token.start)) : 'none',
    leading: leading.map(({ start, end }) => source.slice(start, end).trimEnd()),
    trailing: trailing.map(({ start, end }) => source.slice(start, end).trimEnd()),
  };
}

function gapOf(blanks: string): Piece['gap'] {
  const lines = blanks.split('\n').length - 1;
  if (lines > 1) return 'empty line';
  if (lines === 1) return 'line';
  return blanks === '' ? 'none' : 'blank';
}
