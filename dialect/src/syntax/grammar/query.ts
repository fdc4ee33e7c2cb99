import type {
  CommonTableExpression,
  CycleClause,
  Expression,
  Lock,
  Query,
  QueryBody,
  SearchClause,
  Select,
  TableQuery,
  Values,
  WithClause,
} from '../ast/query.ts';
import type { TokenKind } from '../../text/tokens.ts';
import { queryStarts } from './clause-starts.ts';
import { SelectGrammar } from './select.ts';
import type { Draft } from './token-stream.ts';

/** What a query's shell holds, while it is read. */
type Shell = Draft<Query>;

/** What may follow WITH's list, though it could name something. */
const withFollow: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'VALUES',
  '(',
]);

/** What may follow the columns of SEARCH and CYCLE, though it could name something. */
const searchFollow: ReadonlySet<TokenKind> = new Set<TokenKind>(['SET']);

/** What may follow FOR UPDATE OF's list, though it could name something. */
const lockFollow: ReadonlySet<TokenKind> = new Set<TokenKind>(['NOWAIT', 'SKIP']);

/** The shell of a query: WITH before its body, ORDER BY and LIMIT behind it. */
export abstract class QueryGrammar extends SelectGrammar {
  /** The body of a CTE: a query or a write. */
  protected abstract withBody(): CommonTableExpression['query'];

  protected query(): Query {
    const { start } = this.token;
    if (!this.enter()) return this.shell(start, this.missingSelect());
    const withClause = this.at('WITH') ? this.withClause() : undefined;
    const query = this.queryBehind(withClause, start);
    this.leave();
    return query;
  }

  /** A query whose WITH is read already. */
  protected queryBehind(withClause: WithClause | undefined, start: number): Query {
    if (this.kind === '(') {
      const query = this.queryFrom(this.subquery(), start);
      return withClause ? { ...this.wrapped(query), with: withClause, span: this.span(start) } : query;
    }
    const node = this.shell(start, this.setOperations(this.queryPrimary()));
    if (withClause) node.with = withClause;
    return this.tail(node);
  }

  /** WITH before a query in parentheses that has a WITH of its own needs a shell for itself. */
  private wrapped(query: Query): Query {
    return query.with ? this.shell(query.span.start, query) : query;
  }

  protected queryFrom(first: Query, start = first.span.start): Query {
    const inner = this.inner(first);
    const body = this.setOperations(inner);
    return body === inner && !this.atTail()
      ? { ...first, span: this.span(start) }
      : this.tail(this.shell(start, body));
  }

  private atTail(): boolean {
    return this.at('ORDER') || this.at('LIMIT') || this.at('OFFSET') || this.at('FETCH') || this.at('FOR');
  }

  private shell(start: number, body: QueryBody): Shell {
    return { kind: 'Query', span: this.span(start), body, orderBy: [], withTies: false };
  }

  private missingSelect(): Select {
    const span = this.missingSpan();
    return { kind: 'Select', span, distinct: 'ALL', items: [], from: [], windows: [] };
  }

  /** ORDER BY, LIMIT, OFFSET and FETCH. */
  private tail(node: Shell): Query {
    for (let before = ''; ;) {
      const { kind } = this;
      // At the cursor only what is not there yet and belongs behind what is.
      const isOpen = (there: boolean) => kind !== 'cursor' || !there;
      if (isOpen(before !== '') && this.at('ORDER')) {
        this.once(node.orderBy.length > 0, 'ORDER BY');
        if (before && node.orderBy.length === 0) this.report('QL1016', this.here(), ['ORDER BY', before]);
        node.orderBy = this.orderBy();
      } else if (isOpen(node.limit !== undefined) && this.at('LIMIT')) {
        this.once(node.limit !== undefined, 'LIMIT');
        this.next();
        this.limit(node);
      } else if (isOpen(node.offset !== undefined) && this.at('OFFSET')) {
        this.once(node.offset !== undefined, 'OFFSET');
        this.next();
        this.want('count');
        node.offset = this.expression();
        if (!this.take('ROWS')) this.take('ROW');
      } else if (isOpen(node.limit !== undefined) && this.at('FETCH')) {
        this.once(node.limit !== undefined, 'LIMIT');
        this.next();
        this.fetch(node);
      } else if (this.at('FOR')) node.locks = [...(node.locks ?? []), this.lock()];
      else if (before && this.lateClause(node, before)) {
        continue;
      } else break;
      before = kind === 'ORDER' ? 'ORDER BY' : kind;
    }
    node.span = this.span(node.span.start);
    return node;
  }

  /** `FOR UPDATE OF a NOWAIT`. */
  private lock(): Lock {
    const { start } = this.next();
    const node: Draft<Lock> = { kind: 'Lock', span: this.span(start), strength: this.lockStrength(), of: [] };
    if (this.take('OF'))
      node.of = this.list(() => this.qualifiedName('a relation of FROM', 'relation'), lockFollow);
    if (this.take('NOWAIT')) node.waits = 'NOWAIT';
    else if (this.take('SKIP')) {
      this.need('LOCKED');
      node.waits = 'SKIP LOCKED';
    }
    node.span = this.span(start);
    return node;
  }

  private lockStrength(): Lock['strength'] {
    if (this.take('SHARE')) return 'SHARE';
    if (this.take('KEY')) {
      this.need('SHARE');
      return 'KEY SHARE';
    }
    const weaker = this.take('NO');
    if (weaker) this.need('KEY');
    this.need('UPDATE', '`UPDATE`, `NO KEY UPDATE`, `SHARE` or `KEY SHARE`');
    return weaker ? 'NO KEY UPDATE' : 'UPDATE';
  }

  private once(repeated: boolean, clause: string): void {
    if (repeated) this.report('QL1017', this.here(), [clause]);
  }

