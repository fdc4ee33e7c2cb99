/** A value's text, and the line that it begins on, from 1. */
export interface JsonText {
  readonly text: string;
  readonly line: number;
}

/** `lines`: a value on each line. `values`: an array of them, or one behind the other over any number of lines. */
export type JsonLayout = 'lines' | 'values';

/** Characters that one document may have: as many as fit one of MongoDB's, written as Extended JSON. */
const longest = 64_000_000;

/** The values of a file of JSON, as text: no more than one of them is held. Fails where one does not end. */
export async function* jsonTexts(
  pieces: AsyncIterable<string> | Iterable<string>,
  layout: JsonLayout,
): AsyncGenerator<JsonText, undefined> {
  const cut = layout === 'lines' ? new Lines() : new Values();
  for await (const piece of pieces) {
    yield* cut.take(piece);
    if (cut.held > longest)
      throw new Error(
        `The document that begins on line ${cut.line} does not end: is the file of this format?`,
      );
  }
  yield* cut.end();
  return undefined;
}

/** Lines, which U+2028 does not end. */
class Lines {
  #rest = '';
  line = 1;

  get held(): number {
    return this.#rest.length;
  }

  *take(piece: string): Generator<JsonText, undefined> {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const text of lines) {
      if (text.trim() !== '') yield { text, line: this.line };
      this.line++;
    }
    return undefined;
  }

  *end(): Generator<JsonText, undefined> {
    yield* this.take('\n');
    return undefined;
  }
}

/**
 * Documents, wherever their braces close; brackets and commas around them only part them. A text that does not end on its line breaks its
 * document: it ends where the next one begins a line as far in as it does.
 */
class Values {
  #rest = '';
  /** Of the rest, what was looked at. */
  #at = 0;
  #depth = 0;
  #inText = false;
  #isBroken = false;
  /** Of the line that the document begins; NaN where something stands before it. */
  #indent = 0;
  #lineHere = 1;
  line = 1;

  get held(): number {
    return this.#rest.length;
  }

  *take(piece: string): Generator<JsonText, undefined> {
    const text = this.#rest + piece;
    let from = 0;
    let at = this.#at;
    for (; at < text.length; at++) {
      const sign = text.charCodeAt(at);
      if (sign === newline) this.#lineHere++;
      if (this.#inText) {
        if (sign === backslash) at++;
        else if (sign === quote) this.#inText = false;
        else if (sign === newline) [this.#inText, this.#isBroken] = [false, true];
        continue;
      }
      if (this.#isBroken && sign === brace && indentAt(text, at) === this.#indent) {
        yield { text: text.slice(from, at), line: this.line };
        [from, this.line, this.#depth, this.#isBroken] = [at, this.#lineHere, 0, false];
      }
      if (this.#depth === 0) {
        if (isBetween(sign)) {
          // What is no document is told of as such by whoever reads it.
          if (at > from) yield { text: text.slice(from, at), line: this.line };
          from = at + 1;
          this.#indent = sign === newline ? 0 : isSpace(sign) ? this.#indent + 1 : NaN;
          continue;
        }
        if (from === at) this.line = this.#lineHere;
      }
      if (sign === quote) this.#inText = true;
      else if (sign === brace || (sign === bracket && this.#depth > 0)) this.#depth++;
      else if ((sign === braceEnd || sign === bracketEnd) && this.#depth > 0 && --this.#depth === 0) {
        yield { text: text.slice(from, at + 1), line: this.line };
        from = at + 1;
        [this.#indent, this.#isBroken] = [NaN, false];
      }
    }
    this.#rest = text.slice(from);
    this.#at = at - from;
    return undefined;
  }

  *end(): Generator<JsonText, undefined> {
    if (this.#rest.trim() !== '') yield { text: this.#rest, line: this.line };
    return undefined;
  }
}

const [newline, backslash, quote, brace, braceEnd, bracket, bracketEnd] = [10, 92, 34, 123, 125, 91, 93];

/** Space, a comma, or a bracket of the array around all. */
const isBetween = (sign: number): boolean =>
  isSpace(sign) || sign === newline || sign === 13 || sign === 44 || sign === bracket || sign === bracketEnd;

const isSpace = (sign: number): boolean => sign === 32 || sign === 9;

/** The spaces of a line before a place; NaN where more than those stand there. */
function indentAt(text: string, at: number): number {
  let start = at;
  while (isSpace(text.charCodeAt(start - 1))) start--;
  return text.charCodeAt(start - 1) === newline ? at - start : NaN;
}
