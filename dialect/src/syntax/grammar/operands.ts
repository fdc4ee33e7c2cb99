import type { Case, CaseBranch, Expression, Query, Star, Subscript, Variable } from '../ast/query.ts';
import type { Identifier } from '../ast/common.ts';
import type { TokenKind } from '../../text/tokens.ts';
import { functionName } from '../../text/tokens.ts';
import { queryContinuations, queryStarts } from './clause-starts.ts';
import { ConstantGrammar } from './constants.ts';
import type { Draft } from './token-stream.ts';

const branchEnds: ReadonlySet<TokenKind> = new Set<TokenKind>(['WHEN', 'THEN', 'ELSE', 'END']);
/** One operand of an expression: a constant, a name, CASE, a constructor, or anything in parentheses. */
export abstract class OperandGrammar extends ConstantGrammar {
  protected abstract expression(): Expression;
  /** An expression whose first operand is read already. */
  protected abstract expressionFrom(first: Expression): Expression;
  protected abstract query(): Query;
  /** A query whose first part, in parentheses, is read already. */
  protected abstract queryFrom(first: Query): Query;
  /** A call, with the next token at its parenthesis. */
  protected abstract call(name: Identifier[]): Expression;
  /** A call whose words become plain arguments, at its parenthesis; undefined where it is a call like any other. */
  protected abstract jsonCall(name: Identifier[]): Expression | undefined;
  /** A word that has a syntax of its own as an expression: CURRENT_DATE, EXTRACT(…). Undefined where it is a name. */
  protected abstract special(): Expression | undefined;

  protected missingExpression(): Expression {
    return { kind: 'MissingExpression', span: this.missingSpan() };
  }

  protected operand(): Expression {
    return this.path(this.simpleOperand());
  }

  /** What binds tighter than any operator: casts, subscripts and fields behind an operand. */
  protected path(from: Expression): Expression {
    let operand = from;
    for (;;) {
      if (this.kind === '::') {
        this.next();
        const type = this.typeName();
        operand = { kind: 'Cast', span: this.span(operand.span.start), operand, type, form: '::' };
      } else if (this.kind === '[') operand = this.subscript(operand);
      else if (this.kind === '.') operand = this.fieldAccess(operand);
      else return operand;
    }
  }

  private simpleOperand(): Expression {
    this.want('expression');
    const { start } = this.token;
    switch (this.kind) {
      case 'name':
        return this.atTypedLiteral() ? this.typedLiteral() : this.named();
      case 'quoted name':
        return this.named();
      case 'number':
        return this.numberLiteral();
      case 'string':
        return this.stringLiteral();
      case 'NULL':
        this.next();
        return this.literalOf('null', 'null', start);
      case 'TRUE':
      case 'FALSE':
        return this.literalOf('boolean', this.next().kind.toLowerCase(), start);
      case '(':
        return this.inParentheses();
      case 'CASE':
        return this.caseExpression();
      case 'ARRAY':
        return this.array();
      case 'variable':
        return this.variableOrAssignment();
      case 'dollar':
      case '?':
        return this.parameter();
      case ':':
        if (this.atColonParameter()) return this.parameter();
        break;
      case 'DEFAULT':
        this.next();
        return { kind: 'DefaultValue', span: this.span(start) };
      default:
        return this.word();
    }
    return this.noOperand();
  }

  private word(): Expression {
    if (this.token.names === 0) return this.noOperand();
    if (this.atInterval()) return this.intervalLiteral();
    if (this.atTypedLiteral()) return this.typedLiteral();
    const special = this.special();
    if (special) return special;
    if (this.atName()) return this.named();
    if (this.token.names & functionName && this.ahead(1, '('))
      return this.call([this.identifierOf(this.next())]);
    return this.noOperand();
  }

  private noOperand(): Expression {
    if (this.atStray()) {
      while (this.atStray()) this.stray();
      return this.simpleOperand();
    }
    this.unexpected('a column, a value or `(`');
    return this.missingExpression();
  }

  /** A column, a path, a call, or `alias.*`. */
  protected named(): Expression {
    const first = this.identifierOf(this.next());
    let parts = [first];
    while (this.kind === '.' || this.kind === '(' || this.kind === 'cursor') {
      if (this.at('(')) return this.jsonCall(parts) ?? this.call(parts);
      if (!this.take('.')) break;
      if (this.at('*')) return this.qualifiedStar(parts);
      parts = [...parts, this.member()];
    }
    return { kind: 'ColumnReference', span: this.span(first.span.start), parts };
  }

  private qualifiedStar(parts: Identifier[]): Star {
    const { start } = parts[0]!.span;
    const qualifier = { kind: 'QualifiedName', span: { start, end: parts.at(-1)!.span.end }, parts } as const;
    this.next();
    return { kind: 'Star', span: this.span(start), qualifier };
  }

  protected variable(): Variable {
    const { start, end } = this.next();
    return { kind: 'Variable', span: { start, end }, name: this.source.slice(start + 1, end) };
  }

  private variableOrAssignment(): Expression {
    const variable = this.variable();
    if (!this.take(':=')) return variable;
    const value = this.expression();
    return { kind: 'VariableAssignment', span: this.span(variable.span.start), variable, value };
  }

