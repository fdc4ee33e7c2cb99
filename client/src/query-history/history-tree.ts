import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  commands,
  window,
  type Disposable,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import { historyLine, historyTooltip } from './history-lines.ts';
import { HistoryRows, type HistoryRow } from './history-rows.ts';
import type { QueryHistory } from './query-history.ts';
import type { KeptResults } from './recorded-run.ts';

/** Counts of rows move while a cursor is read: how often they may be drawn. */
const betweenDrawsMs = 300;

/** The view `qlsql.queryHistory`: a line for each statement that ran, newest first. */
export class HistoryTree implements TreeDataProvider<HistoryRow>, Disposable {
  readonly #history: QueryHistory;
  readonly #results: KeptResults;
  readonly #rows = new HistoryRows();
  readonly #changed = new EventEmitter<readonly HistoryRow[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event as TreeDataProvider<HistoryRow>['onDidChangeTreeData'] &
    object;
  readonly #view: TreeView<HistoryRow>;
  readonly #unlisten: () => void;
  #words = '';
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(history: QueryHistory, results: KeptResults) {
    this.#history = history;
    this.#results = results;
    this.#rows.update(history.entries);
    this.#view = window.createTreeView('qlsql.queryHistory', { treeDataProvider: this, canSelectMany: true });
    this.#unlisten = history.listen(() => {
      this.#again ??= setTimeout(() => this.#draw(), betweenDrawsMs);
    });
  }

  /** Shows the entries that have all these words; all where there are none. */
  filter(words: string): void {
    this.#words = words.trim();
    void commands.executeCommand('setContext', 'qlsql.queryHistory.isFiltered', this.#words !== '');
    this.#draw();
  }

  get words(): string {
    return this.#words;
  }

  get selection(): readonly HistoryRow[] {
    return this.#view.selection;
  }

  /**
   * What a key means in the view: the line that has the keyboard, with the others where it is one of those selected. An extension is told
   * of selected lines alone, so that one is selected or not for a moment.
   */
  async focused(): Promise<readonly HistoryRow[]> {
    const before = this.selection;
    const known = new Set(before.map(({ id }) => id));
    await commands.executeCommand('list.toggleSelection');
    const added = this.selection.filter(({ id }) => !known.has(id));
    await commands.executeCommand('list.toggleSelection');
    return added.length > 0 ? added : before;
  }

  getChildren(): HistoryRow[] {
    return [...this.#rows.all];
  }

  getTreeItem(row: HistoryRow): TreeItem {
    const { entry } = row;
    const { narrow, icon, color, spoken } = historyLine(entry, Date.now());
    const item = new TreeItem(narrow.label);
    item.id = String(entry.id);
    item.description = narrow.description;
    item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
    item.accessibilityInformation = { label: spoken };
    const words = [entry.isWhole ? 'whole' : '', this.#results.get(entry.id) ? 'rows' : ''];
    item.contextValue = ['entry', ...words.filter(Boolean)].join(' ');
    // The line that is selected is meant: the editor forgets a command's arguments as soon as it draws the line anew.
    item.command = { command: 'qlsql.queryHistory.open', title: 'Open' };
    return item;
  }

  /** The tooltip is made when somebody hovers. */
  resolveTreeItem(item: TreeItem, { entry }: HistoryRow): TreeItem {
    item.tooltip = new MarkdownString(historyTooltip(entry));
    return item;
  }

  dispose(): void {
    clearTimeout(this.#again);
    this.#unlisten();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #draw(): void {
    clearTimeout(this.#again);
    this.#again = undefined;
    const redraw = this.#rows.update(this.#history.search(this.#words));
    const [all, shown] = [this.#history.entries.length, this.#rows.all.length];
    const isFiltered = this.#words !== '' && shown > 0;
    // An empty message shows the words of an empty view again.
    this.#view.message = isFiltered ? `“${this.#words}”: ${shown} of ${all} statements` : '';
    if (redraw === 'all') this.#changed.fire(undefined);
    else if (redraw.length > 0) this.#changed.fire(redraw);
  }
}
