import {
  Disposable,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  type TreeDataProvider,
} from 'vscode';
import type { CollectionInfo, FieldInfo, IndexInfo } from '../../../dialect/src/index.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { ListedCollection } from '../run/catalog-source.ts';
import { ServerBrowser } from '../run/server-browser.ts';
import { collectionDescription, fieldDescription, indexDescription } from './connection-rows.ts';
import { roleFaces } from './connection-roles.ts';
import { displayProfile, type ConnectionProfile, type ConnectionStore } from './connection-store.ts';

/** A row of the connections view. Commands go by `connection`, `collection` and `path`; `within` is a collection's id. */
export type ConnectionNode =
  | { readonly kind: 'connection'; readonly connection: string }
  | { readonly kind: 'database'; readonly connection: string; readonly database: string }
  | {
      readonly kind: 'collection';
      readonly connection: string;
      readonly database: string;
      readonly collection: string;
      readonly listed: ListedCollection;
    }
  | { readonly kind: 'field'; readonly within: string; readonly path: string; readonly field: FieldInfo }
  | { readonly kind: 'indexes'; readonly within: string; readonly indexes: readonly IndexInfo[] }
  | { readonly kind: 'index'; readonly within: string; readonly index: IndexInfo }
  | { readonly kind: 'trouble'; readonly message: string };

const { Collapsed, None } = TreeItemCollapsibleState;

/** Connections, and what lies behind them, read as one opens it. */
export class ConnectionsTree implements TreeDataProvider<ConnectionNode>, Disposable {
  readonly #connections: ConnectionStore;
  readonly #browser: ServerBrowser;
  readonly #changed = new EventEmitter<ConnectionNode | undefined>();
  readonly onDidChangeTreeData = this.#changed
    .event as TreeDataProvider<ConnectionNode>['onDidChangeTreeData'] & object;
  readonly #disposable: Disposable;
  /** Collections that were looked into: their rows tell how many documents they hold. */
  readonly #infos = new Map<string, CollectionInfo>();

  constructor(connections: ConnectionStore) {
    this.#connections = connections;
    this.#browser = new ServerBrowser(connections);
    this.#disposable = Disposable.from(
      window.createTreeView('qlsql.connections', { treeDataProvider: this, showCollapseAll: true }),
      connections.onDidChange(() => this.#changed.fire(undefined)),
    );
  }

  /** Reads a row's contents anew; with anything that is no row, everything. */
  refresh(row?: unknown): void {
    this.#infos.clear();
    this.#changed.fire(isNode(row) ? row : undefined);
  }

  getTreeItem(node: ConnectionNode): TreeItem {
    const made = this.#item(node);
    made.id = idOf(node);
    return made;
  }

  #item(node: ConnectionNode): TreeItem {
    switch (node.kind) {
      case 'connection':
        return this.#connectionItem(node.connection);
      case 'database':
        return item(node.database, 'database', Collapsed, 'database');
      case 'collection':
        return this.#collectionItem(node);
      case 'field': {
        const hasInner = (node.field.children?.length ?? 0) > 0;
        return item(node.field.name, 'symbol-field', hasInner ? Collapsed : None, 'field', {
          description: fieldDescription(node.field),
          tooltip: examples(node.path, node.field),
        });
      }
      case 'indexes':
        return item('Indexes', 'key', Collapsed, 'indexes', { description: String(node.indexes.length) });
      case 'index':
        return item(node.index.name, 'key', None, 'index', { description: indexDescription(node.index) });
      case 'trouble':
        return item(node.message, 'error', None, 'trouble', { tooltip: node.message });
    }
  }

  async getChildren(node?: ConnectionNode): Promise<ConnectionNode[]> {
    if (!node) return this.#connections.list().map(({ name }) => ({ kind: 'connection', connection: name }));
    try {
      return await this.#inside(node);
    } catch (error) {
      return [
        { kind: 'trouble', message: redactUris(error instanceof Error ? error.message : String(error)) },
      ];
    }
  }

  dispose(): void {
    this.#disposable.dispose();
    this.#changed.dispose();
    void this.#browser.close();
  }

  async #inside(node: ConnectionNode): Promise<ConnectionNode[]> {
    switch (node.kind) {
      case 'connection': {
        const { connection } = node;
        const databases = await this.#browser.databases(connection);
        return databases.map((database) => ({ kind: 'database', connection, database }));
      }
      case 'database': {
        const { connection, database } = node;
        const found = await this.#browser.collections(connection, database);
        return found.map((listed) => ({
          kind: 'collection',
          connection,
          database,
          collection: listed.name,
          listed,
        }));
      }
      case 'collection': {
        const info = this.#infos.get(idOf(node)) ?? (await this.#lookInto(node));
        return [
          ...fieldNodes(node, info.fields),
          ...(info.indexes.length === 0 ? [] : [indexesOf(node, info)]),
        ];
      }
      case 'field':
        return fieldNodes(node, node.field.children ?? []);
      case 'indexes':
        return node.indexes.map((index) => ({ kind: 'index', within: node.within, index }));
      case 'index':
      case 'trouble':
        return [];
    }
  }

  async #lookInto(node: CollectionNode): Promise<CollectionInfo> {
    const info = await this.#browser.collection(node.connection, node.database, node.listed);
    this.#infos.set(idOf(node), info);
    // The row itself has more to tell now. What is below it is known, so that this ends here.
    setTimeout(() => this.#changed.fire(node), 0);
    return info;
  }

  #connectionItem(name: string): TreeItem {
    const profile = this.#connections.get(name);
    const isDefault = this.#connections.default()?.name === name;
    const context = ['connection', ...(isDefault ? ['default'] : []), ...(profile?.stored ? ['stored'] : [])];
    const role = this.#connections.role(name);
    const icon = role === 'dev' && isDefault ? 'star-full' : roleFaces[role].icon;
    const words = [role === 'dev' ? '' : role, profile ? hosts(profile) : ''];
    return item(name, icon, Collapsed, context.join('.'), {
      description: words.filter((word) => word !== '').join(' · '),
      tooltip: profile ? `${connectionTooltip(profile, isDefault)}\n${roleFaces[role].meaning}` : '',
    });
  }

  #collectionItem(node: CollectionNode): TreeItem {
    const info = this.#infos.get(idOf(node));
    const { kind, name } = node.listed;
    const icon = kind === 'view' ? 'eye' : kind === 'timeseries' ? 'graph-line' : 'table';
    const description = info ? collectionDescription(info) : kind === 'collection' ? '' : kind;
    return item(name, icon, Collapsed, 'collection', { description });
  }
}

