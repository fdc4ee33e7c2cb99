import type {
  AlterAlert,
  AlterPool,
  AlterPoolGroup,
  ApplyPoolChanges,
  ControlPool,
  CreateAlert,
  CreatePool,
  CreatePoolGroup,
  DropAlert,
  DropPool,
  DropPoolGroup,
  KillConnection,
  OnConnection,
  OptionAssignment,
  PoolGroupType,
  SetPoolOptions,
  UsePool,
} from '../ast/pool.ts';
import type { Identifier } from '../ast/common.ts';
import type { Expression } from '../ast/query.ts';
import type { Want } from '../expected.ts';
import { WriteGrammar } from './write.ts';
import type { Draft } from './token-stream.ts';

const groupTypes = ['READ_WRITE', 'TENANT', 'REGION', 'PRIORITY', 'BATCH'] as const;

/** Connection pools, groups of them, and alerts. */
export abstract class PoolGrammar extends WriteGrammar {
  protected ifNotExists(): boolean {
    if (!this.take('IF')) return false;
    this.need('NOT');
    this.need('EXISTS');
    return true;
  }

  protected ifExists(): boolean {
    if (!this.take('IF')) return false;
    this.need('EXISTS');
    return true;
  }

  protected setPoolOptions(start: number): SetPoolOptions {
    this.next();
    if (!this.take('TO')) this.need('=');
    this.want('pool options');
    const value = this.expression();
    return { kind: 'SetPoolOptions', span: this.span(start), value };
  }

  /** `(name = value, …)` behind the keyword that was just taken. */
  protected options(): OptionAssignment[] {
    return this.parenthesized('an option such as `maxPoolSize = 50`', () => this.option());
  }

  private option(): OptionAssignment {
    const name = this.label('an option', 'option');
    this.optionEquals(name);
    const value = this.expression();
    return { kind: 'OptionAssignment', span: this.span(name.span.start), name, value };
  }

  private optionEquals(name: Identifier): void {
    if (this.at('==')) this.doubleEquals();
    if (this.take('=') || this.take('==')) return;
    if (!this.startsItem() && this.kind !== ':' && this.kind !== 'TRUE' && this.kind !== 'FALSE') {
      this.unexpected('`=`');
      return;
    }
    const colon = this.kind === ':' ? this.next() : undefined;
    const span = colon ? { start: colon.start, end: colon.end } : { start: this.lastEnd, end: this.lastEnd };
    const fixes = [{ title: 'Write =', changes: [{ span, text: ' =' }] }];
    this.report('QL1014', name.span, [name.text], fixes);
  }

  private onConnection(): OnConnection | undefined {
    const { start } = this.token;
    if (!this.take('ON')) return undefined;
    if (this.at('string')) {
      const uri = this.stringLiteral();
      return { kind: 'OnConnection', span: this.span(start), uri };
    }
    this.need('CONNECTION', "`CONNECTION` with a profile, or 'mongodb://…'");
    const profile = this.name('a connection profile', 'connection');
    return { kind: 'OnConnection', span: this.span(start), profile };
  }

  /** What CREATE CONNECTION_POOL and its groups have in common behind the name. */
  private placeAndOptions(node: Draft<CreatePool> | Draft<CreatePoolGroup>, start: number): void {
    const on = this.onConnection();
    if (on) node.on = on;
    if (this.take('DATABASE')) node.database = this.name('a database', 'database');
    if (this.take('WITH')) node.options = this.options();
    node.span = this.span(start);
  }

  protected createPool(start: number, orReplace: boolean): CreatePool {
    this.next();
    const ifNotExists = this.ifNotExists();
    const name = this.name('a name for the pool');
    const span = this.span(start);
    const node: Draft<CreatePool> = { kind: 'CreatePool', span, name, orReplace, ifNotExists, options: [] };
    this.placeAndOptions(node, start);
    return node;
  }

  protected createPoolGroup(start: number, orReplace: boolean): CreatePoolGroup {
    this.next();
    const ifNotExists = this.ifNotExists();
    const name = this.name('a name for the group');
    const type = this.groupType();
    const span = this.span(start);
    const node: Draft<CreatePoolGroup> = {
      ...{ kind: 'CreatePoolGroup', span, name, orReplace, ifNotExists, type, options: [] },
    };
    this.placeAndOptions(node, start);
    return node;
  }

  private groupType(): PoolGroupType {
    this.need('TYPE', '`TYPE`');
    for (const type of groupTypes) if (this.take(type)) return type;
    this.unexpected('`READ_WRITE`, `TENANT`, `REGION`, `PRIORITY` or `BATCH`');
    if (this.kind === 'name') this.next();
    return 'READ_WRITE';
  }

  /** The name of a pool; that of a member of a group has a dot: `shop.read`. */
  protected poolName(what: string, want: Want): Identifier {
    const { parts, span } = this.qualifiedName(what, want);
    const [first] = parts;
    if (first && parts.length === 1) return first;
    return { kind: 'Identifier', span, text: parts.map(({ text }) => text).join('.'), quoted: true };
  }

  private alteration(what: string, want: Want): { name: Identifier; options: OptionAssignment[] } {
    this.next();
    const name = this.poolName(what, want);
    return { name, options: this.need('SET') ? this.options() : [] };
  }

