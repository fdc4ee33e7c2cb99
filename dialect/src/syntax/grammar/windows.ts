import type { FrameBound, OrderItem, WindowFrame, WindowSpecification } from '../ast/query.ts';
import type { TokenKind } from '../../text/tokens.ts';
import { ExpressionGrammar } from './expression.ts';
import type { Draft } from './token-stream.ts';

const frameUnits: ReadonlySet<TokenKind> = new Set<TokenKind>(['ROWS', 'RANGE', 'GROUPS']);

/** ORDER BY lists, windows and their frames. */
export abstract class WindowGrammar extends ExpressionGrammar {
  /** `ORDER BY …`, with the next token at ORDER. The words of `follow` may stand behind it. */
  protected orderBy(follow?: ReadonlySet<TokenKind>): OrderItem[] {
    this.need('ORDER');
    this.need('BY');
    return this.list(() => this.orderItem(), follow);
  }

  private orderItem(): OrderItem {
    const value = this.expression();
    const descending = this.descending();
    const node: Draft<OrderItem> = {
      kind: 'OrderItem',
      span: value.span,
      value,
      direction: descending ? 'DESC' : 'ASC',
    };
    if (this.take('NULLS')) {
      if (this.take('FIRST')) node.nulls = 'FIRST';
      else if (this.need('LAST', '`FIRST` or `LAST`')) node.nulls = 'LAST';
    }
    node.span = this.span(value.span.start);
    return node;
  }

  /** ASC, DESC, or `USING <` and `USING >`, which say the same. */
  private descending(): boolean {
    this.mendLastWord(['DESC', 'ASC']);
    if (this.take('DESC')) return true;
    if (this.take('ASC') || !this.take('USING')) return false;
    if (this.take('>')) return true;
    this.need('<', '`<` or `>`');
    return false;
  }

  protected windowSpecification(): WindowSpecification {
    const open = this.token;
    const node: Draft<WindowSpecification> = {
      kind: 'WindowSpecification',
      span: this.span(open.start),
      partitionBy: [],
      orderBy: [],
    };
    if (!this.need('(')) return node;
    this.open++;
    if (this.atName() && !frameUnits.has(this.kind) && !this.atTwo('PARTITION', 'BY'))
      node.base = this.name('a window');
    if (this.take('PARTITION')) {
      this.need('BY');
      node.partitionBy = this.list(() => this.expression(), frameUnits);
    }
    if (this.at('ORDER')) node.orderBy = this.orderBy(frameUnits);
    if (this.atAny(frameUnits)) node.frame = this.frame();
    this.close(open);
    node.span = this.span(open.start);
    return node;
  }

  private frame(): WindowFrame {
    const { start, kind } = this.next();
    const between = this.take('BETWEEN');
    const first = this.bound();
    const node: Draft<WindowFrame> = {
      kind: 'WindowFrame',
      span: this.span(start),
      unit: kind as WindowFrame['unit'],
      start: first,
    };
    if (between) {
      this.need('AND');
      node.end = this.bound();
    }
    if (this.take('EXCLUDE')) node.exclude = this.exclusion();
    node.span = this.span(start);
    return node;
  }

  private exclusion(): NonNullable<WindowFrame['exclude']> {
    if (this.take('CURRENT')) {
      this.need('ROW');
      return 'CURRENT ROW';
    }
    if (this.take('GROUP')) return 'GROUP';
    if (this.take('TIES')) return 'TIES';
    if (this.need('NO', 'CURRENT ROW, GROUP, TIES or NO OTHERS')) this.need('OTHERS');
    return 'NO OTHERS';
  }

  private bound(): FrameBound {
    const { start } = this.token;
    if (this.take('CURRENT')) {
      this.need('ROW');
      return { kind: 'FrameBound', span: this.span(start), type: 'CURRENT ROW' };
    }
    // A word that is still to be written behind it can only be its direction.
    const directed =
      this.ahead(1, 'PRECEDING') || this.ahead(1, 'FOLLOWING') || this.kindAhead(1) === 'cursor';
    const unbounded = this.kind === 'UNBOUNDED' && directed;
    if (this.at('UNBOUNDED') && unbounded) {
      this.next();
      const type = this.direction() === 'PRECEDING' ? 'UNBOUNDED PRECEDING' : 'UNBOUNDED FOLLOWING';
      return { kind: 'FrameBound', span: this.span(start), type };
    }
    this.want('frame bound');
    const offset = this.expression();
    const type = this.direction();
    return { kind: 'FrameBound', span: this.span(start), type, offset };
  }

  private direction(): 'PRECEDING' | 'FOLLOWING' {
    if (this.take('FOLLOWING')) return 'FOLLOWING';
    this.need('PRECEDING', '`PRECEDING` or `FOLLOWING`');
    return 'PRECEDING';
  }
}
