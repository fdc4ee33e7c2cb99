import type { Expression, IntervalLiteral, Literal, Parameter } from '../ast/query.ts';
import { isKeyword, keywords } from '../../text/keywords.ts';
import { numberText, stringValue } from '../../text/literals.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft } from './token-stream.ts';
import { intervalFields, TypeGrammar } from './types.ts';

/** What may follow a number only: `INTERVAL 2 WEEKS`. */
export const intervalUnits: ReadonlySet<string> = new Set([
  ...intervalFields,
  'week',
  'quarter',
  'millisecond',
  'microsecond',
  'decade',
  'century',
]);

/** Types whose name is no keyword, as it is a name of many fields. */
const nameTypes = new Set(['name', 'bpchar', 'citext', 'string']);

/** Constants and parameters: what an expression is made of that holds no other expression. */
export abstract class ConstantGrammar extends TypeGrammar {
  protected literalOf(type: Literal['type'], text: string, start: number): Literal {
    return { kind: 'Literal', span: this.span(start), type, text };
  }

  protected numberLiteral(): Literal {
    const token = this.next();
    return this.literalOf('number', numberText(this.source, token), token.start);
  }

  /** Strings that stand on lines of their own, with nothing between, are one string, as in PostgreSQL. */
  protected stringLiteral(): Literal {
    const { start } = this.token;
    return this.literalOf('string', this.stringText(), start);
  }

  protected stringText(): string {
    const first = this.next();
    const more: Token[] = [];
    while (this.kind === 'string' && this.source.slice(this.lastEnd, this.token.start).includes('\n'))
      more.push(this.next());
    const escape = this.unicodeEscape(first);
    let text = stringValue(this.source, first, escape);
    for (const token of more) text += stringValue(this.source, token, escape);
    return text;
  }

  protected needString(what: string): Literal {
    if (this.at('string')) return this.stringLiteral();
    this.unexpected(what);
    const span = this.missingSpan();
    return { kind: 'Literal', span, type: 'string', text: '' };
  }

  protected parameter(): Parameter {
    const token = this.next();
    if (token.kind === 'dollar') {
      const name = this.source.slice(token.start + 1, token.end);
      return { kind: 'Parameter', span: this.span(token.start), name, style: 'dollar' };
    }
    if (token.kind === '?') {
      const name = String(++this.parameters);
      return { kind: 'Parameter', span: this.span(token.start), name, style: 'question' };
    }
    const name = this.label('a parameter name').text;
    return { kind: 'Parameter', span: this.span(token.start), name, style: 'colon' };
  }

  /** `:name` with no space between: elsewhere `:` belongs to a slice. */
  protected atColonParameter(): boolean {
    const name = this.tokens[this.index + 1];
    return this.kind === ':' && name !== undefined && name.names !== 0 && name.start === this.token.end;
  }

  /** Whether a word of the next token's kind begins a constant: `DATE '…'`, `TIMESTAMP(3) '…'`, `TIME WITH TIME ZONE '…'`. */
  protected atTypedLiteral(): boolean {
    const { kind } = this;
    if (kind === 'name') {
      const after = this.kindAhead(1);
      const mayBe = after === 'string' || after === 'cursor';
      return mayBe && nameTypes.has(this.lowerWord()) && this.ahead(1, 'string');
    }
    if (!isKeyword(kind) || keywords[kind] !== 'type') return false;
    if (this.ahead(1, 'string')) return true;
    if (this.ahead(1, '(') && this.ahead(2, 'number')) {
      const close = this.ahead(3, ',') && this.ahead(4, 'number') ? 5 : 3;
      if (this.ahead(close, ')') && this.ahead(close + 1, 'string')) return true;
    }
    if (kind === 'DOUBLE') return this.ahead(1, 'PRECISION') && this.ahead(2, 'string');
    if (kind !== 'TIMESTAMP' && kind !== 'TIME') return false;
    const places = this.ahead(1, '(') && this.ahead(2, 'number') && this.ahead(3, ')') ? 4 : 1;
    return (this.ahead(places, 'WITH') || this.ahead(places, 'WITHOUT')) && this.ahead(places + 1, 'TIME');
  }

  protected typedLiteral(): Expression {
    const { start } = this.token;
    const { name, modifiers } = this.scalarType();
    const type = { kind: 'TypeName', span: this.span(start), name, modifiers, arrayDimensions: 0 } as const;
    const { text } = this.needString('a string');
    return { kind: 'TypedLiteral', span: this.span(start), type, text };
  }

  protected atInterval(): boolean {
    if (this.kind !== 'INTERVAL') return false;
    if (this.ahead(1, 'string') || this.ahead(1, 'number') || this.kindAhead(1) === 'cursor') return true;
    return this.tokens[this.index + 1]?.kind === '-' && this.tokens[this.index + 2]?.kind === 'number';
  }

  protected intervalLiteral(): IntervalLiteral {
    const { start } = this.next();
    if (this.kind !== 'cursor') return this.intervalBehind(start);
    this.want('interval');
    this.unexpected('a text or a number');
    return { kind: 'IntervalLiteral', span: this.span(start), text: '' };
  }

  /** The string or the number of an interval, and its unit. */
  protected intervalBehind(start: number): IntervalLiteral {
    const spelled = this.kind === 'string';
    const sign = this.take('-') ? '-' : '';
    const text = spelled ? this.stringText() : sign + numberText(this.source, this.next());
    const field = spelled ? this.intervalField() : this.intervalUnit();
    const node: Draft<IntervalLiteral> = { kind: 'IntervalLiteral', span: this.span(start), text };
    if (field !== undefined) node.field = field;
    return node;
  }

  private intervalUnit(): string | undefined {
    this.want('unit');
    const unit = this.lowerWord().replace(/ies$/, 'y').replace(/s$/, '');
    if (intervalUnits.has(unit)) {
      this.next();
      return unit;
    }
    this.unexpected('a unit such as DAY');
    return undefined;
  }
}