  protected alterPool(start: number): AlterPool {
    const alteration = this.alteration('the name of a pool', 'pool');
    return { kind: 'AlterPool', span: this.span(start), ...alteration };
  }

  protected alterPoolGroup(start: number): AlterPoolGroup {
    const alteration = this.alteration('the name of a group', 'pool group');
    return { kind: 'AlterPoolGroup', span: this.span(start), ...alteration };
  }

  protected alterAlert(start: number): AlterAlert {
    const alteration = this.alteration('the name of an alert', 'alert');
    return { kind: 'AlterAlert', span: this.span(start), ...alteration };
  }

  private dropped(what: string, want: Want): { ifExists: boolean; name: Identifier } {
    this.next();
    return { ifExists: this.ifExists(), name: this.poolName(what, want) };
  }

  protected dropPool(start: number): DropPool {
    const dropped = this.dropped('the name of a pool', 'pool');
    return { kind: 'DropPool', span: this.span(start), ...dropped };
  }

  protected dropPoolGroup(start: number): DropPoolGroup {
    const dropped = this.dropped('the name of a group', 'pool group');
    return { kind: 'DropPoolGroup', span: this.span(start), ...dropped };
  }

  protected dropAlert(start: number): DropAlert {
    const dropped = this.dropped('the name of an alert', 'alert');
    return { kind: 'DropAlert', span: this.span(start), ...dropped };
  }

  protected controlPool(action: ControlPool['action']): ControlPool {
    const { start } = this.next();
    const of = this.take('CONNECTION_POOL_GROUP') ? 'CONNECTION_POOL_GROUP' : 'CONNECTION_POOL';
    const isGroup = of === 'CONNECTION_POOL_GROUP';
    if (!isGroup) this.need('CONNECTION_POOL');
    const name = this.poolName(
      `the name of a ${isGroup ? 'group' : 'pool'}`,
      isGroup ? 'pool group' : 'pool',
    );
    const waits = action === 'PAUSE' && this.take('WAIT');
    const span = this.span(start);
    const node: Draft<ControlPool> = { kind: 'ControlPool', span, action, of, name, waits };
    if (waits && !this.atEnd()) node.limit = this.duration();
    node.span = this.span(start);
    return node;
  }

  protected usePool(): UsePool {
    const { start } = this.next();
    if (!this.at('DEFAULT')) this.need('CONNECTION_POOL', '`CONNECTION_POOL` or `DEFAULT`');
    this.want('pool group');
    const name = this.poolName('the name of a pool or of a group', 'pool');
    return { kind: 'UsePool', span: this.span(start), name };
  }

  protected killConnection(): KillConnection {
    const { start } = this.next();
    this.need('CONNECTION');
    this.want('constant');
    const id = this.expression();
    return { kind: 'KillConnection', span: this.span(start), id };
  }

  protected applyChanges(): ApplyPoolChanges {
    const { start } = this.next();
    this.need('CONNECTION_POOL');
    this.need('CHANGES');
    this.need('TO');
    const to = this.take('SAVED') ? 'SAVED' : 'RUNNING';
    if (to === 'RUNNING') this.need('RUNNING', '`RUNNING` or `SAVED`');
    const names: Identifier[] = [];
    if (this.take('FOR'))
      do {
        this.want('pool group');
        names.push(this.name('the name of a pool or of a group', 'pool'));
      } while (this.take(','));
    return { kind: 'ApplyPoolChanges', span: this.span(start), to, names };
  }

  protected createAlert(start: number, orReplace: boolean): CreateAlert {
    this.next();
    const ifNotExists = this.ifNotExists();
    const name = this.name('a name for the alert');
    this.need('ON');
    const source = this.alertSource();
    this.need('WHEN');
    const when = this.inParenthesesOf(() => this.condition(), undefined) ?? this.missingExpression();
    const span = this.span(start);
    const node: Draft<CreateAlert> = {
      kind: 'CreateAlert',
      span,
      name,
      orReplace,
      ifNotExists,
      source,
      when,
    };
    while (this.alertClause(node));
    node.span = this.span(start);
    return node;
  }

  /** A pool, with or without the word CONNECTION_POOL, or a table function of pools. */
  private alertSource(): Expression {
    this.want('pool');
    if (this.at('CONNECTION_POOL') && this.kindAhead(1) !== 'WHEN') {
      this.next();
      const name = this.name('the name of a pool', 'pool');
      return { kind: 'ColumnReference', span: name.span, parts: [name] };
    }
    this.want('pool table');
    return this.expression();
  }

  private alertClause(node: Draft<CreateAlert>): boolean {
    if (this.take('SEVERITY'))
      node.severity = this.at('string') ? this.quotedName() : this.name('a severity', 'severity');
    else if (this.take('FOR')) node.for = this.duration();
    else if (this.take('EVERY')) node.every = this.duration();
    else if (this.take('MESSAGE')) node.message = this.needString('the text of the message');
    else return false;
    return true;
  }

  private quotedName(): Identifier {
    const { span, text } = this.stringLiteral();
    return { kind: 'Identifier', span, text, quoted: true };
  }

  /** An interval; the word INTERVAL may be left out before a number: `FOR 5 MINUTES`. */
  private duration(): Expression {
    this.want('duration');
    return this.kind === 'number' && this.kindAhead(1) === 'name'
      ? this.intervalBehind(this.token.start)
      : this.expression();
  }
}