  /** WHERE behind LIMIT and the like: told of, and read into the SELECT where it belongs. */
  private lateClause(node: Shell, before: string): boolean {
    const { kind } = this;
    const late =
      kind === 'FROM' || kind === 'WHERE' || kind === 'GROUP' || kind === 'HAVING' || kind === 'WINDOW';
    if (!late || node.body.kind !== 'Select') return false;
    this.report('QL1016', this.here(), [kind === 'GROUP' ? 'GROUP BY' : kind, before]);
    this.selectClauses(node.body);
    return true;
  }

  private limit(node: Shell): void {
    if (this.take('ALL')) return;
    this.want('count');
    node.limit = this.expression();
    if (this.kind === ',' && this.open === 0) this.offsetAndLimit(node, node.limit);
  }

  /** MySQL's `LIMIT offset, count`. */
  private offsetAndLimit(node: Shell, offset: Expression): void {
    const comma = this.next();
    const limit = this.expression();
    const span = { start: offset.span.start, end: limit.span.end };
    const text = `${this.textOf(limit.span)} OFFSET ${this.textOf(offset.span)}`;
    this.report(
      'QL1022',
      { start: comma.start, end: comma.end },
      [text],
      [{ title: `Write LIMIT ${text}`, changes: [{ span, text }] }],
    );
    node.limit = limit;
    node.offset = offset;
  }

  /** `FETCH FIRST 5 ROWS ONLY | WITH TIES`; without a number it is one row. */
  private fetch(node: Shell): void {
    if (!this.take('FIRST')) this.need('NEXT', '`FIRST` or `NEXT`');
    const { start } = this.token;
    const counted = !this.at('ROW') && !this.at('ROWS');
    node.limit = counted
      ? this.count()
      : { kind: 'Literal', span: { start, end: start }, type: 'number', text: '1' };
    if (!this.take('ROWS')) this.need('ROW', '`ROWS`');
    if (this.take('WITH')) {
      this.need('TIES');
      node.withTies = true;
    } else this.need('ONLY', '`ONLY` or `WITH TIES`');
  }

  private count(): Expression {
    const { start } = this.token;
    if (!this.take('-')) return this.operand();
    const operand = this.operand();
    return { kind: 'Unary', span: this.span(start), operator: '-', operand };
  }

  protected withClause(): WithClause {
    const { start } = this.next();
    const recursive = this.at('RECURSIVE') && !this.ahead(1, 'AS') && this.take('RECURSIVE');
    const ctes = this.list(() => this.commonTableExpression(), withFollow);
    return { kind: 'WithClause', span: this.span(start), recursive, ctes };
  }

  private commonTableExpression(): CommonTableExpression {
    const name = this.name('a name for the common table expression');
    const columns = this.at('(') && !this.startsQuery(1) ? this.nameList('a column') : [];
    this.need('AS');
    const not = this.take('NOT');
    const materialized = this.take('MATERIALIZED') ? !not : undefined;
    const query = this.cteBody();
    const span = this.span(name.span.start);
    const node: Draft<CommonTableExpression> = { kind: 'CommonTableExpression', span, name, columns, query };
    if (materialized !== undefined) node.materialized = materialized;
    if (this.at('SEARCH')) node.search = this.searchClause();
    if (this.at('CYCLE')) node.cycle = this.cycleClause();
    node.span = this.span(name.span.start);
    return node;
  }

  private searchClause(): SearchClause {
    const { start } = this.next();
    const order = this.take('DEPTH') ? 'DEPTH' : 'BREADTH';
    if (order === 'BREADTH') this.need('BREADTH', '`BREADTH` or `DEPTH`');
    this.need('FIRST');
    this.need('BY');
    const by = this.list(() => this.name('a column of the query'), searchFollow);
    this.need('SET');
    const set = this.name('a name for the column to sort by');
    return { kind: 'SearchClause', span: this.span(start), order, by, set };
  }

  private cycleClause(): CycleClause {
    const { start } = this.next();
    const columns = this.list(() => this.name('a column of the query'), searchFollow);
    this.need('SET');
    const set = this.name('a name for the column that marks a cycle');
    const seen = this.take('TO') ? this.operand() : undefined;
    if (seen) this.need('DEFAULT');
    const otherwise = seen && this.operand();
    this.need('USING');
    const using = this.name('a name for the column that holds the path');
    const node = { kind: 'CycleClause', span: this.span(start), columns, set, using } as const;
    return seen && otherwise ? { ...node, marks: [seen, otherwise] } : node;
  }

  private cteBody(): CommonTableExpression['query'] {
    const open = this.token;
    if (!this.need('(')) return this.shell(open.start, this.missingSelect());
    this.open++;
    const body = this.withBody();
    this.close(open);
    return body;
  }

  protected queryPrimary(beside = false): QueryBody {
    if (this.at('SELECT')) return this.select(beside);
    if (this.at('VALUES')) return this.values();
    if (this.at('TABLE')) return this.tableQuery();
    if (this.at('(')) return this.inner(this.subquery());
    this.unexpected('`SELECT`, `VALUES` or `(`');
    if (this.startsItem()) this.skipTo(queryStarts);
    return this.startsQuery() && this.kind !== 'WITH' ? this.queryPrimary(beside) : this.missingSelect();
  }

  private values(): Values {
    const { start } = this.next();
    const rows = this.list(() => this.parenthesized('a value', () => this.rowValue()));
    return { kind: 'Values', span: this.span(start), rows };
  }

  private rowValue(): Expression {
    this.want('row value');
    return this.expression();
  }

  private tableQuery(): TableQuery {
    const { start } = this.next();
    const name = this.qualifiedName('a collection', 'relation');
    return { kind: 'TableQuery', span: this.span(start), name };
  }
}
