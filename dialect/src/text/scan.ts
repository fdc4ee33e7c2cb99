import type { Fix, Problem } from '../problems/problem.ts';
import { problem } from '../problems/catalog.ts';
import { keywords, type Keyword } from './keywords.ts';
import {
  blockCommentEnd,
  continuesWord,
  dollarQuotedEnd,
  dollarTag,
  hasEscapes,
  isBlank,
  isDigit,
  lineCommentEnd,
  quotedEnd,
  startsWord,
} from './skip.ts';
import { everyName, marks, namesOf, type Mark, type Token, type TokenKind } from './tokens.ts';

export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly block: boolean;
}

export interface Scan {
  /** The tokens, and behind them one of kind `end` that is as long as nothing. */
  readonly tokens: Token[];
  readonly comments: readonly Comment[];
  readonly problems: Problem[];
}

interface KeywordSlot {
  readonly kind: Keyword;
  readonly names: number;
  /** The codes of the word with bit 5 set, which takes away the case of a letter. */
  readonly codes: readonly number[];
}

// Keywords lie in a hash table that is asked with the characters in place: no text is cut or lower-cased to tell a
// word from a keyword, which is most of a scanner's time otherwise.
const tableSize = 2048;
const table: (KeywordSlot | undefined)[] = new Array<KeywordSlot | undefined>(tableSize).fill(undefined);
for (const kind of Object.keys(keywords) as Keyword[]) {
  const codes = Array.from(kind, (letter) => letter.charCodeAt(0) | 32);
  let slot = codes.reduce((hash, code) => (Math.imul(hash, 31) + code) | 0, 0) & (tableSize - 1);
  while (table[slot]) slot = (slot + 1) & (tableSize - 1);
  table[slot] = { kind, names: namesOf(kind), codes };
}

function keywordAt(source: string, start: number, end: number, hash: number): KeywordSlot | undefined {
  for (let slot = hash & (tableSize - 1); ; slot = (slot + 1) & (tableSize - 1)) {
    const entry = table[slot];
    if (!entry) return undefined;
    if (entry.codes.length !== end - start) continue;
    let at = 0;
    while (at < entry.codes.length && (source.charCodeAt(start + at) | 32) === entry.codes[at]) at++;
    if (at === entry.codes.length) return entry;
  }
}

const marksByFirst: (readonly Mark[])[] = Array.from({ length: 128 }, (_, code) =>
  marks.filter((mark) => mark.charCodeAt(0) === code),
);

/** The text's tokens. Never throws: what cannot be read is told as a problem and left out. */
export function scan(source: string): Scan {
  return new Scanner(source).run();
}

class Scanner {
  readonly source: string;
  readonly tokens: Token[] = [];
  readonly comments: Comment[] = [];
  readonly problems: Problem[] = [];
  at = 0;

  constructor(source: string) {
    this.source = source;
  }

  run(): Scan {
    const { source } = this;
    while (this.at < source.length) {
      const code = source.charCodeAt(this.at);
      if (isBlank(code)) this.at++;
      else if (startsWord(code)) this.word();
      else if (isDigit(code)) this.number();
      else this.other(code);
    }
    this.push('end', this.at);
    return this;
  }

  private push(kind: TokenKind, end: number, names = 0): void {
    this.tokens.push({ kind, start: this.at, end, names });
    this.at = end;
  }

  private word(): void {
    const { source, at: start } = this;
    let end = start;
    let hash = 0;
    for (let code = source.charCodeAt(end); continuesWord(code); code = source.charCodeAt(++end))
      hash = (Math.imul(hash, 31) + (code | 32)) | 0;
    if (end - start === 1 && source.charCodeAt(end) === 39 && hasEscapes(source, end)) {
      this.quoted('string', end, true);
      return;
    }
    if (end - start === 1 && (source.charCodeAt(start) | 32) === 117 && source.charCodeAt(end) === 38) {
      const quote = source.charCodeAt(end + 1);
      if (quote === 39 || quote === 34) {
        this.quoted(quote === 39 ? 'string' : 'quoted name', end + 1, false);
        return;
      }
    }
    const keyword = keywordAt(source, start, end, hash);
    if (keyword) this.push(keyword.kind, end, keyword.names);
    else this.push('name', end, everyName);
  }

