import type { Fix } from '../../problems/problem.ts';
import { closest } from '../../problems/did-you-mean.ts';
import { isKeyword, type Keyword } from '../../text/keywords.ts';
import { columnName, type TokenKind } from '../../text/tokens.ts';
import { beginsStatement } from './clause-starts.ts';
import { TokenStream } from './token-stream.ts';

/**
 * Nesting deeper than this is refused, so that no text can overflow the stack: half of what a stack of 984 kB holds
 * while the code is still cold and its frames are large.
 */
const maxDepth = 400;

const operands: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...([
    'string',
    'number',
    'variable',
    'dollar',
    '(',
    'NULL',
    'TRUE',
    'FALSE',
    'CASE',
    'CAST',
    'ARRAY',
  ] as const),
]);

/** Words whose misspellings read as names, and hide the clause that they begin. */
const clauseWords = [
  ...([
    'FROM',
    'WHERE',
    'GROUP',
    'HAVING',
    'ORDER',
    'LIMIT',
    'OFFSET',
    'UNION',
    'JOIN',
    'LEFT',
    'RIGHT',
  ] as const),
  ...(['INNER', 'FULL', 'CROSS', 'VALUES', 'RETURNING', 'SET'] as const),
] as const satisfies readonly Keyword[];

/** What the grammar does where the text is not as it should be. */
export abstract class Recovery extends TokenStream {
  private depth = 0;

  protected override load(...from: Parameters<TokenStream['load']>): void {
    super.load(...from);
    this.depth = 0;
  }

  /** Takes a token that must be there; where it is not, says so and goes on as if it were. */
  protected need(kind: TokenKind, what = `\`${kind}\``): boolean {
    if (this.take(kind)) return true;
    if (!isKeyword(kind) || this.atEnd()) {
      this.unexpected(what);
      return false;
    }
    const misspelt = this.isMisspelt(kind);
    const { start, end } = this.token;
    const span = misspelt ? { start, end } : { start, end: start };
    const apart = this.lastEnd === start && this.index > 0 ? ' ' : '';
    const fix: Fix = {
      title: `${misspelt ? 'Write' : 'Add'} ${kind}`,
      changes: [{ span, text: misspelt ? kind : `${apart}${kind} ` }],
    };
    this.report('QL1001', { start, end }, [what, this.found()], [fix]);
    if (misspelt) this.next();
    return misspelt;
  }

  /** Whether the next token is nearly this word. */
  protected isMisspelt(kind: TokenKind): boolean {
    return this.kind === 'name' && closest(this.textOf(this.token), [kind]) === kind;
  }

  /** Whether the next token begins an operand or a name, as the items of lists do. */
  protected startsItem(): boolean {
    if (this.kind === 'VALUES' && this.kindAhead(1) === '(') return false;
    return (this.token.names & columnName) !== 0 || operands.has(this.kind);
  }

  /** Whether another statement begins on this line: the semicolon before it was forgotten. */
  protected startsStatement(): boolean {
    const second = this.tokens[this.index + 1];
    if (this.open > 0 || this.index === 0 || !second || !beginsStatement(this.kind, second.kind))
      return false;
    return this.source.slice(this.lastEnd, this.token.start).includes('\n');
  }

  /**
   * A name with another item behind it, where only the word of a clause can be meant: `FROM t WERE a = 1`. Told of,
   * and read as that word.
   */
  protected mendClauseWord(): boolean {
    if (this.kind !== 'name') return false;
    const after = this.tokens[this.index + 1]!;
    if (
      after.kind === '(' ||
      (!(after.names & columnName) && !operands.has(after.kind) && after.kind !== '*')
    )
      return false;
    const meant = closest(this.textOf(this.token), clauseWords) as Keyword | undefined;
    if (!meant) return false;
    this.misspelt(meant);
    return true;
  }

  /** One of these words, misspelt, at the end of an item: `ORDER BY a DSC`. */
  protected mendLastWord(words: readonly Keyword[]): void {
    if (this.kind !== 'name' || this.reportedHere) return;
    const meant = closest(this.textOf(this.token), words) as Keyword | undefined;
    const after = this.tokens[this.index + 1]!;
    if (meant && !(after.names & columnName) && !operands.has(after.kind)) this.misspelt(meant);
  }

  private misspelt(meant: Keyword): void {
    const span = this.here();
    const fixes = [{ title: `Write ${meant}`, changes: [{ span, text: meant }] }];
    this.report('QL1021', span, [this.found(), meant], fixes);
    this.readAs(meant);
  }

  /** Takes a closing bracket that closes nothing. */
  protected stray(): void {
    const span = this.here();
    this.report('QL1008', span, [this.found()], [{ title: 'Remove it', changes: [{ span, text: '' }] }]);
    this.next();
  }

  protected atStray(): boolean {
    return (this.kind === ')' || this.kind === ']') && this.open === 0;
  }

  /** Leaves tokens out up to one of these, or up to the end of the parentheses that hold this place. */
  protected skipTo(stops: ReadonlySet<TokenKind>): void {
    for (let depth = 0; !this.atEnd(); this.next()) {
      if (depth === 0 && stops.has(this.kind)) return;
      if (this.kind === '(' || this.kind === '[') depth++;
      else if ((this.kind === ')' || this.kind === ']') && --depth < 0) return;
    }
  }

  /** Before something that may hold itself; false where it nests too deep, and its tokens are left out. */
  protected enter(): boolean {
    if (this.depth < maxDepth) {
      this.depth++;
      return true;
    }
    this.report('QL1011', this.here(), [maxDepth]);
    this.skipTo(new Set());
    return false;
  }

  protected leave(): void {
    this.depth--;
  }
}
