import type {
  Argument,
  Expression,
  FunctionCall,
  Literal,
  OrderItem,
  WindowSpecification,
} from '../ast/query.ts';
import type { Identifier } from '../ast/common.ts';
import type { Keyword } from '../../text/keywords.ts';
import { OperandGrammar } from './operands.ts';
import type { Draft } from './token-stream.ts';

/** Function calls: plain ones, and those with a syntax of their own, which become plain arguments. */
export abstract class CallGrammar extends OperandGrammar {
  protected abstract orderBy(): OrderItem[];
  protected abstract condition(): Expression;
  protected abstract windowSpecification(): WindowSpecification;

  protected draft(
    parts: Identifier[],
    parentheses: boolean,
  ): Draft<FunctionCall> & { arguments: Argument[] } {
    const span = { start: parts[0]!.span.start, end: parts.at(-1)!.span.end };
    return {
      kind: 'FunctionCall',
      span,
      name: { kind: 'QualifiedName', span, parts },
      arguments: [],
      distinct: false,
      orderBy: [],
      withinGroup: [],
      parentheses,
    };
  }

  protected call(parts: Identifier[]): FunctionCall {
    const node = this.draft(parts, true);
    this.arguments(node);
    this.modifiersOf(node);
    node.span = this.span(node.span.start);
    return node;
  }

  private arguments(node: Draft<FunctionCall> & { arguments: Argument[] }): void {
    const open = this.next();
    this.open++;
    if (this.take('DISTINCT')) node.distinct = true;
    else this.take('ALL');
    if (!this.at(')')) {
      do node.arguments.push(this.argument());
      while (this.comma());
      if (this.at('ORDER')) node.orderBy = this.orderBy();
    }
    this.close(open);
  }

  protected argument(): Argument {
    const { start } = this.token;
    const variadic = this.take('VARIADIC');
    let name: Identifier | undefined;
    if (this.token.names !== 0 && (this.ahead(1, '=>') || this.ahead(1, ':='))) {
      name = this.label('a name');
      this.next();
    }
    const value = this.starOrExpression();
    const span = { start, end: value.span.end };
    return name
      ? { kind: 'Argument', span, name, value, variadic }
      : { kind: 'Argument', span, value, variadic };
  }

  private starOrExpression(): Expression {
    const { start } = this.token;
    if (this.take('*')) return { kind: 'Star', span: this.span(start) };
    return this.startsQuery() ? this.bareSubquery() : this.expression();
  }

  /** A query as the only argument needs no parentheses of its own: `ARRAY_AGG(SELECT …)` does not parse in PostgreSQL. */
  private bareSubquery(): Expression {
    const { start } = this.token;
    this.unexpected('`(`');
    const query = this.query();
    return { kind: 'ScalarSubquery', span: this.span(start), query };
  }

  /** What may stand behind the arguments of an aggregate or a window function. */
  protected modifiersOf(node: Draft<FunctionCall>): void {
    if (this.atTwo('WITHIN', 'GROUP')) {
      this.next();
      this.next();
      node.withinGroup = this.inParenthesesOf(() => this.orderBy(), []);
    }
    if (this.atTwo('FILTER', '(')) {
      this.next();
      const filter = this.inParenthesesOf(() => {
        this.need('WHERE');
        return this.condition();
      }, undefined);
      if (filter) node.filter = filter;
    }
    for (const word of ['RESPECT', 'IGNORE'] as const) {
      if (!this.atTwo(word, 'NULLS')) continue;
      this.next();
      this.next();
      node.nullTreatment = `${word} NULLS`;
    }
    if (this.take('OVER'))
      node.over = this.at('(') ? this.windowSpecification() : this.name('a window or `(`', 'window');
  }

  /** `( content )` with the next token expected to be its parenthesis. */
  protected inParenthesesOf<T>(content: () => T, otherwise: T): T {
    const open = this.token;
    if (!this.need('(')) return otherwise;
    this.open++;
    const result = content();
    this.close(open);
    return result;
  }

  protected special(): Expression | undefined {
    switch (this.kind) {
      case 'CAST':
        return this.cast('CAST');
      case 'TRY_CAST':
        return this.ahead(1, '(') ? this.cast('TRY_CAST') : undefined;
      case 'EXISTS':
        return this.ahead(1, '(') ? this.exists() : undefined;
      case 'ROW':
        return this.ahead(1, '(') ? this.row() : undefined;
      case 'EXTRACT':
      case 'SUBSTRING':
      case 'POSITION':
      case 'OVERLAY':
      case 'TRIM':
        return this.ahead(1, '(') ? this.spelledCall(this.kind) : undefined;
      case 'GROUPING':
        return this.ahead(1, '(') ? this.call([this.identifierOf(this.next())]) : undefined;
      case 'CURRENT_DATE':
      case 'CURRENT_TIME':
      case 'CURRENT_TIMESTAMP':
      case 'LOCALTIME':
      case 'LOCALTIMESTAMP':
      case 'CURRENT_USER':
      case 'CURRENT_ROLE':
      case 'CURRENT_CATALOG':
      case 'CURRENT_SCHEMA':
      case 'SESSION_USER':
        return this.bareCall();
      default:
        return undefined;
    }
  }

