import type { Problem } from '../../../dialect/src/index.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { StatementSlice } from '../../../dialect/src/text/split.ts';

/** A place in a file; line and column are counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a statement's problem stands in its file. */
export function placeOf(problem: Problem, slice: StatementSlice, script: string): Place {
  const offset = slice.start + problem.span.start;
  const before = script.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** The line of the file with a mark under what the problem is about. */
export function excerpt(problem: Problem, slice: StatementSlice, script: string): string {
  const offset = slice.start + problem.span.start;
  const lineStart = script.lastIndexOf('\n', offset - 1) + 1;
  const nextLine = script.indexOf('\n', offset);
  const lineEnd = nextLine === -1 ? script.length : nextLine;
  const line = script.slice(lineStart, lineEnd).replace(/\r$/, '');
  const length = Math.max(1, Math.min(problem.span.end - problem.span.start, lineEnd - offset));
  // A line of a script may hold a connection string. Tabs stay tabs, so that the mark stands where the text stands.
  const indent = redactUris(line.slice(0, offset - lineStart)).replace(/[^\t]/g, ' ');
  return `${redactUris(line)}\n${indent}${'^'.repeat(length)}`;
}
