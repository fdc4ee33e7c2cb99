import type { BinaryOperator, Expression, Like, UnaryOperator } from '../ast/query.ts';
import { JsonCallGrammar } from './json-calls.ts';
import { power } from './operators.ts';
import type { Draft } from './token-stream.ts';

/** An operator whose right operand is still being read. */
export interface Pending {
  readonly form: 'binary' | 'prefix' | 'like' | 'escape' | 'distinct' | 'zone' | 'overlaps' | 'low' | 'high';
  readonly power: number;
  /** Where it was written. */
  readonly start: number;
  readonly not: boolean;
  readonly operator?: BinaryOperator | UnaryOperator | Like['operator'];
  readonly symmetric?: boolean;
}

/** The operands and operators that are read but not yet joined, and the nodes that come of them. */
export abstract class OperatorStack extends JsonCallGrammar {
  protected readonly operands: Expression[] = [];
  protected readonly pending: Pending[] = [];
  /** Where in `pending` the expression that is being read begins: those below belong to the ones around it. */
  protected base = 0;

  /** Builds the nodes of all pending operators that bind at least this strongly. */
  protected fold(strength: number, comparison = false): void {
    for (let top = this.pending.at(-1); this.pending.length > this.base && top!.power >= strength;) {
      if (comparison && top!.power === power.comparison) this.report('QL1012', this.here());
      this.pending.pop();
      this.build(top!);
      top = this.pending.at(-1);
    }
  }

  private build(top: Pending): void {
    const { operands } = this;
    const right = operands.pop()!;
    if (top.form === 'prefix') {
      const span = { start: top.start, end: right.span.end };
      operands.push({ kind: 'Unary', span, operator: top.operator as UnaryOperator, operand: right });
      return;
    }
    const left = operands.pop()!;
    operands.push(top.form === 'binary' ? this.binaryOf(top, left, right) : this.wordedOf(top, left, right));
  }

  private binaryOf(top: Pending, left: Expression, right: Expression): Expression {
    const span = { start: left.span.start, end: right.span.end };
    return { kind: 'Binary', span, operator: top.operator as BinaryOperator, left, right };
  }

  private wordedOf(top: Pending, left: Expression, right: Expression): Expression {
    const { not } = top;
    const span = { start: left.span.start, end: right.span.end };
    switch (top.form) {
      case 'distinct':
        return { kind: 'IsTest', span, operand: left, not, test: 'DISTINCT', other: right };
      case 'zone':
        return { kind: 'AtTimeZone', span, operand: left, zone: right };
      case 'overlaps':
        return this.overlaps(top, left, right);
      case 'high': {
        const operand = this.operands.pop()!;
        const symmetric = top.symmetric === true;
        return {
          kind: 'Between',
          span: this.around(operand, right),
          operand,
          not,
          symmetric,
          low: left,
          high: right,
        };
      }
      case 'low': {
        this.unexpected('`AND` and the upper bound of BETWEEN');
        const high = this.missingExpression();
        const symmetric = top.symmetric === true;
        return {
          kind: 'Between',
          span: this.around(left, high),
          operand: left,
          not,
          symmetric,
          low: right,
          high,
        };
      }
      default:
        return this.like(top, left, right);
    }
  }

  private around(from: Expression, to: Expression) {
    return { start: from.span.start, end: to.span.end };
  }

  private like(top: Pending, left: Expression, right: Expression): Expression {
    const operand = top.form === 'escape' ? this.operands.pop()! : left;
    const pattern = top.form === 'escape' ? left : right;
    const span = this.around(operand, right);
    const operator = top.operator as Like['operator'];
    const node: Draft<Like> = { kind: 'Like', span, operator, operand, not: top.not, pattern };
    if (top.form === 'escape') node.escape = right;
    return node;
  }

  /** `(a, b) OVERLAPS (c, d)` is PostgreSQL's function of four arguments. */
  private overlaps(top: Pending, left: Expression, right: Expression): Expression {
    const span = { start: top.start, end: top.start + 'OVERLAPS'.length };
    const values = [left, right].flatMap((side) => (side.kind === 'RowConstructor' ? side.items : [side]));
    return {
      kind: 'FunctionCall',
      span: this.around(left, right),
      name: {
        kind: 'QualifiedName',
        span,
        parts: [{ kind: 'Identifier', span, text: 'OVERLAPS', quoted: false }],
      },
      arguments: values.map((value) => ({ kind: 'Argument', span: value.span, value, variadic: false })),
      distinct: false,
      orderBy: [],
      withinGroup: [],
      parentheses: true,
    };
  }
}
