import type {
  Expression,
  GroupBy,
  GroupingElement,
  GroupingSet,
  NamedWindow,
  Query,
  QueryBody,
  Select,
  SelectItem,
  SetOperation,
} from '../ast/query.ts';
import type { Identifier } from '../ast/common.ts';
import type { Keyword } from '../../text/keywords.ts';
import { anyLabel, bareAlias, type TokenKind } from '../../text/tokens.ts';
import { clauseStarts } from './clause-starts.ts';
import { FromGrammar } from './from.ts';
import { intervalFields } from './types.ts';
import type { Draft } from './token-stream.ts';

/** The clauses of SELECT in their order. */
const clauses = ['FROM', 'WHERE', 'GROUP', 'HAVING', 'WINDOW'] as const;
type Clause = (typeof clauses)[number];
const clauseWords: ReadonlySet<TokenKind> = new Set<TokenKind>(clauses);

/** Those that belong behind the ones that are there: what is read in any order is not offered in any. */
const behind = (seen: readonly Clause[]): ReadonlySet<TokenKind> =>
  new Set(clauses.slice(1 + Math.max(-1, ...seen.map((clause) => clauses.indexOf(clause)))));

/** What may stand behind a query, for the statement around it to read. */
const afterQuery: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...([
    'UNION',
    'INTERSECT',
    'EXCEPT',
    'ORDER',
    'LIMIT',
    'OFFSET',
    'FETCH',
    'FOR',
    'ON',
    'RETURNING',
    'WITH',
  ] as const),
]);

/** SELECT and its clauses. */
export abstract class SelectGrammar extends FromGrammar {
  /** `beside` another query of a set operation, a list of nothing is meant also at the statement's end. */
  protected select(beside = false): Select {
    const { start } = this.next();
    const node: Draft<Select> = {
      kind: 'Select',
      span: this.span(start),
      distinct: this.distinct(),
      items: [],
      from: [],
      windows: [],
    };
    while (this.atStray()) this.stray();
    if (this.startsSelectItem()) node.items = this.selectItems();
    else if ((this.atEnd() && !beside) || this.at(',') || node.distinct !== 'ALL')
      this.unexpected('a column, a value or `*`');
    this.selectClauses(node);
    return node;
  }

  private distinct(): Select['distinct'] {
    if (!this.take('DISTINCT')) {
      this.take('ALL');
      return 'ALL';
    }
    return this.take('ON') ? this.parenthesized('a column or a value', () => this.expression()) : 'DISTINCT';
  }

  /** PostgreSQL allows a SELECT of nothing: `EXISTS (SELECT FROM t)`. */
  private startsSelectItem(): boolean {
    if (this.kind === 'cursor') return true;
    return !this.atEnd() && this.kind !== ')' && this.kind !== ',' && !clauseStarts.has(this.kind);
  }

  protected selectItems(): SelectItem[] {
    this.want('expression');
    return this.list(() => this.selectItem());
  }

  private selectItem(): SelectItem {
    const { start } = this.token;
    const value: Expression = this.take('*') ? { kind: 'Star', span: this.span(start) } : this.expression();
    // A star is many columns, which have their own names.
    const alias = value.kind === 'Star' ? undefined : this.columnAlias();
    const span = this.span(value.span.start);
    return alias ? { kind: 'SelectItem', span, value, alias } : { kind: 'SelectItem', span, value };
  }

  private columnAlias(): Identifier | undefined {
    if (this.take('AS')) return this.aliasBehindAs();
    const { token } = this;
    if (token.names === 0 || this.reportedHere) return undefined;
    if (token.names & bareAlias) {
      if (this.startsStatement() || this.mendClauseWord()) return undefined;
      if (this.isStrayUnit()) return this.reservedAlias();
      return this.identifierOf(this.next());
    }
    return this.reservedAlias();
  }

  /** `SELECT '90' MINUTE`, `INTERVAL '1' DAY DAY`: behind a text or a unit, a unit is never meant to be an alias. */
  private isStrayUnit(): boolean {
    if (!intervalFields.includes(this.lowerWord())) return false;
    const before = this.tokens[this.index - 1];
    return (
      before?.kind === 'string' ||
      (before?.kind === 'name' &&
        intervalFields.includes(this.source.slice(before.start, before.end).toLowerCase()))
    );
  }

  /** Any word may follow AS; but in `SELECT a AS FROM t` the alias is still to be written. */
  private aliasBehindAs(): Identifier {
    const after = this.kindAhead(1);
    const ends =
      after === ',' || after === ')' || after === 'end' || after === ';' || clauseStarts.has(after ?? 'end');
    if (clauseStarts.has(this.kind) && !ends) {
      this.unexpected('an alias');
      return this.missingName();
    }
    return this.label('an alias');
  }

  /** `SELECT a order FROM t`: a reserved word where only an alias can be meant. */
  private reservedAlias(): Identifier | undefined {
    const after = this.kindAhead(1);
    const last = after === ',' || after === 'FROM' || (after === 'end' && !clauseStarts.has(this.kind));
    if (!last || this.kind === 'FROM' || (this.token.names & anyLabel) === 0) return undefined;
    const { start, end } = this.token;
    const fixes = [{ title: 'Write AS', changes: [{ span: { start, end: start }, text: 'AS ' }] }];
    this.report('QL1009', { start, end }, [this.found()], fixes);
    return this.identifierOf(this.next());
  }

