import type {
  Delete,
  Expression,
  Insert,
  Merge,
  MergeBranch,
  OnConflict,
  Query,
  SelectItem,
  SetItem,
  Subscript,
  TableAlias,
  Truncate,
  Update,
  WithClause,
} from '../ast/query.ts';
import type { Identifier } from '../ast/common.ts';
import type { TokenKind } from '../../text/tokens.ts';
import { QueryGrammar } from './query.ts';
import type { Draft } from './token-stream.ts';

type Write = Insert | Update | Delete | Merge;

const truncateOptions: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'RESTART',
  'CONTINUE',
  'CASCADE',
  'RESTRICT',
]);

/** INSERT, UPDATE, DELETE, MERGE and TRUNCATE. */
export abstract class WriteGrammar extends QueryGrammar {
  /** A query or a write, as a statement, in a CTE and in PREPARE. */
  protected queryOrWrite(): Query | Write {
    const { start } = this.token;
    if (!this.enter()) return this.query();
    const withClause = this.at('WITH') ? this.withClause() : undefined;
    const node = this.write(withClause, start) ?? this.queryBehind(withClause, start);
    this.leave();
    return node;
  }

  protected withBody(): Query | Write {
    return this.queryOrWrite();
  }

  private write(withClause: WithClause | undefined, start: number): Write | undefined {
    let node: Draft<Write>;
    if (this.take('INSERT')) node = this.insert(start);
    else if (this.take('UPDATE')) node = this.update(start);
    else if (this.take('DELETE')) node = this.delete(start);
    else if (this.take('MERGE')) node = this.merge(start);
    else return undefined;
    if (withClause) node.with = withClause;
    node.span = this.span(start);
    return node;
  }

  private insert(start: number): Draft<Insert> {
    this.need('INTO');
    const target = this.target();
    const node: Draft<Insert> = {
      kind: 'Insert',
      span: this.span(start),
      target,
      columns: [],
      returning: [],
    };
    if (this.take('AS')) node.alias = this.name('an alias');
    if (this.at('(') && !this.startsQuery(1) && !this.ahead(1, '(')) node.columns = this.nameList('a column');
    if (this.take('DEFAULT')) this.need('VALUES');
    else node.source = this.query();
    if (this.at('ON') && !this.ahead(1, 'CONNECTION_POOL')) node.conflict = this.onConflict();
    node.returning = this.returning();
    return node;
  }

  private onConflict(): OnConflict {
    const { start } = this.next();
    this.need('CONFLICT');
    this.want('unique key');
    const node: Draft<OnConflict> = {
      kind: 'OnConflict',
      span: this.span(start),
      keys: this.at('(') ? this.parenthesized('a column', () => this.conflictKey()) : [],
      action: 'NOTHING',
      set: [],
    };
    if (this.at('ON')) {
      this.next();
      this.need('CONSTRAINT');
      node.constraint = this.name('the name of an index');
    }
    if (this.take('WHERE')) node.targetWhere = this.condition();
    this.need('DO');
    if (!this.take('NOTHING') && this.need('UPDATE', '`NOTHING` or `UPDATE SET`')) {
      node.action = 'UPDATE';
      node.set = this.setItems();
      if (this.take('WHERE')) node.where = this.condition();
    }
    node.span = this.span(start);
    return node;
  }

  /** A column or an expression; PostgreSQL lets an operator class stand behind it, `text_ops`, which changes nothing here. */
  private conflictKey(): Expression {
    this.want('key column');
    const key = this.expression();
    if (this.atName() && this.lowerWord().endsWith('_ops')) this.next();
    return key;
  }

  private setItems(): SetItem[] {
    this.need('SET');
    return this.list(() => this.setItem());
  }

  private setItem(): SetItem {
    const { start } = this.token;
    const targets = this.at('(')
      ? this.parenthesized('a column', () => this.setTarget())
      : [this.setTarget()];
    const [parts] = targets;
    const element = this.at('[') && parts ? this.setElement(parts, start) : undefined;
    if (this.at('==')) this.doubleEquals();
    if (!this.take('==')) this.need('=');
    const value = this.expression();
    const span = this.span(start);
    return element
      ? { kind: 'SetItem', span, targets: [], element, value }
      : { kind: 'SetItem', span, targets, value };
  }

  /** An element of an array, or a slice: `tags[0]`, `grid[1][2]`. */
  private setElement(parts: readonly Identifier[], start: number): Subscript {
    let element = this.subscript({ kind: 'ColumnReference', span: this.span(start), parts });
    while (this.at('[')) element = this.subscript(element);
    return element;
  }

