import type {
  ColumnDefinition,
  CreateCollection,
  CreateIndex,
  CreateView,
  DropObject,
  IndexKey,
  KeyDefinition,
} from '../ast/catalog.ts';
import type { TokenKind } from '../../text/tokens.ts';
import { PoolGrammar } from './pool.ts';
import type { Draft } from './token-stream.ts';

const dropOptions: ReadonlySet<TokenKind> = new Set<TokenKind>(['CASCADE', 'RESTRICT']);

const columnEnds: ReadonlySet<TokenKind> = new Set<TokenKind>([',']);

/** Collections, indexes and views. */
export abstract class CatalogueGrammar extends PoolGrammar {
  protected createCollection(start: number): CreateCollection {
    this.next();
    const ifNotExists = this.ifNotExists();
    const name = this.qualifiedName('a name for the collection', 'name');
    const columns: ColumnDefinition[] = [];
    const keys: KeyDefinition[] = [];
    const node: Draft<CreateCollection> = {
      ...{ kind: 'CreateCollection', span: this.span(start), name, ifNotExists, columns, keys },
    };
    if (this.at('(') && !this.startsQuery(1))
      this.parenthesized('a column', () => {
        const key = this.keyDefinition();
        if (key) keys.push(key);
        else columns.push(this.columnDefinition());
      });
    if (this.take('AS')) node.as = this.query();
    node.span = this.span(start);
    return node;
  }

  private keyDefinition(): KeyDefinition | undefined {
    const { start } = this.token;
    if (
      this.at('CONSTRAINT') &&
      !this.ahead(2, ',') &&
      (this.ahead(2, 'PRIMARY') || this.ahead(2, 'UNIQUE'))
    ) {
      this.next();
      this.next();
    }
    const primary = this.atTwo('PRIMARY', 'KEY');
    if (!primary && !this.atTwo('UNIQUE', '(')) return undefined;
    this.next();
    if (primary) this.next();
    const columns = this.nameList('a column');
    return {
      kind: 'KeyDefinition',
      span: this.span(start),
      type: primary ? 'PRIMARY KEY' : 'UNIQUE',
      columns,
    };
  }

  private columnDefinition(): ColumnDefinition {
    const name = this.name('a column');
    const type = this.typeName();
    const node: Draft<ColumnDefinition> = {
      ...{ kind: 'ColumnDefinition', span: this.span(name.span.start), name, type },
      ...{ notNull: false, primaryKey: false, unique: false },
    };
    while (this.columnConstraint(node));
    if (this.kind !== ',' && this.kind !== ')' && !this.atEnd()) {
      this.unexpected('NOT NULL, PRIMARY KEY, UNIQUE, DEFAULT, `,` or `)`');
      this.skipTo(columnEnds);
    }
    node.span = this.span(name.span.start);
    return node;
  }

  private columnConstraint(node: Draft<ColumnDefinition>): boolean {
    if (this.take('NOT')) {
      this.need('NULL');
      node.notNull = true;
    } else if (this.take('PRIMARY')) {
      this.need('KEY');
      node.primaryKey = true;
    } else if (this.take('UNIQUE')) node.unique = true;
    else if (this.take('DEFAULT')) node.default = this.expression();
    else return this.take('NULL');
    return true;
  }

  protected createIndex(start: number): CreateIndex {
    const unique = this.take('UNIQUE');
    this.need('INDEX');
    const ifNotExists = this.ifNotExists();
    const name = this.at('ON') ? undefined : this.name('a name for the index, or `ON`');
    this.need('ON');
    const on = this.qualifiedName('a collection');
    const using = this.take('USING') ? this.name('an index method') : undefined;
    const keys = this.parenthesized('a field', () => this.indexKey());
    const span = this.span(start);
    const node: Draft<CreateIndex> = { kind: 'CreateIndex', span, unique, ifNotExists, on, keys };
    if (name) node.name = name;
    if (using) node.using = using;
    if (this.take('WHERE')) node.where = this.condition();
    node.span = this.span(start);
    return node;
  }

  private indexKey(): IndexKey {
    const path = [this.name('a field', 'column')];
    while (this.take('.')) path.push(this.member());
    const descending = this.take('DESC');
    if (!descending) this.take('ASC');
    const span = this.span(path[0]!.span.start);
    return { kind: 'IndexKey', span, path, direction: descending ? 'DESC' : 'ASC' };
  }

  protected createView(start: number, orReplace: boolean): CreateView {
    this.next();
    const name = this.qualifiedName('a name for the view', 'name');
    const columns = this.at('(') ? this.nameList('a column') : [];
    this.need('AS');
    const query = this.query();
    return { kind: 'CreateView', span: this.span(start), name, orReplace, columns, query };
  }

  protected dropObject(start: number): DropObject {
    const { kind } = this.next();
    const object = kind === 'VIEW' || kind === 'INDEX' ? kind : 'COLLECTION';
    const ifExists = this.ifExists();
    const want = object === 'INDEX' ? 'index' : 'collection';
    const names = this.list(() => this.qualifiedName(`the name of ${nameOf(object)}`, want), dropOptions);
    const node: Draft<DropObject> = { kind: 'DropObject', span: this.span(start), object, ifExists, names };
    if (object === 'INDEX' && this.take('ON')) node.on = this.qualifiedName('a collection');
    if (!this.take('CASCADE')) this.take('RESTRICT');
    node.span = this.span(start);
    return node;
  }
}

function nameOf(object: DropObject['object']): string {
  return object === 'INDEX' ? 'an index' : `a ${object.toLowerCase()}`;
}
