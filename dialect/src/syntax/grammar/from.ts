import type {
  DerivedTable,
  Expression,
  FunctionCall,
  FunctionTable,
  Join,
  NamedTable,
  Query,
  RowsFrom,
  TableAlias,
  TableReference,
  TableSample,
} from '../ast/query.ts';
import type { Identifier, QualifiedName, TypeName } from '../ast/common.ts';
import { findVirtualTable } from '../../catalog/virtual-tables.ts';
import { columnName, functionName } from '../../text/tokens.ts';
import { joinStarts, queryContinuations } from './clause-starts.ts';
import { WindowGrammar } from './windows.ts';
import type { Draft } from './token-stream.ts';

/** FROM: tables, table functions, derived tables and joins. */
export abstract class FromGrammar extends WindowGrammar {
  protected tableReferences(): TableReference[] {
    return this.list(() => this.tableReference());
  }

  protected tableReference(): TableReference {
    return this.joined(this.tablePrimary());
  }

  /** The joins behind a table. */
  private joined(first: TableReference): TableReference {
    let left = first;
    while (this.atAny(joinStarts)) left = this.join(left);
    return left;
  }

  private join(left: TableReference): TableReference {
    const { start } = left.span;
    const keyword = this.token;
    const natural = this.take('NATURAL');
    const type = this.joinType();
    this.need('JOIN');
    const node: Draft<Join> = {
      kind: 'Join',
      span: this.span(start),
      type,
      natural,
      left,
      right: this.tablePrimary(),
    };
    if (type !== 'CROSS' && !natural) {
      // `a JOIN b JOIN c ON … ON …`: joins that come before the condition belong to the right side.
      while (this.atAny(joinStarts) && this.conditionComesLater() && this.enter()) {
        node.right = this.join(node.right);
        this.leave();
      }
      this.joinCondition(node, keyword);
    }
    node.span = this.span(start);
    return node;
  }

  /** Whether more ON and USING than JOINs stand ahead: then the joins here nest to the right. */
  private conditionComesLater(): boolean {
    let conditions = 0;
    let joins = 0;
    let depth = 0;
    for (let places = 0; ; places++) {
      const kind = this.kindAhead(places);
      if (kind === undefined || kind === 'end' || kind === 'cursor' || kind === ';') return false;
      if (kind === '(') depth++;
      else if (kind === ')' && --depth < 0) return false;
      if (depth > 0) continue;
      if (kind === 'JOIN') joins++;
      if (kind === 'CROSS' || kind === 'NATURAL') joins--;
      if ((kind === 'ON' || kind === 'USING') && ++conditions > joins) return true;
      if (kind === 'WHERE' || kind === 'GROUP' || kind === 'ORDER' || kind === ',' || kind === 'UNION')
        return false;
    }
  }

  private joinType(): Join['type'] {
    if (this.take('CROSS')) return 'CROSS';
    for (const type of ['LEFT', 'RIGHT', 'FULL'] as const) {
      if (!this.take(type)) continue;
      this.take('OUTER');
      return type;
    }
    this.take('INNER');
    return 'INNER';
  }

  private joinCondition(node: Draft<Join>, keyword: { readonly start: number }): void {
    if (this.take('ON')) node.on = this.condition();
    else if (this.take('USING')) {
      node.using = this.nameList('a column', 'shared column');
      if (this.take('AS')) node.alias = this.aliasNamed(this.name('an alias'));
    } else {
      const span = { start: keyword.start, end: node.right.span.start };
      const words = this.textOf(span).trimEnd().replace(/\s+/g, ' ').toUpperCase();
      this.report('QL1018', { start: span.start, end: node.right.span.end }, [words || 'JOIN']);
    }
  }

  private tablePrimary(): TableReference {
    const { start } = this.token;
    const lateral = this.take('LATERAL');
    if (this.at('(')) {
      const inner = this.queryOrTable();
      if (inner.kind === 'Query') return this.derived(start, inner, lateral);
      return this.aliasedJoin(inner);
    }
    this.want('relation');
    if (this.atTwo('ROWS', 'FROM') && this.ahead(2, '(')) return this.rowsFrom(start, lateral);
    if (this.token.names & functionName && this.startsCall() && !this.atOnly())
      return this.functionTable(start, lateral);
    return this.namedTable(start);
  }

  /** Whether a name, with a path or without, is followed by a parenthesis: a table function. */
  private startsCall(): boolean {
    let places = 1;
    while (this.kindAhead(places) === '.' && this.kindAhead(places + 2) !== undefined) places += 2;
    return this.ahead(places, '(');
  }

  private namedTable(start: number): NamedTable {
    // No collection inherits from another, so that ONLY says nothing new; nor does the star behind a name.
    const only = this.atOnly() && this.take('ONLY');
    const open = only && this.at('(') ? this.next() : undefined;
    const name = this.qualifiedName('a collection or a table function', 'relation');
    if (open) this.need(')');
    else if (!only) this.take('*');
    const node: Draft<NamedTable> = { kind: 'NamedTable', span: name.span, name };
    const alias = this.tableAlias();
    if (alias) node.alias = alias;
    if (this.at('TABLESAMPLE')) node.sample = this.tableSample();
    node.span = this.span(start);
    return node;
  }

  /** `ONLY t` and `ONLY (t)`; a collection may have that name too. */
  private atOnly(): boolean {
    if (this.kind !== 'ONLY') return false;
    const behind = this.tokens[this.index + 1];
    return behind !== undefined && (behind.kind === '(' || (behind.names & columnName) !== 0);
  }

