import {
  blockCommentEnd,
  dollarQuotedEnd,
  dollarTag,
  continuesWord,
  hasEscapes,
  isBlank,
  lineCommentEnd,
  quotedEnd,
} from './skip.ts';

/** One statement of a document: what is parsed, bound and run as a whole. Offsets are the document's. */
export interface StatementSlice {
  /** From the first token to the `;`, which is included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The line of the first token, counted from 1. */
  readonly line: number;
  /** Where the comments before the statement begin; its start where there are none. */
  readonly leadingStart: number;
}

/** The document's statements, by `;` alone as in PostgreSQL: strings, names and comments may hold one. */
export function split(source: string): StatementSlice[] {
  const slices: StatementSlice[] = [];
  let line = 1;
  let counted = 0;
  let start = -1;
  let leadingStart = -1;
  /** The end of the line of the last `;`: a comment on that line belongs to the statement before. */
  let ownLineEnd = -1;
  let lastEnd = 0;

  const finish = (end: number): void => {
    if (start >= 0) {
      for (; counted < start; counted++) if (source.charCodeAt(counted) === 10) line++;
      const leading = leadingStart < 0 ? start : leadingStart;
      slices.push({ text: source.slice(start, end), start, end, line, leadingStart: leading });
      ownLineEnd = lineCommentEnd(source, end);
    }
    start = leadingStart = -1;
  };

  for (let at = 0; at < source.length;) {
    const code = source.charCodeAt(at);
    if (isBlank(code)) {
      at++;
      continue;
    }
    const next = source.charCodeAt(at + 1);
    let end = at + 1;
    if ((code === 45 && next === 45) || (code === 47 && next === 42)) {
      end = code === 45 ? lineCommentEnd(source, at) : closed(source, blockCommentEnd(source, at));
      if (start < 0 && leadingStart < 0 && at > ownLineEnd) leadingStart = at;
      at = end;
      continue;
    }
    if (code === 59) {
      finish(end);
      at = end;
      continue;
    }
    if (code === 39) end = closed(source, quotedEnd(source, at, hasEscapes(source, at)));
    else if (code === 34 || code === 96) end = closed(source, quotedEnd(source, at, false));
    else if (code === 36) {
      const tag = at > 0 && continuesWord(source.charCodeAt(at - 1)) ? undefined : dollarTag(source, at);
      if (tag !== undefined) end = closed(source, dollarQuotedEnd(source, at, tag));
    }
    if (start < 0) start = at;
    lastEnd = end;
    at = end;
  }
  finish(lastEnd);
  return slices;
}

function closed(source: string, end: number): number {
  return end < 0 ? source.length : end;
}
