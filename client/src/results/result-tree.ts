import type { Cell, TreeNode } from '../messages/results.ts';
import { cellOf, membersOf } from './bson-text.ts';
import { rowDocument } from './copy-text.ts';
import type { Row } from './row.ts';

export interface Branch {
  readonly nodes: readonly TreeNode[];
  /** How many members there are in all. */
  readonly total: number;
}

/** What the tree needs of a result: rows by position, as many as are held. */
export interface TreeRows {
  readonly length: number;
  slice(from: number, to: number): readonly Row[];
}

/**
 * The members of a place in a result, from one on. A path begins with a row's index; then each step is the index of a member in its
 * document or array. The empty path gives the rows themselves, each as a document.
 */
export function branchAt(
  names: readonly string[],
  rows: TreeRows,
  path: readonly number[],
  from: number,
  count: number,
): Branch {
  const [row, ...inner] = path;
  if (row === undefined) {
    const nodes = rows
      .slice(from, from + count)
      .map((values, index) => nodeOf(String(from + index + 1), rowDocument(names, values)));
    return { nodes, total: rows.length };
  }
  const [values] = rows.slice(row, row + 1);
  let place: unknown = values && rowDocument(names, values);
  for (const step of inner) place = membersOf(place)[step]?.[1];
  const members = membersOf(place);
  return {
    nodes: members.slice(from, from + count).map(([name, value]) => nodeOf(name, value)),
    total: members.length,
  };
}

/** The column and the members in it that a path leads to; undefined for a row, which is no single value. */
export function columnAt(
  names: readonly string[],
  row: Row,
  [, member, ...members]: readonly number[],
): { readonly column: number; readonly members: readonly number[] } | undefined {
  const column = names.map((_, index) => index).filter((index) => row[index] !== undefined)[member ?? -1];
  return column === undefined ? undefined : { column, members };
}

/** The path of a column's value and the values that lead to it, from the row on, each with what it is now. */
export function linesTo(
  names: readonly string[],
  row: Row,
  at: { readonly row: number; readonly column: number; readonly members: readonly number[] },
): { readonly path: readonly number[]; readonly cell: Cell }[] {
  const member = row.slice(0, at.column).filter((value) => value !== undefined).length;
  const steps = [member, ...at.members];
  let place: unknown = rowDocument(names, row);
  const lines = [{ path: [at.row], cell: cellOf(place) }];
  steps.forEach((step, index) => {
    place = membersOf(place)[step]?.[1];
    lines.push({ path: [at.row, ...steps.slice(0, index + 1)], cell: cellOf(place) });
  });
  return lines;
}

function nodeOf(name: string, value: unknown): TreeNode {
  return { name, cell: cellOf(value), members: membersOf(value).length };
}
