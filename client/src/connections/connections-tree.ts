import {
  Disposable,
  EventEmitter,
  window,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
} from 'vscode';
import type { CollectionInfo } from '../../../dialect/src/index.ts';
import { redactUris } from '../pools/redact-uri.ts';
import { ServerBrowser } from '../run/server-browser.ts';
import { TreeFilter } from '../tree/tree-filter.ts';
import { hosts } from './address.ts';
import { dragRows } from './connection-drag.ts';
import { collectionItem, connectionItem, folderItem, plainItem } from './connection-items.ts';
import {
  fieldNodes,
  idOf,
  indexesOf,
  isNode,
  nothing,
  type CollectionNode,
  type ConnectionNode,
} from './connection-nodes.ts';
import type { ConnectionProfile, ConnectionStore } from './connection-store.ts';

const settledMs = 500;

/** Connections, and what lies behind them, read as one opens it. */
export class ConnectionsTree implements TreeDataProvider<ConnectionNode>, Disposable {
  readonly #connections: ConnectionStore;
  readonly #browser: ServerBrowser;
  readonly #changed = new EventEmitter<ConnectionNode | readonly ConnectionNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed
    .event as TreeDataProvider<ConnectionNode>['onDidChangeTreeData'] & object;
  readonly #disposable: Disposable;
  /** Collections that were looked into: their rows tell how many documents they hold. */
  readonly #infos = new Map<string, CollectionInfo>();
  /** The rows of connections by name: the same objects as long as the view is there. */
  readonly #rows = new Map<string, ConnectionNode>();
  /** The names of the collections that were listed, by connection. */
  readonly #listed = new Map<string, Set<string>>();
  readonly #filter = new TreeFilter(
    'qlsql.connections',
    {
      title: 'Filter connections by words of their name, folder or hosts, and collections by their name',
      placeholder: 'orders',
    },
    () => this.#filtered(),
  );
  readonly #view: TreeView<ConnectionNode>;
  /** Of connections whose servers just changed. */
  readonly #settling = new Map<string, ReturnType<typeof setTimeout>>();
  #shown: readonly Shown[];

  constructor(connections: ConnectionStore) {
    this.#connections = connections;
    this.#browser = new ServerBrowser(connections, (name) => this.#drawServers(name));
    this.#shown = this.#look();
    this.#view = window.createTreeView('qlsql.connections', {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: dragRows(connections),
    });
    this.#disposable = Disposable.from(
      this.#view,
      this.#filter,
      connections.onDidChange(() => this.#redraw()),
    );
  }

  #filtered(): void {
    const all = this.#connections.list();
    const shown = all.filter((profile) => this.#shows(profile)).length;
    this.#view.message = this.#filter.message(shown, all.length, 'connections');
    this.#changed.fire(undefined);
  }

  /** Whether a connection is what is looked for, or holds a collection that is, as far as its collections are known. */
  #shows(profile: ConnectionProfile): boolean {
    const listed = [...(this.#listed.get(profile.name) ?? [])];
    return this.#isMeant(profile) || listed.some((name) => this.#filter.matches(name));
  }

  #isMeant({ name, folder, address }: ConnectionProfile): boolean {
    return this.#filter.matches(name, folder, hosts(address));
  }

  /** Reads a row's contents anew; with anything that is no row, everything. */
  refresh(row?: unknown): void {
    const node = isNode(row) ? row : undefined;
    for (const id of this.#infos.keys()) if (!node || isBelow(id, node)) this.#infos.delete(id);
    this.#changed.fire(node);
  }

  /** Draws what looks different: everything where a connection came, went or moved, else those rows with what lies behind them. */
  #redraw(): void {
    const before = this.#shown;
    this.#shown = this.#look();
    if (arrangement(before) !== arrangement(this.#shown)) return this.#changed.fire(undefined);
    const changed = this.#shown.filter(({ text }, index) => text !== before[index]?.text);
    if (changed.length > 0) this.#changed.fire(changed.map(({ name }) => this.#row(name)));
  }

  /** Draws a connection whose servers stand otherwise, once they have settled: a set that is found tells of each member. */
  #drawServers(name: string): void {
    clearTimeout(this.#settling.get(name));
    const draw = (): void => {
      if (this.#rows.has(name)) this.#changed.fire(this.#row(name));
    };
    this.#settling.set(name, setTimeout(draw, settledMs));
  }

  #look(): readonly Shown[] {
    const first = this.#connections.default()?.name;
    return this.#connections.list().map((profile) => {
      const { name, folder = '' } = profile;
      return { name, folder, text: JSON.stringify([profile, this.#connections.role(name), name === first]) };
    });
  }

  #row(connection: string): ConnectionNode {
    const row = this.#rows.get(connection) ?? { kind: 'connection', connection };
    this.#rows.set(connection, row);
    return row;
  }

  getTreeItem(node: ConnectionNode): TreeItem {
    const made = this.#item(node);
    made.id = idOf(node);
    return made;
  }

  #item(node: ConnectionNode): TreeItem {
    switch (node.kind) {
      case 'folder':
        return folderItem(node.folder);
      case 'connection': {
        const { connection: name } = node;
        const profile = this.#connections.get(name);
        if (!profile) return plainItem({ kind: 'trouble', message: `The connection ${name} is gone.` });
        const isDefault = this.#connections.default()?.name === name;
        const servers = this.#browser.servers(name);
        return connectionItem({ profile, role: this.#connections.role(name), isDefault, servers });
      }
      case 'collection':
        return collectionItem(node, this.#infos.get(idOf(node)));
      default:
        return plainItem(node);
    }
  }

  async getChildren(node?: ConnectionNode): Promise<ConnectionNode[]> {
    if (!node) {
      const folders = this.#connections
        .folders()
        .filter((folder) => this.#filter.words === '' || this.#in(folder).length > 0)
        .map((folder) => ({ kind: 'folder' as const, folder }));
      return [...folders, ...this.#in(undefined)];
    }
    try {
      return await this.#inside(node);
    } catch (error) {
      return [
        { kind: 'trouble', message: redactUris(error instanceof Error ? error.message : String(error)) },
      ];
    }
  }

  dispose(): void {
    for (const timer of this.#settling.values()) clearTimeout(timer);
    this.#disposable.dispose();
    this.#changed.dispose();
    void this.#browser.close();
  }

  async #inside(node: ConnectionNode): Promise<ConnectionNode[]> {
    switch (node.kind) {
      case 'folder':
        return this.#in(node.folder);
      case 'connection': {
        const { connection } = node;
        const databases = await this.#browser.databases(connection);
        if (databases.length === 0) return [nothing(node, 'There is no database that you may see.')];
        return databases.map((database) => ({ kind: 'database', connection, database }));
      }
      case 'database': {
        const { connection, database } = node;
        const found = await this.#browser.collections(connection, database);
        const known = this.#listed.get(connection) ?? new Set();
        for (const { name } of found) known.add(name);
        this.#listed.set(connection, known);
        const profile = this.#connections.get(connection);
        const isWhole = !profile || this.#isMeant(profile);
        if (found.length === 0) return [nothing(node, 'There is no collection yet.')];
        return found
          .filter(({ name }) => isWhole || this.#filter.matches(name))
          .map((listed) => ({
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
          ...(info.fields.length === 0 ? [nothing(node, 'There is no document yet.')] : []),
          ...fieldNodes(node, info.fields),
          ...(info.indexes.length === 0 ? [] : [indexesOf(node, info)]),
        ];
      }
      case 'field':
        return fieldNodes(node, node.field.children ?? []);
      case 'indexes':
        return node.indexes.map((index) => ({ kind: 'index', within: node.within, index }));
      case 'index':
      case 'nothing':
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

  /** The connections of a folder, or those in none. */
  #in(folder: string | undefined): ConnectionNode[] {
    const inside = this.#connections
      .list()
      .filter((profile) => profile.folder === folder && this.#shows(profile));
    return inside.map(({ name }) => this.#row(name));
  }
}

/** What the row of a connection shows, and where it stands. */
interface Shown {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
}

const arrangement = (shown: readonly Shown[]): string =>
  JSON.stringify(shown.map(({ name, folder }) => [name, folder]));

/** Whether a collection's id is that of a row, or of one below it. */
function isBelow(collection: string, row: ConnectionNode): boolean {
  return row.kind === 'folder' || `${collection.slice(2)}/`.startsWith(`${idOf(row).slice(2)}/`);
}