  protected subscript(operand: Expression): Subscript {
    const open = this.next();
    this.open++;
    const node: Draft<Subscript> = { kind: 'Subscript', span: operand.span, operand, form: 'index' };
    if (this.take('*')) node.form = 'all';
    else {
      const low = this.at(':') && !this.atParameterAsLow() ? undefined : this.expression();
      if (this.take(':')) {
        node.form = 'slice';
        if (low) node.low = low;
        if (!this.at(']')) node.high = this.expression();
      } else if (low) node.index = low;
    }
    this.close(open);
    node.span = this.span(operand.span.start);
    return node;
  }

  /** `[:low:high]`; in `[:high]` the colon cuts, as in PostgreSQL, and `[(:place)]` is one place. */
  private atParameterAsLow(): boolean {
    return this.atColonParameter() && this.kindAhead(2) === ':';
  }

  private fieldAccess(operand: Expression): Expression {
    this.next();
    const { start } = this.token;
    const field = this.take('*') ? ({ kind: 'Star', span: this.span(start) } as const) : this.member();
    return { kind: 'FieldAccess', span: this.span(operand.span.start), operand, field };
  }

  private caseExpression(): Expression {
    const { start } = this.next();
    const branches: CaseBranch[] = [];
    const node: Draft<Case> = { kind: 'Case', span: this.span(start), branches };
    if (!this.at('WHEN') && !branchEnds.has(this.kind)) node.operand = this.expression();
    while (this.at('WHEN')) {
      const branch = this.next();
      const when = this.expression();
      this.caseWord('THEN');
      const then = this.expression();
      branches.push({ kind: 'CaseBranch', span: this.span(branch.start), when, then });
    }
    if (branches.length === 0) this.unexpected('`WHEN`');
    if (this.take('ELSE')) node.otherwise = this.expression();
    this.caseWord('END');
    node.span = this.span(start);
    return node;
  }

  /** THEN or END, after leaving out what does not belong before it. */
  private caseWord(word: 'THEN' | 'END'): void {
    if (this.take(word)) return;
    this.unexpected(word === 'THEN' ? '`THEN`' : '`WHEN`, `ELSE` or `END`');
    if (!this.startsItem()) return;
    this.skipTo(branchEnds);
    this.take(word);
  }

  private array(): Expression {
    const { start } = this.next();
    if (this.at('(')) {
      const query = this.subquery();
      return { kind: 'ArrayQuery', span: this.span(start), query };
    }
    if (!this.at('[')) {
      this.unexpected('`[` or `(`');
      return { kind: 'ArrayConstructor', span: this.span(start), items: [] };
    }
    return this.arrayItems(start);
  }

  private arrayItems(start: number): Expression {
    if (!this.enter()) return this.missingExpression();
    const open = this.next();
    this.open++;
    const item = (): Expression => (this.at('[') ? this.arrayItems(this.token.start) : this.expression());
    const items = this.at(']') ? [] : this.list(item);
    this.close(open);
    this.leave();
    return { kind: 'ArrayConstructor', span: this.span(start), items };
  }

  /** `(query)`, with the next token at its parenthesis. */
  protected subquery(): Query {
    const open = this.token;
    this.need('(');
    this.open++;
    const query = this.query();
    this.close(open);
    return query;
  }

  protected startsQuery(places = 0): boolean {
    const kind = this.kindAhead(places);
    if (kind === 'cursor') for (const start of queryStarts) this.ahead(places, start);
    return (
      kind !== undefined && queryStarts.has(kind) && (kind !== 'VALUES' || this.kindAhead(places + 1) === '(')
    );
  }

  private inParentheses(): Expression {
    const { start } = this.token;
    const inner = this.queryOrItems();
    if (Array.isArray(inner)) {
      if (inner.length === 1) return inner[0]!;
      return { kind: 'RowConstructor', span: this.span(start), items: inner, explicit: false };
    }
    return { kind: 'ScalarSubquery', span: this.span(start), query: inner };
  }

  /**
   * What stands in parentheses: a query, or expressions. `((SELECT 1) UNION SELECT 2)` and `((SELECT 1) + 2)` begin
   * alike, so an inner query is read first, and what follows it decides.
   */
  protected queryOrItems(): Query | Expression[] {
    const open = this.next();
    this.open++;
    const result = this.startsQuery() ? this.query() : this.kind === '(' ? this.afterInner() : this.items();
    this.close(open);
    return result;
  }

  private afterInner(): Query | Expression[] {
    const { start } = this.token;
    if (!this.enter()) return [this.missingExpression()];
    const inner = this.queryOrItems();
    this.leave();
    if (!Array.isArray(inner)) {
      if (this.atAny(queryContinuations)) return this.queryFrom(inner);
      return this.itemsFrom({ kind: 'ScalarSubquery', span: this.span(start), query: inner });
    }
    if (inner.length === 1) return this.itemsFrom(inner[0]!);
    return this.itemsFrom({ kind: 'RowConstructor', span: this.span(start), items: inner, explicit: false });
  }

  private items(): Expression[] {
    if (this.at(')')) {
      this.unexpected('an expression');
      return [this.missingExpression()];
    }
    return this.list(() => this.expression());
  }

  private itemsFrom(first: Expression): Expression[] {
    let known: Expression | undefined = first;
    return this.list(() => {
      const item = known ? this.expressionFrom(known) : this.expression();
      known = undefined;
      return item;
    });
  }
}
