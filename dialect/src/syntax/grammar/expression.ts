import type { Expression, IsTest, Query, Quantified, UnaryOperator } from '../ast/query.ts';
import type { TokenKind } from '../../text/tokens.ts';
import { OperatorStack, type Pending } from './operator-stack.ts';
import {
  binaryOperators,
  likeOperators,
  power,
  prefixPower,
  withQuestionMark,
  type BinaryEntry,
} from './operators.ts';

const isPrefix = (kind: TokenKind): kind is UnaryOperator => Object.hasOwn(prefixPower, kind);
const matchingWords: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'BETWEEN',
  'IN',
  'LIKE',
  'ILIKE',
  'SIMILAR',
]);
const isTests = ['NULL', 'TRUE', 'FALSE', 'UNKNOWN', 'MISSING'] as const;

/**
 * Expressions in one flat loop: operands and operators go on two stacks, and an operator of lower power folds what
 * stands above it. So a chain of ten thousand ANDs costs no stack, and precedence is one table.
 */
export abstract class ExpressionGrammar extends OperatorStack {
  protected expression(): Expression {
    return this.run(undefined, true);
  }

  protected expressionFrom(first: Expression): Expression {
    return this.run(first, true);
  }

  protected expressionWithoutIn(): Expression {
    return this.run(undefined, false);
  }

  /** A condition: where a second value follows without an operator, the two are read as if AND stood between. */
  protected condition(): Expression {
    let left = this.expression();
    while (this.startsItem() && !this.reportedHere && !this.startsStatement() && !this.mendClauseWord()) {
      this.report('QL1019', this.here(), [this.found()]);
      const right = this.expression();
      left = { kind: 'Binary', span: this.span(left.span.start), operator: 'AND', left, right };
    }
    return left;
  }

  private run(first: Expression | undefined, withIn: boolean): Expression {
    if (!this.enter()) return this.missingExpression();
    const { base } = this;
    this.base = this.pending.length;
    if (first) this.operands.push(this.path(first));
    else this.readOperand();
    while (this.readOperator(withIn)) this.readOperand();
    this.fold(0);
    this.base = base;
    this.leave();
    return this.operands.pop()!;
  }

  private readOperand(): void {
    for (let { kind } = this; isPrefix(kind); { kind } = this) {
      const { start } = this.next();
      this.pending.push({ form: 'prefix', power: prefixPower[kind], start, not: false, operator: kind });
    }
    this.operands.push(this.operand());
  }

  /** Takes the operator behind an operand, and says whether another operand must follow. */
  private readOperator(withIn: boolean): boolean {
    for (;;) {
      const { kind } = this;
      const binary = binaryOperators.get(kind);
      if (binary) {
        if (this.readBinary(binary)) return true;
        continue;
      }
      switch (kind) {
        case 'IS':
          if (this.readIs()) return true;
          continue;
        case 'ISNULL':
        case 'NOTNULL':
          this.fold(power.is);
          this.next();
          this.wrapIs('NULL', kind === 'NOTNULL');
          continue;
        case 'NOT':
          if (!matchingWords.has(this.kindAhead(1) ?? 'end')) return this.notAtCursor();
          if (this.readMatching(true)) return true;
          continue;
        case 'IN':
          if (!withIn) return false;
          this.readMatching(false);
          continue;
        case 'BETWEEN':
        case 'LIKE':
        case 'ILIKE':
          if (this.readMatching(false)) return true;
          continue;
        case 'SIMILAR':
          return this.ahead(1, 'TO') && this.readMatching(false);
        case 'ESCAPE':
          return this.readEscape();
        case 'COLLATE':
          this.fold(power.collate);
          this.readCollate();
          continue;
        case 'AT':
          if (this.ahead(1, 'TIME')) {
            this.readTimeZone();
            return true;
          }
          if (!this.readLocalZone()) return false;
          continue;
        case '::':
          // Behind an operand it is read with it; here it casts a test: `a IS NULL::text`.
          this.operands.push(this.path(this.operands.pop()!));
          continue;
        case 'OVERLAPS':
          return this.push('overlaps', power.other);
        case '~~':
        case '~~*':
        case '!~~':
        case '!~~*':
          if (this.readLikeOperator(kind)) return true;
          continue;
        case 'cursor':
          this.expectOperators();
          return false;
        default:
          return false;
      }
    }
  }

