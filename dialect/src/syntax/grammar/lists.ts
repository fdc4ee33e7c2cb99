import type { Token, TokenKind } from '../../text/tokens.ts';
import { columnName } from '../../text/tokens.ts';
import { beginsStatement, clauseStarts } from './clause-starts.ts';
import { TokenStream } from './token-stream.ts';

const operandMarks: ReadonlySet<TokenKind> = new Set(['string', 'number', 'variable', 'dollar', '(']);
const noWords: ReadonlySet<TokenKind> = new Set();

/** Lists with commas, and parentheses around them: where most of what people forget is forgotten. */
export abstract class ListGrammar extends TokenStream {
  /** `item, item`. The words of `follow` may come behind the list, though they could name something. */
  protected list<T>(item: () => T, follow: ReadonlySet<TokenKind> = noWords): T[] {
    const items: T[] = [];
    do items.push(item());
    while (this.comma(follow));
    return items;
  }

  /** `(item, item)`, of which there is at least one. */
  protected parenthesized<T>(what: string, item: () => T): T[] {
    const open = this.token;
    if (!this.need('(')) return [];
    this.open++;
    if (this.at(')')) this.report('QL1015', { start: open.start, end: this.token.end }, [what]);
    const items = this.kind === ')' ? [] : this.list(item);
    this.close(open);
    return items;
  }

  /** Whether a list goes on: takes its comma, or tells of a missing one where another item clearly begins. */
  protected comma(follow: ReadonlySet<TokenKind> = noWords): boolean {
    const { token } = this;
    if (this.take(',')) {
      if (!this.endsList()) return true;
      const fixes = [{ title: 'Remove the comma', changes: [{ span: spanOf(token), text: '' }] }];
      this.report('QL1006', spanOf(token), [this.found()], fixes);
      return false;
    }
    if (!this.startsItem() || this.reportedHere || follow.has(token.kind)) return false;
    if (this.startsStatement()) return false;
    const at = { start: this.lastEnd, end: this.lastEnd };
    const fixes = [{ title: 'Add a comma', changes: [{ span: at, text: ',' }] }];
    this.report('QL1005', spanOf(token), [this.found()], fixes);
    return true;
  }

  protected startsItem(): boolean {
    return (this.token.names & columnName) !== 0 || operandMarks.has(this.kind);
  }

  /** Whether another statement begins on this line: the semicolon before it was forgotten. */
  protected startsStatement(): boolean {
    const second = this.tokens[this.index + 1];
    if (this.open > 0 || this.index === 0 || !second || !beginsStatement(this.kind, second.kind))
      return false;
    return this.source.slice(this.lastEnd, this.token.start).includes('\n');
  }

  private endsList(): boolean {
    const { kind } = this;
    return kind === ')' || kind === ']' || kind === ';' || kind === 'end' || clauseStarts.has(kind);
  }

  /** Takes what closes `open`, after leaving out what does not belong before it; says so where it is missing. */
  protected close(open: Token): void {
    this.open--;
    const mark = open.kind === '[' ? ']' : ')';
    if (this.take(mark)) return;
    if (!this.atEnd() && !clauseStarts.has(this.kind)) {
      this.unexpected(`\`,\` or \`${mark}\``);
      this.skipTo(clauseStarts);
      if (this.take(mark)) return;
    }
    const at = { start: this.lastEnd, end: this.lastEnd };
    const fixes = [{ title: `Add ${mark}`, changes: [{ span: at, text: mark }] }];
    this.report('QL1007', spanOf(open), [`\`${open.kind}\``, `\`${mark}\``, this.found()], fixes);
  }
}

function spanOf(token: Token): { start: number; end: number } {
  return { start: token.start, end: token.end };
}
