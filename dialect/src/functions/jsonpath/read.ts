import { javascriptRegex } from '../operators/pattern-text.ts';
import { SqlError } from '../values.ts';

// SQL's path language for JSON, as PostgreSQL reads it: what gives rows and documents their parts by names, positions and conditions. A text
// becomes the tree below; a part that this reader does not know makes an SqlError that says what it does know.

/** What a path begins with, and where it goes from there. */
export interface Path {
  readonly from: PathStart;
  readonly steps: readonly Step[];
}

type PathStart =
  | { readonly kind: 'root' }
  | { readonly kind: 'current' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: Scalar };

export type Scalar = string | number | boolean | null;

export type Step =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'members' }
  | { readonly kind: 'elements' }
  | { readonly kind: 'positions'; readonly ranges: readonly Range[] }
  | { readonly kind: 'filter'; readonly test: Test }
  | { readonly kind: 'size' }
  | { readonly kind: 'type' };

export interface Range {
  readonly from: Position;
  readonly to: Position;
}

/** Counted from 0, or back from the last element. */
export interface Position {
  readonly at: number;
  readonly back: boolean;
}

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

export type Test =
  | { readonly kind: 'and' | 'or'; readonly left: Test; readonly right: Test }
  | { readonly kind: 'not' | 'unknown'; readonly test: Test }
  | { readonly kind: 'exists'; readonly path: Path }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Path;
      readonly right: Path;
    }
  | { readonly kind: 'starts'; readonly path: Path; readonly prefix: Path }
  | { readonly kind: 'regex'; readonly path: Path; readonly pattern: string; readonly insensitive: boolean };

/** A path, or a condition as the whole of a path's text. */
export type JsonPath =
  { readonly kind: 'path'; readonly path: Path } | { readonly kind: 'test'; readonly test: Test };

/** A variable is one by what stands right behind its mark: `$ starts with …` asks of the document. */
const tokens =
  /\s*(?:\$(?<variable>"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_]*)|(?<mark>&&|\|\||==|!=|<>|<=|>=|\.\*\*|[$@.*[\](),?!<>+\-/%{}])|(?<text>"(?:[^"\\]|\\.)*")|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}_]*))/suy;

interface Token {
  readonly kind: (typeof tokenKinds)[number] | 'end';
  readonly text: string;
}

const tokenKinds = ['variable', 'mark', 'text', 'number', 'word'] as const;

/** Far more than anybody writes; what is nested as deep as a path is long stays within the stack. */
const mostTokens = 1000;

/** MongoDB counts positions, and elements from one on, in 32 bits, and no array is longer. */
const lastPosition = 2 ** 31 - 2;

