import type {
  Benchmark,
  Deallocate,
  Describe,
  Execute,
  Prepare,
  SetSetting,
  SetVariable,
  Show,
  ShowSubject,
  Transaction,
} from '../ast/session.ts';
import type { SetPoolOptions } from '../ast/pool.ts';
import type { Expression } from '../ast/query.ts';
import type { Explain, Statement } from '../ast/statement.ts';
import type { Identifier, QualifiedName } from '../ast/common.ts';
import type { TokenKind } from '../../text/tokens.ts';
import { CatalogueGrammar } from './catalogue.ts';
import type { Draft } from './token-stream.ts';

const showLists = [
  ...(['CONNECTION_POOLS', 'CONNECTION_POOL_GROUPS', 'CHECKOUTS', 'CONNECTIONS', 'QUEUE'] as const),
  ...(['BUDGET', 'ALERTS', 'DATABASES', 'COLLECTIONS'] as const),
] as const;

const showWords = {
  pool: 'the name of a pool',
  'pool group': 'the name of a group',
  collection: 'a collection',
} as const;

/** The session: variables, settings, SHOW, prepared statements, transactions, EXPLAIN and BENCHMARK. */
export abstract class SessionGrammar extends CatalogueGrammar {
  protected abstract statement(): Statement;

  protected set(): SetVariable | SetPoolOptions | SetSetting {
    const { start } = this.next();
    if (this.at('variable')) return this.setVariable(start);
    if (this.at('CONNECTION_POOL_OPTIONS')) return this.setPoolOptions(start);
    if (this.at('SESSION') && !this.ahead(1, '=') && !this.ahead(1, 'TO')) this.next();
    const zone = this.timeZoneSetting();
    const name = zone ?? this.qualifiedName('a variable or a setting', 'setting');
    if (!zone && !this.take('TO')) this.need('=');
    const value = this.settingValue();
    return { kind: 'SetSetting', span: this.span(start), name, value };
  }

  private setVariable(start: number): SetVariable {
    const variable = this.variable();
    if (!this.take(':=') && !this.take('TO')) this.need('=');
    const value = this.expression();
    return { kind: 'SetVariable', span: this.span(start), variable, value };
  }

  /** `SET TIME ZONE 'UTC'` sets the setting named timezone. */
  private timeZoneSetting(): QualifiedName | undefined {
    if (!this.atTwo('TIME', 'ZONE')) return undefined;
    const { start } = this.next();
    this.next();
    const span = this.span(start);
    return {
      kind: 'QualifiedName',
      span,
      parts: [{ kind: 'Identifier', span, text: 'timezone', quoted: false }],
    };
  }

  /** A value; ON, a reserved word, is one as well. */
  private settingValue(): Expression {
    this.want('constant');
    if (!this.at('ON')) return this.expression();
    const on = this.identifierOf(this.next());
    return { kind: 'ColumnReference', span: on.span, parts: [on] };
  }

  protected show(): Show {
    const { start } = this.next();
    const node: Draft<Show> = { kind: 'Show', span: this.span(start), subject: 'SETTING' };
    const list = showLists.find((subject) => this.at(subject));
    if (list) {
      this.next();
      node.subject = list;
      if (list === 'COLLECTIONS' && this.takeFrom()) node.name = this.qualifiedName('a database', 'database');
    } else if (this.take('CREATE')) this.showCreate(node);
    else if (this.take('CONNECTION_POOL')) {
      // A pool of that name is shown by "changes" in quotes.
      if (this.take('CHANGES')) node.subject = 'CONNECTION_POOL CHANGES';
      else this.showOf(node, 'CONNECTION_POOL', 'pool');
    } else if (this.take('CONNECTION_POOL_GROUP')) this.showOf(node, 'CONNECTION_POOL_GROUP', 'pool group');
    else if (this.at('INDEXES') || this.at('FIELDS')) {
      const subject = this.next().kind === 'INDEXES' ? 'INDEXES' : 'FIELDS';
      if (this.takeFrom() || !this.atEnd()) this.showOf(node, subject, 'collection');
      else node.subject = subject;
    } else
      node.name =
        this.timeZoneSetting() ??
        this.qualifiedName('a setting, or a list such as CONNECTION_POOLS', 'setting');
    node.span = this.span(start);
    return node;
  }

  private showCreate(node: Draft<Show>): void {
    if (this.take('CONNECTION_POOL_GROUP')) this.showOf(node, 'CREATE CONNECTION_POOL_GROUP', 'pool group');
    else {
      this.need('CONNECTION_POOL');
      this.showOf(node, 'CREATE CONNECTION_POOL', 'pool');
    }
  }