  private bareCall(): FunctionCall {
    const name = [this.identifierOf(this.next())];
    return this.at('(') ? this.call(name) : this.draft(name, false);
  }

  private cast(form: 'CAST' | 'TRY_CAST'): Expression {
    const { start } = this.next();
    const open = this.token;
    if (!this.need('(')) return this.missingExpression();
    this.open++;
    const operand = this.expression();
    this.need('AS');
    const type = this.typeName();
    this.close(open);
    return { kind: 'Cast', span: this.span(start), operand, type, form };
  }

  private exists(): Expression {
    const { start } = this.next();
    const query = this.subquery();
    return { kind: 'Exists', span: this.span(start), query };
  }

  private row(): Expression {
    const { start } = this.next();
    const open = this.next();
    this.open++;
    const items = this.at(')') ? [] : this.list(() => this.expression());
    this.close(open);
    return { kind: 'RowConstructor', span: this.span(start), items, explicit: true };
  }

  /** Calls that PostgreSQL spells with words between their arguments; with commas they are calls like any other. */
  private spelledCall(word: Keyword): FunctionCall {
    const node = this.draft([this.identifierOf(this.next())], true);
    const open = this.next();
    this.open++;
    if (word === 'EXTRACT') this.extractArguments(node.arguments);
    else if (word === 'TRIM') this.trimArguments(node);
    else if (!this.at(')')) this.wordedArguments(word, node.arguments);
    this.close(open);
    node.span = this.span(node.span.start);
    return node;
  }

  protected argumentOf(value: Expression): Argument {
    return { kind: 'Argument', span: value.span, value, variadic: false };
  }

  private listed(into: Argument[]): void {
    while (this.comma()) into.push(this.argument());
  }

  private extractArguments(into: Argument[]): void {
    const { token } = this;
    if (token.names !== 0 && this.ahead(1, 'FROM')) {
      this.want('unit');
      const field: Literal = this.literalOf('string', this.label('a unit').text.toLowerCase(), token.start);
      into.push(this.argumentOf({ ...field, span: { start: token.start, end: token.end } }));
    } else {
      this.want('unit');
      into.push(this.argument());
    }
    if (this.take('FROM')) into.push(this.argumentOf(this.expression()));
    else if (this.at(',')) this.listed(into);
    else this.unexpected('`FROM`');
  }

  private trimArguments(node: Draft<FunctionCall> & { arguments: Argument[] }): void {
    const side = (['BOTH', 'LEADING', 'TRAILING'] as const).find(
      (word) => this.at(word) && !this.ahead(1, ')'),
    );
    if (side) this.next();
    const called = side === 'LEADING' ? 'LTRIM' : side === 'TRAILING' ? 'RTRIM' : 'BTRIM';
    const [written] = node.name.parts as [Identifier];
    node.name = { ...node.name, parts: [{ ...written, text: called }] };
    const characters = this.at('FROM') ? undefined : this.argument();
    if (this.take('FROM')) {
      node.arguments.push(this.argument());
      if (characters) this.listed(node.arguments);
    }
    if (characters) node.arguments.push(characters);
    this.listed(node.arguments);
  }

  private wordedArguments(word: Keyword, into: Argument[]): void {
    into.push(word === 'POSITION' ? this.argumentOf(this.expressionWithoutIn()) : this.argument());
    if (word === 'POSITION' && this.take('IN')) into.push(this.argumentOf(this.expressionWithoutIn()));
    else if (word === 'OVERLAY' && this.take('PLACING')) this.fromFor(into, true);
    else if (word === 'SUBSTRING' && this.take('SIMILAR')) {
      into.push(this.argument());
      this.need('ESCAPE');
      into.push(this.argument());
    } else if (word === 'SUBSTRING' && (this.at('FROM') || this.at('FOR'))) this.fromFor(into, false);
    this.listed(into);
  }

  /** `[x] FROM a FOR b` in either order; a FOR without FROM counts from the first character. */
  private fromFor(into: Argument[], placing: boolean): void {
    if (placing) into.push(this.argument());
    let length: Argument | undefined;
    if (this.take('FOR')) length = this.argument();
    if (this.take('FROM')) into.push(this.argument());
    else {
      const at = this.lastEnd;
      const one = { kind: 'Literal', span: { start: at, end: at }, type: 'number', text: '1' } as const;
      into.push(this.argumentOf(one));
    }
    if (!length && this.take('FOR')) length = this.argument();
    if (length) into.push(length);
  }

  /** PostgreSQL's b_expr, as POSITION takes it: IN belongs to the call. */
  protected abstract expressionWithoutIn(): Expression;
}