  private expectOperators(): void {
    for (const word of ['AND', 'OR', 'IS', 'NOT', 'IN', 'BETWEEN', 'LIKE', 'ILIKE', 'COLLATE'] as const)
      this.at(word);
    for (const word of ['SIMILAR', 'AT', 'OVERLAPS'] as const) this.at(word);
    if (this.pending.at(-1)?.form === 'like') this.at('ESCAPE');
  }

  private notAtCursor(): false {
    for (const word of matchingWords) this.ahead(1, word);
    return false;
  }

  /** Takes the next token as an operator whose right operand follows. */
  private push(form: Pending['form'], strength: number, not = false, operator?: Pending['operator']): true {
    this.fold(strength);
    const { start } = this.next();
    this.pending.push({ form, power: strength, start, not, ...(operator ? { operator } : {}) });
    return true;
  }

  private readBinary(entry: BinaryEntry): boolean {
    const { token } = this;
    if (token.kind === 'AND' && this.readBetweenAnd()) return true;
    if (token.kind === '==') this.doubleEquals();
    this.fold(entry.power, entry.power === power.comparison);
    this.next();
    const joined = this.token.start === token.end ? withQuestionMark.get(this.kind) : undefined;
    const operator = token.kind === '?' && joined ? joined : entry.operator;
    if (operator !== entry.operator) this.next();
    if (entry.power >= power.comparison && this.readQuantified(entry.operator)) return false;
    this.pending.push({
      form: 'binary',
      power: entry.power,
      start: token.start,
      not: false,
      operator,
    });
    return true;
  }

  protected doubleEquals(): void {
    const span = this.here();
    this.report('QL1013', span, [], [{ title: 'Write =', changes: [{ span, text: '=' }] }]);
  }

  private readLikeOperator(kind: keyof typeof likeOperators): boolean {
    const { operator, not } = likeOperators[kind];
    this.fold(power.other);
    const { start } = this.next();
    if (this.readQuantified(operator, not)) return false;
    this.pending.push({ form: 'like', power: power.other, start, not, operator });
    return true;
  }

  private readQuantified(operator: Quantified['operator'], not = false): boolean {
    const any = this.at('ANY') || this.at('SOME');
    if ((!any && !this.at('ALL')) || !this.ahead(1, '(')) return false;
    this.next();
    const operand = this.operands.pop()!;
    const inner = this.queryOrItems();
    const over = Array.isArray(inner) ? inner[0]! : inner;
    const span = this.span(operand.span.start);
    const node: Quantified = {
      kind: 'Quantified',
      span,
      operand,
      operator,
      not,
      quantifier: any ? 'ANY' : 'ALL',
      over,
    };
    this.operands.push(node);
    return true;
  }

  /** `IS [NOT] …`; true where an operand must follow: `IS DISTINCT FROM x`. */
  private readIs(): boolean {
    this.fold(power.is);
    const { start } = this.next();
    const not = this.take('NOT');
    for (const test of isTests) {
      if (!this.take(test)) continue;
      this.wrapIs(test, not);
      return false;
    }
    if (this.take('DISTINCT')) {
      this.need('FROM');
      this.pending.push({ form: 'distinct', power: power.is, start, not });
      return true;
    }
    const form = this.isForm(this.operands.at(-1)!);
    if (form) {
      this.operands.pop();
      this.operands.push(not ? { kind: 'Unary', span: form.span, operator: 'NOT', operand: form } : form);
      return false;
    }
    this.unexpected('NULL, TRUE, FALSE, UNKNOWN, MISSING or DISTINCT FROM');
    this.wrapIs('NULL', not);
    return false;
  }

  private wrapIs(test: IsTest['test'], not: boolean): void {
    const operand = this.operands.pop()!;
    this.operands.push({ kind: 'IsTest', span: this.span(operand.span.start), operand, not, test });
  }

