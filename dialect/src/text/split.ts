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

const [quote, dollar, apostrophe, star, minus, slash, semicolon, backtick] = [34, 36, 39, 42, 45, 47, 59, 96];

/** Characters that begin nothing and are no blank: nearly all of a text, passed over without a further question. */
const ordinary = Uint8Array.from({ length: 128 }, (_, code) =>
  code > 32 && ![quote, dollar, apostrophe, minus, slash, semicolon, backtick].includes(code) ? 1 : 0,
);

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
  return splitFrom(source, { offset: 0, line: 1 }, () => false);
}

/** Behind the `;` of a statement, or at the beginning of the text. */
export interface SplitPlace {
  readonly offset: number;
  readonly line: number;
}

/** The statements behind a place, up to the one whose `;` ends where `isKnown` says that what follows is known. */
export function splitFrom(
  source: string,
  from: SplitPlace,
  isKnown: (end: number) => boolean,
): StatementSlice[] {
  const slices: StatementSlice[] = [];
  let { line, offset: counted } = from;
  let start = -1;
  let leadingStart = -1;
  /** The end of the line of the last `;`: a comment on that line belongs to the statement before. */
  let ownLineEnd = from.offset > 0 ? lineCommentEnd(source, from.offset) : -1;
  let lastEnd = 0;

  /** Tells whether there was a statement to finish. */
  const finish = (end: number): boolean => {
    const isThere = start >= 0;
    if (isThere) {
      for (; counted < start; counted++) if (source.charCodeAt(counted) === 10) line++;
      const leading = leadingStart < 0 ? start : leadingStart;
      slices.push({ text: source.slice(start, end), start, end, line, leadingStart: leading });
      ownLineEnd = lineCommentEnd(source, end);
    }
    start = leadingStart = -1;
    return isThere;
  };

  for (let at = from.offset; at < source.length;) {
    const code = source.charCodeAt(at);
    if (ordinary[code] === 1) {
      if (start < 0) start = at;
      lastEnd = ++at;
      continue;
    }
    if (isBlank(code)) {
      at++;
      continue;
    }
    const comment = commentEnd(source, at, code);
    if (comment >= 0) {
      if (start < 0 && leadingStart < 0 && at > ownLineEnd) leadingStart = at;
      at = comment;
      continue;
    }
    const end = pieceEnd(source, at, code);
    if (code === semicolon) {
      if (finish(end) && isKnown(end)) return slices;
    } else {
      if (start < 0) start = at;
      lastEnd = end;
    }
    at = end;
  }
  finish(lastEnd);
  return slices;
}

/** The end of the comment that begins here; -1 where none does, or where it is never closed. */
function commentEnd(source: string, at: number, code: number): number {
  const next = source.charCodeAt(at + 1);
  if (code === minus && next === minus) return lineCommentEnd(source, at);
  return code === slash && next === star ? blockCommentEnd(source, at) : -1;
}

/** The end of a string, a quoted name or a single character. What is never closed reaches to the end of the text. */
function pieceEnd(source: string, at: number, code: number): number {
  let end = at + 1;
  if (code === apostrophe) end = quotedEnd(source, at, hasEscapes(source, at));
  else if (code === quote || code === backtick) end = quotedEnd(source, at, false);
  else if (code === slash && source.charCodeAt(end) === star) end = -1;
  else if (code === dollar && !(at > 0 && continuesWord(source.charCodeAt(at - 1)))) {
    const tag = dollarTag(source, at);
    if (tag !== undefined) end = dollarQuotedEnd(source, at, tag);
  }
  return end < 0 ? source.length : end;
}
