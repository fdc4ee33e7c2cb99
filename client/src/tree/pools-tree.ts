import {
  commands,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  Disposable,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import type { PoolGroups } from '../groups/pool-groups.ts';
import type { Services } from '../services.ts';
import { moodFaces, moodOf } from '../messages/health.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { LivePools } from './live-pools.ts';
import { SavedMessage } from './saved-message.ts';
import { TreeFilter } from './tree-filter.ts';
import { PoolForest, type PoolNode, type PoolSort, type Redraw } from './pool-forest.ts';

const sortChoices: readonly { readonly sort: PoolSort; readonly label: string; readonly detail: string }[] = [
  { sort: 'name', label: 'Name', detail: 'Rows stay in their place' },
  { sort: 'health', label: 'Health', detail: 'What asks for attention first' },
  { sort: 'use', label: 'Use', detail: 'The fullest pool first' },
  { sort: 'waiting', label: 'Waiting', detail: 'The longest queue first' },
];
const sortKey = 'qlsql.pools.sort';

/** The view `qlsql.pools`. It is brought up to date each second while it is in sight, and left alone otherwise. */
export function registerPoolsTree(services: Services): Disposable {
  const pools = services.livePools;
  const { groups } = services.catalog;
  const saved = new SavedMessage(services, () => view.visible && refresh());
  const filter = new TreeFilter(
    'qlsql.pools',
    { title: 'Filter pools by words of their name, group, place or state', placeholder: 'read warning' },
    () => refresh(),
  );
  const provider = new PoolsTree(pools, groups, saved, filter);
  const view: TreeView<PoolNode> = window.createTreeView('qlsql.pools', {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  let watching: { dispose(): void } | undefined;
  const follow = (visible: boolean): void => {
    watching?.dispose();
    watching = visible ? pools.watch(refresh) : undefined;
    if (visible) refresh();
  };
  let again: NodeJS.Timeout | undefined;
  const refresh = (): void => {
    clearTimeout(again);
    provider.refresh();
    // What rests is drawn later, though nothing may tell of a change any more.
    if (provider.forest.late && view.visible) again = setTimeout(refresh, 1000);
    const isEmpty = provider.forest.children().length === 0;
    // A message would stand in the place of the words for an empty view, which say the same then.
    const message = isEmpty ? '' : [provider.message, saved.text].filter((part) => part !== '').join(' · ');
    if ((view.message ?? '') !== message) view.message = message;
    tellSaved(isEmpty && saved.text !== '');
  };
  let told = false;
  const tellSaved = (hasSaved: boolean): void => {
    if (hasSaved === told) return;
    told = hasSaved;
    void commands.executeCommand('setContext', 'qlsql.hasSavedPools', hasSaved);
  };
  const kept = sortChoices.find(({ sort }) => sort === services.context.workspaceState.get(sortKey));
  if (kept) provider.forest.sort = kept.sort;
  follow(view.visible);
  return Disposable.from(
    view,
    provider,
    saved,
    filter,
    {
      dispose: () => {
        clearTimeout(again);
        watching?.dispose();
      },
    },
    groups.onDidChange(() => view.visible && refresh()),
    view.onDidChangeVisibility(({ visible }) => follow(visible)),
    commands.registerCommand('qlsql.pools.sort', async () => {
      const items = sortChoices.map((choice) => ({
        ...choice,
        description: choice.sort === provider.forest.sort ? 'now' : '',
      }));
      const chosen = await window.showQuickPick(items, { placeHolder: 'Sort pools by' });
      if (!chosen) return;
      provider.forest.sort = chosen.sort;
      await services.context.workspaceState.update(sortKey, chosen.sort);
      refresh();
    }),
  );
}

class PoolsTree implements TreeDataProvider<PoolNode>, Disposable {
  readonly forest = new PoolForest();
  readonly #pools: LivePools;
  readonly #groups: Pick<PoolGroups, 'infos'>;
  readonly #saved: Pick<SavedMessage, 'only'>;
  readonly #filter: TreeFilter;
  #count = { shown: 0, all: 0 };
  readonly #changed = new EventEmitter<readonly PoolNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event as TreeDataProvider<PoolNode>['onDidChangeTreeData'] &
    object;

  constructor(
    pools: LivePools,
    groups: Pick<PoolGroups, 'infos'>,
    saved: Pick<SavedMessage, 'only'>,
    filter: TreeFilter,
  ) {
    this.#filter = filter;
    this.#pools = pools;
    this.#groups = groups;
    this.#saved = saved;
    this.#update();
  }

  /** Above the rows: which of them are shown, and by what they are sorted, where it is not by name. */
  get message(): string {
    if (this.forest.children().length === 0) return '';
    const filtered = this.#filter.message(this.#count.shown, this.#count.all, 'pools');
    const sorted = this.forest.sort === 'name' ? '' : `Sorted by ${this.forest.sort}`;
    return [filtered, sorted].filter((part) => part !== '').join(' · ');
  }

  refresh(): void {
    const redraw = this.#update();
    if (redraw === 'all') this.#changed.fire(undefined);
    else if (redraw.length > 0) this.#changed.fire(redraw);
  }

  #update(): Redraw {
    const all = this.#pools.snapshots();
    const shown = all.filter((pool) => this.#shows(pool));
    this.#count = { shown: shown.length, all: all.length };
    const groups = this.#groups
      .infos()
      .filter(({ name }) => this.#filter.matches(name) || shown.some((pool) => pool.group === name));
    const saved = this.#saved.only.filter(({ name }) => this.#filter.matches(name, 'saved'));
    return this.forest.update(shown, performance.now(), groups, saved);
  }

  #shows(pool: PoolSnapshot): boolean {
    const { name, group, connection, database, hosts } = pool;
    const places = hosts.map(({ address }) => address);
    return this.#filter.matches(name, group, connection, database, moodFaces[moodOf(pool)].word, ...places);
  }

  getChildren(node?: PoolNode): PoolNode[] {
    return [...this.forest.children(node)];
  }

  getParent(node: PoolNode): PoolNode | undefined {
    return node.parent;
  }

  getTreeItem({ row }: PoolNode): TreeItem {
    const state = row.hasChildren ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
    const item = new TreeItem(row.label, state);
    item.id = row.id;
    item.description = row.description;
    item.iconPath = new ThemeIcon(row.icon, new ThemeColor(row.color));
    item.contextValue = row.context;
    item.accessibilityInformation = { label: row.spoken };
    return item;
  }

  /** The tooltip is made when somebody hovers: 500 pools have 500 of them, and one is read. */
  resolveTreeItem(item: TreeItem, node: PoolNode): TreeItem {
    const tooltip = new MarkdownString(this.forest.tooltip(node, performance.now()), true);
    item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