type CollectionNode = Extract<ConnectionNode, { readonly kind: 'collection' }>;

function isNode(row: unknown): row is ConnectionNode {
  return typeof row === 'object' && row !== null && 'kind' in row && 'connection' in row;
}

/** Stays the same over refreshes, so that rows stay open and selected; unlike their objects. */
function idOf(node: ConnectionNode): string {
  switch (node.kind) {
    case 'connection':
      return `c:${node.connection}`;
    case 'database':
      return `d:${node.connection}/${node.database}`;
    case 'collection':
      return `t:${node.connection}/${node.database}/${node.collection}`;
    case 'field':
      return `f:${node.within}/${node.path}`;
    case 'indexes':
      return `i:${node.within}`;
    case 'index':
      return `i:${node.within}/${node.index.name}`;
    case 'trouble':
      return `x:${node.message}`;
  }
}

function fieldNodes(
  parent: Extract<ConnectionNode, { readonly kind: 'collection' | 'field' }>,
  fields: readonly FieldInfo[],
): ConnectionNode[] {
  const [within, before] = parent.kind === 'field' ? [parent.within, `${parent.path}.`] : [idOf(parent), ''];
  return fields.map((field) => ({ kind: 'field', within, path: `${before}${field.name}`, field }));
}

function indexesOf(node: CollectionNode, { indexes }: CollectionInfo): ConnectionNode {
  return { kind: 'indexes', within: idOf(node), indexes };
}

interface ItemWords {
  readonly description?: string;
  readonly tooltip?: string | MarkdownString;
}

function item(
  label: string,
  icon: string,
  state: TreeItemCollapsibleState,
  context: string,
  { description, tooltip }: ItemWords = {},
): TreeItem {
  const made = new TreeItem(label, state);
  made.iconPath =
    icon === 'error' ? new ThemeIcon(icon, new ThemeColor('list.errorForeground')) : new ThemeIcon(icon);
  made.contextValue = context;
  if (description) made.description = description;
  if (tooltip) made.tooltip = tooltip;
  return made;
}

function hosts({ address }: ConnectionProfile): string {
  return address.replace(/^mongodb(\+srv)?:\/\//, '').split(/[/?]/, 1)[0] ?? '';
}

function connectionTooltip(profile: ConnectionProfile, isDefault: boolean): string {
  const lines = [displayProfile(profile)];
  if (isDefault) lines.push('Statements that name no connection use it.');
  if (!profile.stored) lines.push('Forgotten when the window closes.');
  return lines.join('\n');
}

function examples(path: string, field: FieldInfo): MarkdownString {
  const tooltip = new MarkdownString().appendMarkdown('`').appendText(path).appendMarkdown('` ');
  tooltip.appendText(fieldDescription(field));
  if (field.examples?.length) tooltip.appendCodeblock(field.examples.join('\n'), 'text');
  return tooltip;
}
