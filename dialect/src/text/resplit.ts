import { splitFrom } from './split.ts';
import type { StatementSlice } from './split.ts';

/** So many statements, with the text up to the `;` of the last of them; the last part of a text is all the rest. */
export interface TextPart {
  /** Behind the `;`. */
  readonly end: number;
  readonly statements: readonly unknown[];
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
export function resplit(old: string, parts: readonly TextPart[], source: string): Resplit {
  const shorter = Math.min(old.length, source.length);
  const prefix = commonPrefix(old, source, shorter);
  const suffix = commonSuffix(old, source, shorter - prefix);
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
  let [after, to] = [parts.length, source.length];
  const changed = splitFrom(source, { offset: from, line: 1 }, (end) => {
    if (end < source.length - suffix) return false;
    const index = firstWhere(parts, (each) => each.end >= end - by);
    if (index >= ended || parts[index]?.end !== end - by) return false;
    [after, to] = [index + 1, end];
    return true;
  });
  return { before, from, to, changed, after, by };
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
