import { implicitPool } from '../../catalog/implicit-pool.ts';
import type { Identifier, QualifiedName } from '../ast/common.ts';
import type { Want } from '../expected.ts';
import { isUnicode, stringValue, unquoted } from '../../text/literals.ts';
import { anyLabel, columnName, type Token } from '../../text/tokens.ts';
import { ListGrammar } from './lists.ts';

/** Names: plain, behind a dot, with a path, in a list. */
export abstract class NameGrammar extends ListGrammar {
  protected identifierOf(token: Token): Identifier {
    const text = this.source.slice(token.start, token.end);
    const quoted = token.kind === 'quoted name';
    const escape = quoted ? this.unicodeEscape(token) : undefined;
    const span = { start: token.start, end: escape === undefined ? token.end : this.lastEnd };
    return { kind: 'Identifier', span, text: quoted ? unquoted(text, escape) : text, quoted };
  }

  /** The word at hand in lower case; nothing where it is a keyword. */
  protected lowerWord(): string {
    return this.kind === 'name' ? this.source.slice(this.token.start, this.token.end).toLowerCase() : '';
  }

  /** `UESCAPE '!'` behind a token of the form U&…: what begins a code point there. */
  protected unicodeEscape(token: Token): string | undefined {
    if (!isUnicode(this.source.slice(token.start, token.end))) return undefined;
    if (this.lowerWord() !== 'uescape' || !this.ahead(1, 'string')) return undefined;
    this.next();
    const text = stringValue(this.source, this.next());
    // A sign that could be part of a code point cannot begin one.
    if ([...text].length === 1 && !/[\da-f+'"\s]/i.test(text)) return text;
    this.report('QL1001', { start: this.lastEnd - text.length - 2, end: this.lastEnd }, [
      'one character that is no hexadecimal digit',
      `'${text}'`,
    ]);
    return undefined;
  }

  protected missingName(): Identifier {
    return { kind: 'Identifier', span: this.missingSpan(), text: '', quoted: false };
  }

  protected atName(): boolean {
    return (this.token.names & columnName) !== 0;
  }

  protected name(what: string, want: Want = 'name'): Identifier {
    this.want(want);
    if (this.atName()) return this.identifierOf(this.next());
    if (want === 'pool' && this.at('DEFAULT'))
      return { ...this.identifierOf(this.next()), text: implicitPool };
    this.unexpected(what);
    return this.missingName();
  }

  /** A name in a place where no keyword can be meant, such as behind AS: any word will do. */
  protected label(what: string, want: Want = 'name'): Identifier {
    this.want(want);
    if (this.token.names & anyLabel) return this.identifierOf(this.next());
    this.unexpected(what);
    return this.missingName();
  }

  /**
   * The name behind a dot that was just taken. A reserved word must touch the dot: in `SELECT a. FROM t` the name is
   * still to be written, and FROM is no name.
   */
  protected member(): Identifier {
    if (this.atName() || this.token.start === this.lastEnd) return this.label('a name', 'column');
    this.want('column');
    this.unexpected('a name');
    return this.missingName();
  }

  protected qualifiedName(what: string, want: Want = 'collection'): QualifiedName {
    const first = this.name(what, want);
    const parts = [first];
    while (this.take('.')) parts.push(this.member());
    return { kind: 'QualifiedName', span: this.span(first.span.start), parts };
  }

  protected nameList(what: string, want: Want = 'column'): Identifier[] {
    return this.parenthesized(what, () => this.name(what, want));
  }
}
