import { splitFrom } from './split.ts';
import type { StatementSlice } from './split.ts';

/** How the statements of a text come from those of another that differs in one stretch. */
export interface Resplit {
  /** How many of the old statements stand first, as they are. */
  readonly before: number;
  /** The statements that were read anew. */
  readonly changed: readonly StatementSlice[];
  /** From which on the old statements follow, so many characters and lines further on. */
  readonly after: number;
  readonly by: number;
  readonly byLines: number;
}

/** The statements of a text, read anew only where it differs from the one that the old statements are of. */
export function resplit(old: string, statements: readonly StatementSlice[], source: string): Resplit {
  const shorter = Math.min(old.length, source.length);
  const prefix = commonPrefix(old, source, shorter);
  const suffix = commonSuffix(old, source, shorter - prefix);
  const by = source.length - old.length;
  // The last statement may end without `;`, inside a string that now goes on.
  const ended = statements.length - 1;
  const before = Math.max(
    0,
    Math.min(
      ended,
      firstWhere(statements, ({ end }) => end > prefix),
    ),
  );
  const last = statements[before - 1];
  const from = last
    ? { offset: last.end, line: last.line + lineEnds(last.text, 0, last.text.length) }
    : beginning;
  let after = statements.length;
  const changed = splitFrom(source, from, (end) => {
    if (end < source.length - suffix) return false;
    const index = firstWhere(statements, (each) => each.end >= end - by);
    if (index >= ended || statements[index]?.end !== end - by) return false;
    after = index + 1;
    return true;
  });
  const byLines =
    lineEnds(source, prefix, source.length - suffix) - lineEnds(old, prefix, old.length - suffix);
  return { before, changed, after, by, byLines };
}

const beginning = { offset: 0, line: 1 };

/** Where the first of the statements is, which lie in the order of the text, that is as asked, as all behind it are; their number where none is. */
export function firstWhere<Slice extends StatementSlice>(
  statements: readonly Slice[],
  isSo: (each: Slice) => boolean,
): number {
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = statements[middle];
    if (each && isSo(each)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** So much is compared at once: the engine compares long strings much faster than we do their characters. */
const chunk = 4096;

function commonPrefix(a: string, b: string, most: number): number {
  let at = 0;
  while (at + chunk <= most && a.slice(at, at + chunk) === b.slice(at, at + chunk)) at += chunk;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

function commonSuffix(a: string, b: string, most: number): number {
  const part = (text: string, at: number) => text.slice(text.length - at - chunk, text.length - at);
  let at = 0;
  while (at + chunk <= most && part(a, at) === part(b, at)) at += chunk;
  while (at < most && a.charCodeAt(a.length - at - 1) === b.charCodeAt(b.length - at - 1)) at++;
  return at;
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