  private number(): void {
    const { source, at: start } = this;
    let end = start;
    const prefix = source.charCodeAt(start) === 48 ? source.charCodeAt(start + 1) | 32 : 0;
    const digits =
      prefix === 120 ? /[0-9a-fA-F_]/y : prefix === 111 ? /[0-7_]/y : prefix === 98 ? /[01_]/y : undefined;
    if (digits) {
      end += 2;
      while (((digits.lastIndex = end), digits.test(source))) end++;
    } else {
      end = this.digits(end);
      if (source.charCodeAt(end) === 46 && source.charCodeAt(end + 1) !== 46) end = this.digits(end + 1);
      if ((source.charCodeAt(end) | 32) === 101) {
        const sign = source.charCodeAt(end + 1);
        const first = sign === 43 || sign === 45 ? end + 2 : end + 1;
        if (isDigit(source.charCodeAt(first))) end = this.digits(first);
      }
    }
    const valid = end;
    while (continuesWord(source.charCodeAt(end))) end++;
    if (end > valid || (digits && valid === start + 2))
      this.problems.push(problem('QL1003', { start, end }, [source.slice(start, end)]));
    this.push('number', end);
  }

  private digits(from: number): number {
    let end = from;
    for (let code = this.source.charCodeAt(end); isDigit(code) || code === 95;)
      code = this.source.charCodeAt(++end);
    return end;
  }

  private other(code: number): void {
    const { source, at } = this;
    const next = source.charCodeAt(at + 1);
    if (code === 45 && next === 45) this.comment(lineCommentEnd(source, at), false);
    else if (code === 47 && next === 42) this.comment(blockCommentEnd(source, at), true);
    else if (code === 39) this.quoted('string', at, false);
    else if (code === 34 || code === 96) this.quoted('quoted name', at, false);
    else if (code === 46 && isDigit(next)) this.number();
    else if (code === 64 && startsWord(next)) this.marked('variable');
    else if (code === 36) this.dollar(next);
    else this.mark(code);
  }

  private comment(end: number, block: boolean): void {
    if (end < 0) this.unterminated('comment', '*/');
    const { at } = this;
    this.at = end < 0 ? this.source.length : end;
    this.comments.push({ start: at, end: this.at, block });
  }

  private quoted(kind: 'string' | 'quoted name', quote: number, escapes: boolean): void {
    const end = quotedEnd(this.source, quote, escapes);
    if (end < 0) this.unterminated(kind, this.source.charAt(quote));
    this.push(kind, end < 0 ? this.source.length : end, kind === 'quoted name' ? everyName : 0);
  }

  /** `@name` and `$1`: one mark, then the characters of a word. */
  private marked(kind: 'variable' | 'dollar'): void {
    let end = this.at + 1;
    while (continuesWord(this.source.charCodeAt(end))) end++;
    this.push(kind, end);
  }

  private dollar(next: number): void {
    const { source, at } = this;
    if (isDigit(next)) {
      this.marked('dollar');
      return;
    }
    const tag = dollarTag(source, at);
    if (tag === undefined) {
      this.unknown();
      return;
    }
    const end = dollarQuotedEnd(source, at, tag);
    if (end < 0) this.unterminated('string', tag);
    this.push('string', end < 0 ? source.length : end);
  }

  private mark(code: number): void {
    for (const mark of marksByFirst[code] ?? []) {
      if (mark.length === 1 || this.source.startsWith(mark, this.at)) {
        this.push(mark, this.at + mark.length);
        return;
      }
    }
    this.unknown();
  }

  private unterminated(what: string, close: string): void {
    const { length } = this.source;
    const fix: Fix = {
      title: `Add ${close}`,
      changes: [{ span: { start: length, end: length }, text: close }],
    };
    this.problems.push(problem('QL1002', { start: this.at, end: length }, [what, `\`${close}\``], [fix]));
  }

  private unknown(): void {
    const start = this.at;
    const letter = String.fromCodePoint(this.source.codePointAt(start) ?? 0);
    this.at = start + letter.length;
    const span = { start, end: this.at };
    this.problems.push(problem('QL1004', span, [letter], this.straightened(letter, start)));
  }

  /** The plain quotes for a typographic one, and for the other of its pair. */
  private straightened(letter: string, at: number): Fix[] {
    const straight = /[\u2018-\u201b]/.test(letter) ? "'" : /[\u201c-\u201f]/.test(letter) ? '"' : undefined;
    if (straight === undefined) return [];
    const { source } = this;
    const closing = { '\u2018': '\u2019', '\u201c': '\u201d' }[letter];
    const opening = { '\u2019': '\u2018', '\u201d': '\u201c' }[letter];
    const other = closing ? source.indexOf(closing, at) : opening ? source.lastIndexOf(opening, at) : -1;
    const places = other < 0 ? [at] : [at, other];
    const changes = places.map((start) => ({ span: { start, end: start + 1 }, text: straight }));
    return [{ title: `Write ${straight}`, changes }];
  }
}
