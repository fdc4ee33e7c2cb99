import type { Token, TokenKind } from '../../text/tokens.ts';
import { clauseStarts } from './clause-starts.ts';
import { Recovery } from './recovery.ts';

const noWords: ReadonlySet<TokenKind> = new Set();
const itemEnds: ReadonlySet<TokenKind> = new Set<TokenKind>([...clauseStarts, ',']);

/** Lists with commas, and parentheses around them: where most of what people forget is forgotten. */
export abstract class ListGrammar extends Recovery {
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
    while (this.atStray()) this.stray();
    if (this.at(',')) return this.takeComma();
    if (this.endsList() || follow.has(this.kind) || this.startsStatement()) return false;
    if (!this.startsItem()) return this.leaveOut();
    if (this.reportedHere || this.mendClauseWord()) return false;
    const { start, end } = this.token;
    const at = { start: this.lastEnd, end: this.lastEnd };
    const fixes = [{ title: 'Add a comma', changes: [{ span: at, text: ',' }] }];
    this.report('QL1005', { start, end }, [this.found()], fixes);
    return true;
  }

  private takeComma(): boolean {
    const { start, end } = this.next();
    if (!this.endsList() || this.kind === 'cursor') return true;
    const fixes = [{ title: 'Remove the comma', changes: [{ span: { start, end }, text: '' }] }];
    this.report('QL1006', { start, end }, [this.found()], fixes);
    return false;
  }

  /** Leaves out a mark that neither goes on with an item nor ends the list; the next item is read again. */
  private leaveOut(): boolean {
    if (this.token.names !== 0) return false;
    this.unexpected(this.open > 0 ? '`,` or `)`' : 'an operator, a comma or the next clause');
    this.skipTo(itemEnds);
    return this.at(',') && this.takeComma();
  }

  private endsList(): boolean {
    return this.kind === ')' || this.kind === ']' || this.atEnd() || this.startsClause();
  }

  private startsClause(): boolean {
    // Before `=` it is the name of an option: `SET (for = '1 minute')`.
    if (this.kindAhead(1) === '=') return false;
    return clauseStarts.has(this.kind) || (this.kind === 'VALUES' && this.kindAhead(1) === '(');
  }

  /** Takes what closes `open`, after leaving out what does not belong before it; says so where it is missing. */
  protected close(open: Token): void {
    this.open--;
    const mark = open.kind === '[' ? ']' : ')';
    if (this.take(mark)) return;
    const clean = this.atEnd() || this.startsClause();
    if (!clean) {
      this.unexpected(`\`,\` or \`${mark}\``);
      this.skipTo(clauseStarts);
      if (this.take(mark)) return;
    }
    const at = { start: this.lastEnd, end: this.lastEnd };
    const fixes = clean ? [{ title: `Add ${mark}`, changes: [{ span: at, text: mark }] }] : [];
    const { start, end } = open;
    this.report('QL1007', { start, end }, [`\`${open.kind}\``, `\`${mark}\``, this.found()], fixes);
  }
}