  private takeFrom(): boolean {
    return this.take('FROM') || this.take('IN') || this.take('ON');
  }

  private showOf(node: Draft<Show>, subject: ShowSubject, want: keyof typeof showWords): void {
    node.subject = subject;
    node.name = this.qualifiedName(showWords[want], want);
  }

  protected describe(): Describe {
    const { start } = this.next();
    const group = this.atDescribed('CONNECTION_POOL_GROUP') && this.take('CONNECTION_POOL_GROUP');
    if (group) {
      const name = this.qualifiedName('the name of a group', 'pool group');
      return { kind: 'Describe', span: this.span(start), subject: 'CONNECTION_POOL_GROUP', name };
    }
    const pool = this.atDescribed('CONNECTION_POOL') && this.take('CONNECTION_POOL');
    if (!pool && (this.atDescribed('COLLECTION') || this.atDescribed('TABLE'))) this.next();
    const name = pool ? this.qualifiedName('the name of a pool', 'pool') : this.qualifiedName('a collection');
    return { kind: 'Describe', span: this.span(start), subject: pool ? 'CONNECTION_POOL' : 'RELATION', name };
  }

  /** A word that says what is described, not the name of it. */
  private atDescribed(word: TokenKind): boolean {
    const after = this.kindAhead(1);
    return this.at(word) && after !== ';' && after !== '.' && (after !== 'end' || word !== 'COLLECTION');
  }

  protected prepare(): Prepare {
    const { start } = this.next();
    const name = this.name('a name for the prepared statement');
    const types = this.at('(') ? this.parenthesized('a type', () => this.typeName()) : [];
    this.need('AS');
    const statement = this.queryOrWrite();
    return { kind: 'Prepare', span: this.span(start), name, types, statement };
  }

  protected execute(): Execute {
    const { start } = this.next();
    const name = this.name('the name of a prepared statement', 'prepared statement');
    const values = this.at('(') ? this.parenthesized('a value', () => this.expression()) : [];
    return { kind: 'Execute', span: this.span(start), name, arguments: values };
  }

  protected deallocate(): Deallocate {
    const { start } = this.next();
    this.take('PREPARE');
    if (this.take('ALL')) return { kind: 'Deallocate', span: this.span(start) };
    const name = this.name('the name of a prepared statement, or `ALL`', 'prepared statement');
    return { kind: 'Deallocate', span: this.span(start), name };
  }

  protected transaction(action: Transaction['action']): Transaction {
    const { start, kind } = this.next();
    if (kind === 'START') this.need('TRANSACTION');
    else if (!this.take('TRANSACTION')) this.take('WORK');
    return { kind: 'Transaction', span: this.span(start), action };
  }

  protected explain(): Explain {
    const { start } = this.next();
    const node: Draft<Omit<Explain, 'statement'>> = {
      kind: 'Explain',
      span: this.span(start),
      analyze: this.take('ANALYZE'),
      verbose: this.take('VERBOSE'),
      format: 'TEXT',
    };
    if (this.at('(') && !this.startsQuery(1) && !this.ahead(1, '('))
      this.parenthesized('`ANALYZE`, `VERBOSE` or `FORMAT …`', () => this.explainOption(node));
    if (!this.enter()) return { ...node, statement: this.query() };
    const statement = this.statement();
    this.leave();
    return { ...node, span: this.span(start), statement };
  }

  private explainOption(node: Draft<Omit<Explain, 'statement'>>): void {
    const isOn = () => !this.take('FALSE') && (this.take('TRUE') || true);
    if (this.take('ANALYZE')) node.analyze = isOn();
    else if (this.take('VERBOSE')) node.verbose = isOn();
    else if (this.need('FORMAT', '`ANALYZE`, `VERBOSE` or `FORMAT`')) {
      if (this.take('PIPELINE')) node.format = 'PIPELINE';
      else if (this.take('JSON')) node.format = 'JSON';
      else if (!this.take('TEXT')) this.unexpected('`TEXT`, `JSON` or `PIPELINE`');
    }
  }

  protected benchmark(): Benchmark {
    const { start } = this.next();
    const statement = this.queryOrWrite();
    const options = this.take('WITH') ? this.options() : [];
    const pools =
      this.take('ON') && this.need('CONNECTION_POOL') ? this.list(() => this.benchmarkedPool()) : [];
    return { kind: 'Benchmark', span: this.span(start), statement, options, pools };
  }

  private benchmarkedPool(): Identifier {
    this.want('pool group');
    return this.poolName('the name of a pool or of a group', 'pool');
  }
}