  /** The clauses behind the select list; told of where they stand in the wrong order, yet read. */
  protected selectClauses(node: Draft<Select>): void {
    this.readClauses(node);
    node.span = this.span(node.span.start);
  }

  private readClauses(node: Draft<Select>): void {
    const seen: Clause[] = [];
    for (;;) {
      if (this.atAny(this.kind === 'cursor' ? behind(seen) : clauseWords)) {
        const clause = this.kind as Clause;
        this.checkOrder(clause, seen);
        seen.push(clause);
        this.selectClause(clause, node);
        continue;
      }
      if (this.atEnd() || afterQuery.has(this.kind) || this.startsStatement()) return;
      if (this.open > 0 && (this.kind === ')' || this.kind === ']')) return;
      if (!this.recoverClause()) return;
    }
  }

  private checkOrder(clause: Clause, seen: readonly Clause[]): void {
    if (seen.length === 0) return;
    const place = clauses.indexOf(clause);
    const later = clauses.find((word, index) => index > place && seen.includes(word));
    if (seen.includes(clause)) this.report('QL1017', this.here(), [clauseName(clause)]);
    else if (later) this.report('QL1016', this.here(), [clauseName(clause), clauseName(later)]);
  }

  /** Leaves out what does not belong here; false where no clause follows. */
  private recoverClause(): boolean {
    if (this.kind === ')' || this.kind === ']') this.stray();
    else if (!this.mendClauseWord()) {
      this.unexpected('an operator, a comma or the next clause');
      this.skipTo(clauseStarts);
    }
    return !this.atEnd() && (this.kind !== ')' || this.open === 0) && !this.isForeign();
  }

  /** A clause start that no query holds at this place, such as THEN. */
  private isForeign(): boolean {
    return (
      clauseStarts.has(this.kind) &&
      !afterQuery.has(this.kind) &&
      !(clauses as readonly string[]).includes(this.kind)
    );
  }

  private selectClause(clause: Clause, node: Draft<Select>): void {
    const { start } = this.next();
    if (clause === 'FROM') node.from = this.tableReferences();
    else if (clause === 'WHERE') node.where = this.condition();
    else if (clause === 'GROUP') node.groupBy = this.groupBy(start);
    else if (clause === 'HAVING') node.having = this.condition();
    else node.windows = this.list(() => this.namedWindow());
  }

  private groupBy(start: number): GroupBy {
    this.need('BY');
    const distinct = this.take('DISTINCT');
    if (!distinct) this.take('ALL');
    const items = this.list(() => this.groupingElement());
    return { kind: 'GroupBy', span: this.span(start), distinct, items };
  }

  private groupingElement(): GroupingElement {
    if (!this.enter()) return this.missingExpression();
    const element = this.groupingSet() ?? (this.atTwo('(', ')') ? this.emptySet() : this.expression());
    this.leave();
    return element;
  }

  private groupingSet(): GroupingSet | undefined {
    const { start } = this.token;
    const type = this.atTwo('ROLLUP', '(') ? 'ROLLUP' : this.atTwo('CUBE', '(') ? 'CUBE' : 'GROUPING SETS';
    if (type === 'GROUPING SETS') {
      if (!this.atTwo('GROUPING', 'SETS')) return undefined;
      this.next();
    }
    this.next();
    const items = this.parenthesized('a column', () => this.groupingElement());
    return { kind: 'GroupingSet', span: this.span(start), type, items };
  }

  private emptySet(): GroupingSet {
    const { start } = this.next();
    this.next();
    return { kind: 'GroupingSet', span: this.span(start), type: 'EMPTY', items: [] };
  }

  private namedWindow(): NamedWindow {
    const name = this.name('a window name');
    this.need('AS');
    const window = this.windowSpecification();
    return { kind: 'NamedWindow', span: this.span(name.span.start), name, window };
  }

  /** UNION, INTERSECT and EXCEPT behind `first`; INTERSECT binds tighter. */
  protected setOperations(first: QueryBody): QueryBody {
    let left = this.intersections(first);
    for (;;) {
      const operator = this.at('UNION') ? 'UNION' : this.at('EXCEPT') ? 'EXCEPT' : undefined;
      if (!operator) return left;
      this.next();
      const all = this.setQuantifier();
      const right = this.intersections(this.queryPrimary(true));
      left = this.setOperation(operator, all, left, right);
    }
  }

  private intersections(first: QueryBody): QueryBody {
    let left = first;
    while (this.take('INTERSECT')) {
      const all = this.setQuantifier();
      left = this.setOperation('INTERSECT', all, left, this.queryPrimary(true));
    }
    return left;
  }

  private setQuantifier(): boolean {
    if (this.take('ALL')) return true;
    this.take('DISTINCT');
    return false;
  }

  private setOperation(
    operator: SetOperation['operator'],
    all: boolean,
    left: QueryBody,
    right: QueryBody,
  ): SetOperation {
    return { kind: 'SetOperation', span: this.span(left.span.start), operator, all, left, right };
  }

  /** SELECT, VALUES, TABLE, or a query in parentheses; `beside` another one in a set operation. */
  protected abstract queryPrimary(beside?: boolean): QueryBody;

  /** A query in parentheses as part of another: its shell goes where it says nothing. */
  protected inner(query: Query): QueryBody {
    const plain = !query.with && query.orderBy.length === 0 && !query.limit && !query.offset;
    return plain ? query.body : query;
  }
}

function clauseName(clause: Clause): string {
  return (clause === 'GROUP' ? 'GROUP BY' : clause) satisfies Keyword | 'GROUP BY';
}
