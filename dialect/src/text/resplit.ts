import { splitFrom } from './split.ts';
import type { StatementSlice } from './split.ts';

/** So many statements, with the text up to the `;` of the last of them; the last part of a text is all the rest. */
export interface TextPart {
  /** Behind the `;`. */
  readonly end: number;
  readonly statements: readonly unknown[];
}

/** A text, whether it is one string or lies in pieces. */
export interface Text {
  readonly length: number;
  slice(start?: number, end?: number): string;
}

/** How a text comes from another one that differs in one stretch. */
export interface Resplit {
  /** How many of the old parts stand first, as they are. */
  readonly before: number;
  /** The text that was read anew, and its statements; their lines count from its beginning. */
  readonly from: number;
  readonly to: number;
  readonly changed: readonly StatementSlice[];
  /** From which on the old parts follow, so many characters further on. */
  readonly after: number;
  readonly by: number;
}

/** A part of fewer statements is read anew with the one behind it, so that parts do not get ever smaller. */
const fewest = 32;

/** The statements of a text, read anew only in the parts in which it differs from the old one. */
export function resplit(old: Text, parts: readonly TextPart[], source: Text): Resplit {
  const shorter = Math.min(old.length, source.length);
  const prefix = sameUpTo(shorter, (at, size) => old.slice(at, at + size) === source.slice(at, at + size));
  const part = (text: Text, at: number, size: number) =>
    text.slice(text.length - at - size, text.length - at);
  const suffix = sameUpTo(shorter - prefix, (at, size) => part(old, at, size) === part(source, at, size));
  const by = source.length - old.length;
  // The last part may end without `;`, inside a string that now goes on.
  const ended = parts.length - 1;
  let before = Math.max(
    0,
    Math.min(
      ended,
      firstWhere(parts, ({ end }) => end > prefix),
    ),
  );
  while (before > 0 && (parts[before - 1]?.statements.length ?? 0) < fewest) before -= 1;
  const from = parts[before - 1]?.end ?? 0;
  const unchanged = firstWhere(parts, ({ end }) => end >= old.length - suffix);
  // Where nothing opens a string or a comment, the part behind the edit ends as it did: more of the text is looked at only where it does not.
  for (let further = 0; ; further = 2 * further + 1) {
    const last = unchanged + further < ended ? parts[unchanged + further] : undefined;
    let [after, to] = [parts.length, last ? last.end + by : source.length];
    const changed = statementsIn(source, from, to, (end) => {
      const index = firstWhere(parts, (each) => each.end >= end - by);
      if (index < unchanged || index >= ended || parts[index]?.end !== end - by) return false;
      [after, to] = [index + 1, end];
      return true;
    });
    if (after < parts.length || !last) return { before, from, to, changed, after, by };
  }
}

/** The statements of a text between two places, of which the first is its beginning or behind a `;`. */
function statementsIn(
  source: Text,
  from: number,
  to: number,
  isKnown: (end: number) => boolean,
): readonly StatementSlice[] {
  // With the `;`, whose line goes on behind it.
  const base = Math.max(0, from - 1);
  const slices = splitFrom(source.slice(base, to), { offset: from - base, line: 1 }, (end) =>
    isKnown(base + end),
  );
  return slices.map(({ text, start, end, line, leadingStart }) => ({
    ...{ text, line },
    ...{ start: base + start, end: base + end, leadingStart: base + leadingStart },
  }));
}

/** Where the first of things in their order is that is as asked, as all behind it are; their number where none is. */
export function firstWhere<Each>(all: readonly Each[], isSo: (each: Each) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = all[middle];
    if (each !== undefined && isSo(each)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** So much is compared at once, a power of two: the engine compares long strings much faster than we do their characters. */
const chunk = 4096;

/** How many characters are the same, one behind the other; `areSame` tells of so many of them at a place. */
function sameUpTo(most: number, areSame: (at: number, size: number) => boolean): number {
  let at = 0;
  for (let size = chunk; size >= 1; size /= 2) while (at + size <= most && areSame(at, size)) at += size;
  return at;
}
