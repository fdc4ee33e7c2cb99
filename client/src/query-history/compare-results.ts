import { rowDocument } from '../results/copy-text.ts';
import { ejsonText } from '../results/ejson-text.ts';

/** The first rows of a result. */
export interface KeptResult {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** How many rows there were. */
  readonly total: number;
}

/** Two results as texts that differ where their rows do: a row on each line, in the order of its key. */
export interface Comparison {
  readonly left: string;
  readonly right: string;
  /** The column that tells rows apart; without one, whole rows are compared. */
  readonly key?: string;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

export function compareResults(left: KeptResult, right: KeptResult): Comparison {
  const key = keyOf(left, right);
  const [before, after] = [linesOf(left, key), linesOf(right, key)];
  const values = new Map(after);
  const known = new Map(before);
  const removed = before.filter(([name]) => !values.has(name)).length;
  const added = after.filter(([name]) => !known.has(name)).length;
  const changed = before.filter(([name, line]) => values.has(name) && values.get(name) !== line).length;
  const text = (lines: readonly Line[]) => lines.map(([, line]) => `${line}\n`).join('');
  return {
    left: text(before),
    right: text(after),
    ...(key === undefined ? {} : { key }),
    added,
    removed,
    changed,
  };
}

/** `3 added, 1 removed, 2 changed, by _id` */
export function comparisonWords({ added, removed, changed, key }: Comparison): string {
  if (added + removed + changed === 0) return 'no difference';
  const counts = `${added} added, ${removed} removed`;
  return key === undefined ? `${counts}, by whole rows` : `${counts}, ${changed} changed, by ${key}`;
}

/** A row's name among the others, and its text. */
type Line = readonly [string, string];

/** A column of both whose values are all there and all different: `_id` before the others, then from the left. */
function keyOf(left: KeptResult, right: KeptResult): string | undefined {
  const shared = left.names.filter((name) => right.names.includes(name));
  const ordered = [...shared.filter((name) => name === '_id'), ...shared.filter((name) => name !== '_id')];
  return ordered.find((name) => isUnique(left, name) && isUnique(right, name));
}

function isUnique({ names, rows }: KeptResult, name: string): boolean {
  const column = names.indexOf(name);
  const values = rows.map((row) => row[column]);
  if (values.some((value) => value === null || value === undefined)) return false;
  return new Set(values.map(textOf)).size === rows.length;
}

function linesOf({ names, rows }: KeptResult, key: string | undefined): readonly Line[] {
  const column = key === undefined ? -1 : names.indexOf(key);
  const seen = new Map<string, number>();
  const lines = rows.map((row): Line => {
    const line = ejsonText(rowDocument(names, row));
    if (column >= 0) return [textOf(row[column]), line];
    // Rows that are alike are told apart by their count.
    const count = (seen.get(line) ?? 0) + 1;
    seen.set(line, count);
    return [`${line} ${count}`, line];
  });
  return lines.sort(([a], [b]) => order.compare(a, b));
}

const order = new Intl.Collator('en', { numeric: true });

const textOf = (value: unknown): string => ejsonText({ value });