  /** `[NOT] BETWEEN, IN, LIKE, ILIKE, SIMILAR TO`; false where nothing more follows. */
  private readMatching(not: boolean): boolean {
    this.fold(power.matching);
    const { start } = this.token;
    if (not) this.next();
    const { kind } = this.next();
    if (kind === 'IN') {
      this.readIn(not);
      return false;
    }
    if (kind === 'BETWEEN') {
      const symmetric = this.take('SYMMETRIC');
      if (!symmetric) this.take('ASYMMETRIC');
      // Power 0 holds everything back until the AND that belongs to it.
      this.pending.push({ form: 'low', power: 0, start, not, symmetric });
      return true;
    }
    if (kind === 'SIMILAR') this.next();
    const operator = kind === 'SIMILAR' ? 'SIMILAR TO' : kind === 'ILIKE' ? 'ILIKE' : 'LIKE';
    if (operator !== 'SIMILAR TO' && this.readQuantified(operator, not)) return false;
    this.pending.push({ form: 'like', power: power.matching, start, not, operator });
    return true;
  }

  private readIn(not: boolean): void {
    const operand = this.operands.pop()!;
    const { start } = operand.span;
    const inner = this.at('(') ? this.inItems() : this.inWithoutList();
    if (Array.isArray(inner))
      this.operands.push({ kind: 'InList', span: this.span(start), operand, not, items: inner });
    else this.operands.push({ kind: 'InQuery', span: this.span(start), operand, not, query: inner });
  }

  private inItems(): Query | Expression[] {
    return this.ahead(1, ')') ? this.parenthesized('a value', () => this.expression()) : this.queryOrItems();
  }

  private inWithoutList(): Expression[] {
    this.unexpected('`(`');
    return this.startsItem() ? [this.operand()] : [];
  }

  private readEscape(): boolean {
    this.fold(power.matching + 1);
    const top = this.pending.length > this.base ? this.pending.at(-1) : undefined;
    if (top?.form !== 'like') return false;
    this.next();
    this.pending[this.pending.length - 1] = { ...top, form: 'escape' };
    return true;
  }

  private readCollate(): void {
    this.next();
    const operand = this.operands.pop()!;
    this.want('collation');
    const collation = this.at('string')
      ? this.collationString()
      : this.qualifiedName('a collation', 'collation');
    this.operands.push({ kind: 'Collate', span: this.span(operand.span.start), operand, collation });
  }

  /** `COLLATE 'en'`: the string is the name. */
  private collationString() {
    const { span, text } = this.stringLiteral();
    return {
      kind: 'QualifiedName',
      span,
      parts: [{ kind: 'Identifier', span, text, quoted: true }],
    } as const;
  }

  private readTimeZone(): void {
    this.fold(power.atTimeZone);
    const { start } = this.next();
    this.next();
    this.need('ZONE');
    this.want('time zone');
    this.pending.push({ form: 'zone', power: power.atTimeZone, start, not: false });
  }

  /** `AT LOCAL`: the zone of every session is UTC. */
  private readLocalZone(): boolean {
    const word = this.tokens[this.index + 1];
    if (word?.kind !== 'name' || this.textOf(word).toLowerCase() !== 'local') return false;
    this.fold(power.atTimeZone);
    this.next();
    this.next();
    const operand = this.operands.pop()!;
    const zone = {
      ...this.literalOf('string', 'UTC', word.start),
      span: { start: word.start, end: word.end },
    };
    this.operands.push({ kind: 'AtTimeZone', span: this.span(operand.span.start), operand, zone });
    return true;
  }

  /** The AND between the bounds of BETWEEN. */
  private readBetweenAnd(): boolean {
    this.fold(power.and);
    const top = this.pending.length > this.base ? this.pending.at(-1) : undefined;
    if (top?.form !== 'low') return false;
    this.next();
    this.pending[this.pending.length - 1] = { ...top, form: 'high', power: power.matching };
    return true;
  }
}