const comparisons: Readonly<Record<string, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const words: ReadonlyMap<string, Scalar> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = this.#scan();
  }

  read(): JsonPath {
    if (this.#word('strict')) throw this.#refused('strict');
    this.#word('lax');
    const whole = this.#or();
    if (this.#token.kind !== 'end') throw this.#refused(this.#token.text);
    return 'from' in whole ? { kind: 'path', path: whole } : { kind: 'test', test: whole };
  }

  #scan(): readonly Token[] {
    const found: Token[] = [];
    const text = this.#text.trimEnd();
    tokens.lastIndex = 0;
    while (tokens.lastIndex < text.length) {
      const from = tokens.lastIndex;
      const { groups } = tokens.exec(text) ?? {};
      if (!groups) throw this.#refused(text.slice(from).trim());
      const kind = tokenKinds.find((each) => groups[each] !== undefined);
      if (kind) found.push({ kind, text: groups[kind] ?? '' });
      if (found.length > mostTokens) throw new SqlError(`The path ${shortened(text)} is too long`);
    }
    return found;
  }

  #refused(part: string): SqlError {
    return new SqlError(
      `The path ${shortened(this.#text)} cannot be read from ${part === '' ? 'its end' : shortened(part)} on: paths have names, .*, [*], positions, last, ?(…) with comparisons, &&, ||, !, exists, starts with and like_regex, .size() and .type()`,
    );
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #take(mark: string): boolean {
    if (this.#token.kind !== 'mark' || this.#token.text !== mark) return false;
    this.#at += 1;
    return true;
  }

  #word(word: string): boolean {
    if (this.#token.kind !== 'word' || this.#token.text !== word) return false;
    this.#at += 1;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) throw this.#refused(this.#token.text);
  }

  #or(): Path | Test {
    let left = this.#and();
    while (this.#take('||')) left = { kind: 'or', left: this.#test(left), right: this.#test(this.#and()) };
    return left;
  }

  #and(): Path | Test {
    let left = this.#not();
    while (this.#take('&&')) left = { kind: 'and', left: this.#test(left), right: this.#test(this.#not()) };
    return left;
  }

  #test(part: Path | Test): Test {
    if ('from' in part) throw this.#refused(this.#token.text);
    return part;
  }

  #not(): Path | Test {
    if (this.#take('!')) return { kind: 'not', test: this.#test(this.#not()) };
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      if ('from' in inner) return this.#compared(this.#steps(inner));
      if (!this.#word('is')) return inner;
      if (!this.#word('unknown')) throw this.#refused(this.#token.text);
      return { kind: 'unknown', test: inner };
    }
    if (this.#word('exists')) {
      this.#expect('(');
      const path = this.#operand();
      this.#expect(')');
      return { kind: 'exists', path };
    }
    return this.#compared(this.#operand());
  }

  /** A path with what it is compared with, if there is such. */
  #compared(left: Path): Path | Test {
    const operator = this.#token.kind === 'mark' ? comparisons[this.#token.text] : undefined;
    if (operator) {
      this.#at += 1;
      return { kind: 'compare', operator, left, right: this.#operand() };
    }
    if (this.#word('starts')) {
      if (!this.#word('with')) throw this.#refused(this.#token.text);
      return { kind: 'starts', path: left, prefix: this.#operand() };
    }
    if (!this.#word('like_regex')) return left;
    const pattern = this.#string();
    javascriptRegex(pattern);
    const flags = this.#word('flag') ? this.#string() : '';
    if (!/^i?$/.test(flags)) throw this.#refused(`flag "${flags}"`);
    return { kind: 'regex', path: left, pattern, insensitive: flags === 'i' };
  }

  #string(): string {
    const { kind, text } = this.#token;
    if (kind !== 'text') throw this.#refused(text);
    this.#at += 1;
    return this.#unquoted(text);
  }

  #unquoted(text: string): string {
    try {
      return String(JSON.parse(text));
    } catch {
      throw this.#refused(text);
    }
  }

  #operand(): Path {
    if (this.#take('(')) {
      const inner = this.#operand();
      this.#expect(')');
      return this.#steps(inner);
    }
    return this.#steps({ from: this.#start(), steps: [] });
  }

  #start(): Path['from'] {
    if (this.#take('$')) return { kind: 'root' };
    if (this.#take('@')) return { kind: 'current' };
    const sign = this.#take('-') ? -1 : 1;
    const { kind, text } = this.#token;
    if (sign === 1 && kind === 'variable') {
      this.#at += 1;
      return { kind, name: text.startsWith('"') ? this.#unquoted(text) : text };
    }
    if (kind === 'number') {
      this.#at += 1;
      return { kind: 'literal', value: sign * Number(text) };
    }
    if (sign === 1 && kind === 'text') return { kind: 'literal', value: this.#string() };
    const value = sign === 1 && kind === 'word' ? words.get(text) : undefined;
    if (value === undefined) throw this.#refused(text);
    this.#at += 1;
    return { kind: 'literal', value };
  }

  #steps(path: Path): Path {
    const steps = [...path.steps];
    for (;;) {
      const step = this.#step();
      if (!step) return { from: path.from, steps };
      steps.push(step);
    }
  }

  #step(): Step | undefined {
    if (this.#take('.')) return this.#member();
    if (this.#take('?')) {
      this.#expect('(');
      const test = this.#test(this.#or());
      this.#expect(')');
      return { kind: 'filter', test };
    }
    if (!this.#take('[')) return undefined;
    if (this.#take('*')) {
      this.#expect(']');
      return { kind: 'elements' };
    }
    const ranges: Range[] = [];
    do {
      const from = this.#position();
      ranges.push({ from, to: this.#word('to') ? this.#position() : from });
    } while (this.#take(','));
    this.#expect(']');
    return { kind: 'positions', ranges };
  }

  #member(): Step {
    if (this.#take('*')) return { kind: 'members' };
    const { kind, text } = this.#token;
    if (kind === 'text') return { kind: 'member', name: this.#string() };
    if (kind !== 'word') throw this.#refused(text);
    this.#at += 1;
    if (!this.#take('(')) return { kind: 'member', name: text };
    this.#expect(')');
    if (text === 'size' || text === 'type') return { kind: text };
    throw this.#refused(`${text}()`);
  }

  #position(): Position {
    if (!this.#word('last')) return { at: this.#whole(), back: false };
    return { at: this.#take('-') ? this.#whole() : 0, back: true };
  }

  #whole(): number {
    const { kind, text } = this.#token;
    if (kind !== 'number' || !/^\d+$/.test(text)) throw this.#refused(text);
    this.#at += 1;
    return Math.min(Number(text), lastPosition);
  }
}

/** Why a path finds nothing to begin with. */
export const withoutVariable = (name: string): string => `The path asks for $${name}, which no variable has`;

/** A path's tree; throws SqlError. */
export const readJsonPath = (text: string): JsonPath => new Reader(text).read();
