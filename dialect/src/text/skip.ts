// Where a piece of text that hides its content ends: shared by the scanner and the splitter, so that the two never
// disagree on what lies inside a string. Each gives the offset behind the closing mark, or -1 where there is none.

const backslash = 92;
const slash = 47;
const star = 42;
const dollar = 36;

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters, `_` and everything beyond ASCII but blanks and typographic quotes. */
export function startsWord(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  // `code >= 128` is asked again, since the code behind the end of a text is NaN.
  return code >= 128 && !isBlank(code) && !(code >= 0x2018 && code <= 0x201f);
}

export function continuesWord(code: number): boolean {
  return startsWord(code) || isDigit(code) || code === dollar;
}

export function isBlank(code: number): boolean {
  if (code <= 32) return true;
  return code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200b) || code === 0x3000;
}

/** From the opening quote; a doubled quote stands for one, and with `escapes` so does a backslash before it. */
export function quotedEnd(source: string, start: number, escapes: boolean): number {
  const quote = source.charCodeAt(start);
  for (let at = start + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === quote) {
      if (source.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    } else if (code === backslash && escapes) at++;
  }
  return -1;
}

/** Whether the quote at this place opens an E'…' string: its E stands before it, and is no end of a longer word. */
export function hasEscapes(source: string, quote: number): boolean {
  const before = source.charCodeAt(quote - 1);
  return (before === 69 || before === 101) && (quote < 2 || !continuesWord(source.charCodeAt(quote - 2)));
}

export function lineCommentEnd(source: string, start: number): number {
  const end = source.indexOf('\n', start);
  return end < 0 ? source.length : end;
}

/** Block comments nest. */
export function blockCommentEnd(source: string, start: number): number {
  let depth = 1;
  for (let at = start + 2; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === star && source.charCodeAt(at + 1) === slash) {
      at++;
      if (--depth === 0) return at + 1;
    } else if (code === slash && source.charCodeAt(at + 1) === star) {
      at++;
      depth++;
    }
  }
  return -1;
}

/** The opening mark of `$$…$$` or `$tag$…$tag$` at this place, or undefined where `$` opens none. */
export function dollarTag(source: string, start: number): string | undefined {
  let at = start + 1;
  if (startsWord(source.charCodeAt(at)))
    while (source.charCodeAt(at) !== dollar && continuesWord(source.charCodeAt(at))) at++;
  return source.charCodeAt(at) === dollar ? source.slice(start, at + 1) : undefined;
}

export function dollarQuotedEnd(source: string, start: number, tag: string): number {
  const close = source.indexOf(tag, start + tag.length);
  return close < 0 ? -1 : close + tag.length;
}
