import type { Span } from '../../text/span.ts';
import type { Fix, Problem } from '../../problems/problem.ts';
import type { ProblemCode } from '../../problems/catalog.ts';
import type { Token, TokenKind } from '../../text/tokens.ts';
import type { Expected, Want } from '../expected.ts';
import { problem } from '../../problems/catalog.ts';
import { isKeyword, type Keyword } from '../../text/keywords.ts';
import { namesOf } from '../../text/tokens.ts';

/** A node while the grammar still builds it. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The tokens of one statement with the place where the grammar stands. Every question the grammar asks of the next
 * token goes through `at`, `atAny`, `ahead` or `want`; so where that token is the `cursor`, the questions asked there
 * are exactly what may follow, which is how completion works.
 *
 * Nothing here or in the grammar throws: what is missing is reported once for each token and stands in the tree as an
 * empty name or a MissingExpression.
 */
export abstract class TokenStream {
  protected source = '';
  protected tokens: readonly Token[] = [];
  protected index = 0;
  protected token!: Token;
  /** The kind of the next token. */
  protected kind: TokenKind = 'end';
  /** Where the last token taken ended. */
  protected lastEnd = 0;
  protected problems: Problem[] = [];
  /** How many parentheses of the statement are open around this place. */
  protected open = 0;
  protected parameters = 0;
  private reported = -1;
  private expected: Expected | undefined;

  protected load(source: string, tokens: readonly Token[], expected?: Expected): void {
    this.source = source;
    this.tokens = tokens;
    this.index = 0;
    this.token = tokens[0]!;
    this.kind = this.token.kind;
    this.lastEnd = 0;
    this.problems = [];
    this.open = this.parameters = 0;
    this.reported = -1;
    this.expected = expected;
  }

  protected at(kind: TokenKind): boolean {
    if (this.kind === kind) return true;
    if (this.kind === 'cursor') this.expect(kind);
    return false;
  }

  protected atAny(kinds: ReadonlySet<TokenKind>): boolean {
    if (this.kind === 'cursor') for (const kind of kinds) this.expect(kind);
    return kinds.has(this.kind);
  }

  /** Whether the token so many places behind the next one is of this kind. */
  protected ahead(places: number, kind: TokenKind): boolean {
    const token = this.tokens[this.index + places];
    if (token?.kind === 'cursor') this.expect(kind);
    return token?.kind === kind;
  }

  protected kindAhead(places: number): TokenKind | undefined {
    return this.tokens[this.index + places]?.kind;
  }

  /** Whether the next two tokens are these. */
  protected atTwo(first: TokenKind, second: TokenKind): boolean {
    return this.at(first) && this.ahead(1, second);
  }

  protected want(want: Want): void {
    if (this.kind === 'cursor') this.expected?.wants.add(want);
  }

  private expect(kind: TokenKind): void {
    this.expected?.kinds.add(kind);
  }

  protected next(): Token {
    const taken = this.token;
    if (taken.kind === 'end' || taken.kind === 'cursor') return taken;
    this.lastEnd = taken.end;
    this.token = this.tokens[++this.index]!;
    this.kind = this.token.kind;
    return taken;
  }

  protected take(kind: TokenKind): boolean {
    if (!this.at(kind)) return false;
    this.next();
    return true;
  }

  protected atEnd(): boolean {
    return this.kind === 'end' || this.kind === 'cursor' || this.kind === ';';
  }

  /** From `start` to the last token taken. A node of no tokens lies at the next one, and what holds it reaches there. */
  protected span(start: number): Span {
    if (this.lastEnd < start) this.lastEnd = start;
    return { start, end: this.lastEnd };
  }

  /** The empty span of something missing. */
  protected missingSpan(): Span {
    return this.span(this.token.start);
  }

  protected textOf(span: Span): string {
    return this.source.slice(span.start, span.end);
  }

  /** The next token as a message names it. */
  protected found(token: Token = this.token): string {
    if (token.kind === 'end' || token.kind === 'cursor') return 'the end of the statement';
    const text = isKeyword(token.kind) ? token.kind : this.textOf(token);
    return `\`${text.length > 40 ? `${text.slice(0, 37)}…` : text}\``;
  }

  /** Where a problem with the next token is shown: at the token, or behind the last one where the text ends. */
  protected here(): Span {
    const { kind, start, end } = this.token;
    return kind === 'end' || kind === 'cursor' ? { start: this.lastEnd, end: this.lastEnd } : { start, end };
  }

  protected unexpected(what: string): void {
    this.report('QL1001', this.here(), [what, this.found()]);
  }

  /** One problem for each token at most: what follows from the first would only hide it. */
  protected report(
    code: ProblemCode,
    span: Span,
    args: readonly (string | number)[] = [],
    fixes?: Fix[],
  ): void {
    // What the grammar asks for behind a fault at the cursor does not follow the cursor.
    if (this.kind === 'cursor') this.expected = undefined;
    if (this.reported === this.index) return;
    this.reported = this.index;
    this.problems.push(problem(code, span, args, fixes));
  }

  protected get reportedHere(): boolean {
    return this.reported === this.index;
  }

  /** Reads the next token as if it were of another kind. */
  protected readAs(kind: Keyword): void {
    this.token = { ...this.token, kind, names: namesOf(kind) };
    this.kind = kind;
  }
}