  private tableSample(): TableSample {
    const { start } = this.next();
    const method = this.name('`BERNOULLI` or `SYSTEM`');
    const percent = this.oneInParentheses();
    const node: Draft<TableSample> = { kind: 'TableSample', span: this.span(start), method, percent };
    if (this.take('REPEATABLE')) node.seed = this.oneInParentheses();
    node.span = this.span(start);
    return node;
  }

  private oneInParentheses(): Expression {
    const open = this.token;
    if (!this.need('(')) return this.missingExpression();
    this.open++;
    const value = this.expression();
    this.close(open);
    return value;
  }

  private functionTable(start: number, lateral: boolean): FunctionTable {
    const call = this.tableCall();
    return this.numbered({ kind: 'FunctionTable', span: call.span, call, lateral, ordinality: false }, start);
  }

  private tableCall(): FunctionCall {
    const parts = [this.identifierOf(this.next())];
    while (this.take('.')) parts.push(this.member());
    return this.call(parts);
  }

  /** `ROWS FROM (f(…), g(…))`; of one function it is that function. */
  private rowsFrom(start: number, lateral: boolean): RowsFrom | FunctionTable {
    this.next();
    this.next();
    const calls = this.parenthesized('a table function', () => {
      if (this.token.names & functionName && this.startsCall()) return [this.tableCall()];
      this.unexpected('a table function');
      return [];
    }).flat();
    const [call] = calls;
    if (call && calls.length === 1)
      return this.numbered(
        { kind: 'FunctionTable', span: call.span, call, lateral, ordinality: false },
        start,
      );
    return this.numbered(
      { kind: 'RowsFrom', span: this.span(start), calls, lateral, ordinality: false },
      start,
    );
  }

  /** WITH ORDINALITY and the alias behind functions. */
  private numbered<T extends RowsFrom | FunctionTable>(node: Draft<T>, start: number): T {
    if (this.atTwo('WITH', 'ORDINALITY')) {
      this.next();
      this.next();
      node.ordinality = true;
    }
    const alias = this.typedColumns(node) ?? this.tableAlias(true);
    if (alias) node.alias = alias;
    node.span = this.span(start);
    return node as T;
  }

  /** `f(x) AS (a int, b text)`: without an alias, the function's name is the relation's. */
  private typedColumns(node: Draft<RowsFrom | FunctionTable>): TableAlias | undefined {
    if (node.kind !== 'FunctionTable' || !this.atTwo('AS', '(')) return undefined;
    const named = node.call.name.parts.at(-1);
    this.next();
    return named && this.aliasNamed({ ...named, span: this.missingSpan() }, true);
  }

  private derived(start: number, query: Query, lateral: boolean): DerivedTable {
    const node: Draft<DerivedTable> = { kind: 'DerivedTable', span: this.span(start), query, lateral };
    const alias = this.tableAlias();
    if (alias) node.alias = alias;
    node.span = this.span(start);
    return node;
  }

  /** `(a JOIN b ON …) AS alias`. */
  private aliasedJoin(inner: TableReference): TableReference {
    const alias = this.tableAlias();
    if (!alias || inner.kind !== 'Join') return inner;
    return { ...inner, span: this.span(inner.span.start), alias, whole: true };
  }

  /** What FROM's parentheses hold: a query, or tables that are joined. Both may begin with more parentheses. */
  private queryOrTable(): Query | TableReference {
    const open = this.next();
    this.open++;
    const inner = this.startsQuery()
      ? this.query()
      : this.at('(')
        ? this.afterInnerTable()
        : this.tableReference();
    this.close(open);
    return inner;
  }

  private afterInnerTable(): Query | TableReference {
    const { start } = this.token;
    if (!this.enter()) return this.namedTable(start);
    const inner = this.queryOrTable();
    this.leave();
    if (inner.kind !== 'Query') return this.joined(this.aliasedJoin(inner));
    if (this.atAny(queryContinuations)) return this.queryFrom(inner);
    return this.joined(this.derived(start, inner, false));
  }

  protected tableAlias(typed = false): TableAlias | undefined {
    if (this.take('AS')) return this.aliasNamed(this.aliasName(), typed);
    if (!this.atName() || this.reportedHere || this.startsStatement() || this.mendClauseWord())
      return undefined;
    return this.aliasNamed(this.name('an alias'), typed);
  }

  private aliasName(): Identifier {
    if (this.token.names & columnName) return this.identifierOf(this.next());
    return this.name('an alias');
  }

  /** The list behind an alias; behind a function its columns may have types, `t (a int, b text)`. */
  protected aliasNamed(name: Identifier, typed = false): TableAlias {
    const types: TypeName[] = [];
    const column = (): Identifier => {
      const found = this.name('a column', 'column');
      if (typed && (types.length > 0 || this.atName())) types.push(this.typeName());
      return found;
    };
    const columns = this.at('(') ? this.parenthesized('a column', column) : [];
    const alias = { kind: 'TableAlias', span: this.span(name.span.start), name, columns } as const;
    return types.length > 0 ? { ...alias, types } : alias;
  }

  /** What is written to. A table of pools is told to be none by its name, so its parentheses may stand. */
  protected target(): QualifiedName {
    const name = this.qualifiedName('a collection');
    if (this.at('(') && this.ahead(1, ')') && findVirtualTable(name.parts[0]?.text ?? '')) {
      this.next();
      this.next();
    }
    return name;
  }
}