  /** A column, or a path into one: `address.city`. */
  private setTarget(): Identifier[] {
    const path = [this.name('a column', 'column')];
    while (this.take('.')) path.push(this.member());
    return path;
  }

  private returning(): SelectItem[] {
    return this.take('RETURNING') ? this.selectItems() : [];
  }

  /** The alias of a write's target: SET begins the next clause, though it could name something. */
  private targetAlias(): TableAlias | undefined {
    return this.at('SET') ? undefined : this.tableAlias();
  }

  private update(start: number): Draft<Update> {
    const target = this.target();
    const alias = this.targetAlias();
    const set = this.setItems();
    const node: Draft<Update> = {
      kind: 'Update',
      span: this.span(start),
      target,
      set,
      from: [],
      returning: [],
    };
    if (alias) node.alias = alias;
    if (this.take('FROM')) node.from = this.tableReferences();
    if (this.take('WHERE')) node.where = this.condition();
    node.returning = this.returning();
    return node;
  }

  private delete(start: number): Draft<Delete> {
    this.need('FROM');
    const target = this.target();
    const alias = this.targetAlias();
    const node: Draft<Delete> = { kind: 'Delete', span: this.span(start), target, using: [], returning: [] };
    if (alias) node.alias = alias;
    if (this.take('USING')) node.using = this.tableReferences();
    if (this.take('WHERE')) node.where = this.condition();
    node.returning = this.returning();
    return node;
  }

  private merge(start: number): Draft<Merge> {
    this.need('INTO');
    const target = this.target();
    const alias = this.tableAlias();
    this.need('USING');
    const source = this.tableReference();
    this.need('ON');
    const on = this.condition();
    const branches: MergeBranch[] = [];
    while (this.at('WHEN')) branches.push(this.mergeBranch());
    if (branches.length === 0) this.unexpected('`WHEN MATCHED` or `WHEN NOT MATCHED`');
    const span = this.span(start);
    const node: Draft<Merge> = { kind: 'Merge', span, target, source, on, branches, returning: [] };
    if (alias) node.alias = alias;
    node.returning = this.returning();
    return node;
  }

  private mergeBranch(): MergeBranch {
    const { start } = this.next();
    const node: Draft<MergeBranch> = {
      kind: 'MergeBranch',
      span: this.span(start),
      matched: this.matched(),
      action: 'DO NOTHING',
      set: [],
      columns: [],
    };
    if (this.take('AND')) node.condition = this.condition();
    this.need('THEN');
    const wrong = node.matched === 'NOT MATCHED' ? ['UPDATE', 'DELETE'] : ['INSERT'];
    // Without a row of the target there is none to change; with one there is nothing to insert.
    if (wrong.includes(this.kind))
      this.unexpected(
        node.matched === 'NOT MATCHED' ? '`INSERT` or `DO NOTHING`' : '`UPDATE`, `DELETE` or `DO NOTHING`',
      );
    this.mergeAction(node);
    node.span = this.span(start);
    return node;
  }

  private matched(): MergeBranch['matched'] {
    const not = this.take('NOT');
    this.need('MATCHED');
    if (!not || !this.take('BY')) return not ? 'NOT MATCHED' : 'MATCHED';
    if (this.take('TARGET')) return 'NOT MATCHED';
    this.need('SOURCE', '`SOURCE` or `TARGET`');
    return 'NOT MATCHED BY SOURCE';
  }

  private mergeAction(node: Draft<MergeBranch>): void {
    if (this.take('UPDATE')) {
      node.action = 'UPDATE';
      node.set = this.setItems();
    } else if (this.take('DELETE')) node.action = 'DELETE';
    else if (this.take('INSERT')) {
      node.action = 'INSERT';
      if (this.at('(')) node.columns = this.nameList('a column');
      if (this.take('DEFAULT')) this.need('VALUES');
      else if (this.need('VALUES')) node.values = this.parenthesized('a value', () => this.expression());
    } else if (this.need('DO', '`UPDATE`, `DELETE`, `INSERT` or `DO NOTHING`')) this.need('NOTHING');
  }

  protected truncate(): Truncate {
    const { start } = this.next();
    if (!this.take('TABLE')) this.take('COLLECTION');
    const targets = this.list(() => this.target(), truncateOptions);
    // Identity columns and foreign keys are nothing that collections have: the words change nothing.
    if (this.take('RESTART') || this.take('CONTINUE')) this.next();
    if (!this.take('CASCADE')) this.take('RESTRICT');
    return { kind: 'Truncate', span: this.span(start), targets };
  }
}
