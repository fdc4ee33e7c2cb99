import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  commands,
  window,
  Disposable,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import type { Alert } from '../alerts/alert-types.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { TreeFilter } from '../tree/tree-filter.ts';
import { alertLine, alertTooltip, detailLines, endedFirst, isQuiet, raisedFirst } from './alert-lines.ts';
import type { AlertLine } from './alert-lines.ts';

/** Ended alerts that the view lists; CONNECTION_POOL_ALERTS() has more. */
const mostEnded = 50;
/** Figures in the lines move all the time: how often they may be drawn. */
const betweenDrawsMs = 2000;

/** A line of the view: an alert, which stays the same object while it is there, a line below one, or the past. */
export type AlertNode =
  | { readonly kind: 'alert'; alert: Alert }
  | { readonly kind: 'detail'; readonly of: Alert; readonly line: AlertLine; readonly index: number }
  | { readonly kind: 'past' };

const past: AlertNode = { kind: 'past' };

/** The view `qlsql.alerts`: what is raised, the worst first, and below it what ended lately. */
export function registerAlertsTree(alerts: Alerts): Disposable {
  const filter = new TreeFilter(
    'qlsql.alerts',
    { title: 'Filter alerts by words of their pool, name, severity or message', placeholder: 'write_pool' },
    () => draw(),
  );
  const provider = new AlertsTree(alerts, filter);
  const view: TreeView<AlertNode> = window.createTreeView('qlsql.alerts', {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  let again: NodeJS.Timeout | undefined;
  let drawnAt = 0;
  const draw = (): void => {
    drawnAt = Date.now();
    again = undefined;
    provider.refresh();
    view.message = provider.message;
    const asking = alerts.all().filter((alert) => alert.state === 'firing' && !isQuiet(alert)).length;
    if (asking !== (view.badge?.value ?? 0))
      view.badge =
        asking === 0 ? undefined : { value: asking, tooltip: asking === 1 ? '1 alert' : `${asking} alerts` };
  };
  const subscription = alerts.onDidChange(({ raised, ended }) => {
    if (raised.length > 0 || ended.length > 0) {
      clearTimeout(again);
      draw();
    } else again ??= setTimeout(draw, Math.max(0, drawnAt + betweenDrawsMs - Date.now()));
  });
  const opening = commands.registerCommand(openLine, () => {
    const [node] = view.selection;
    const command = node?.kind === 'detail' && commandOf(node);
    if (command) return commands.executeCommand(command, node.of.id);
  });
  draw();
  return Disposable.from(view, provider, filter, subscription, opening, {
    dispose: () => clearTimeout(again),
  });
}

class AlertsTree implements TreeDataProvider<AlertNode>, Disposable {
  readonly #alerts: Alerts;
  readonly #filter: TreeFilter;
  readonly #nodes = new Map<number, AlertNode & { readonly kind: 'alert' }>();
  readonly #changed = new EventEmitter<AlertNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #shown = '';

  constructor(alerts: Alerts, filter: TreeFilter) {
    this.#alerts = alerts;
    this.#filter = filter;
  }

  /** Above the rows: which of them are shown. */
  get message(): string {
    return this.#filter.message(this.#shownAlerts().length, this.#alerts.all().length, 'alerts');
  }

  #shownAlerts(): readonly Alert[] {
    return this.#alerts
      .all()
      .filter(({ pool, name, severity, message }) =>
        this.#filter.matches(pool, name.replaceAll('_', ' '), name, severity, message),
      );
  }

  /** Draws what looks different: everything where lines came, went or moved, else those lines. */
  refresh(): void {
    const all = this.#shownAlerts();
    const order = JSON.stringify([raisedFirst(all).map(({ id }) => id), endedFirst(all).map(({ id }) => id)]);
    const moved = order !== this.#shown;
    this.#shown = order;
    for (const alert of all) {
      const node = this.#nodes.get(alert.id);
      if (!node || node.alert === alert) continue;
      node.alert = alert;
      if (!moved && alert.state === 'firing') this.#changed.fire(node);
    }
    const there = new Set(all.map(({ id }) => id));
    for (const id of this.#nodes.keys()) if (!there.has(id)) this.#nodes.delete(id);
    if (moved) this.#changed.fire(undefined);
  }

  getChildren(node?: AlertNode): AlertNode[] {
    const all = this.#shownAlerts();
    if (node?.kind === 'alert') {
      const { alert } = node;
      return detailLines(alert).map((line, index) => ({ kind: 'detail', of: alert, line, index }));
    }
    if (node)
      return endedFirst(all)
        .slice(0, mostEnded)
        .map((alert) => this.#node(alert));
    const raised = raisedFirst(all).map((alert) => this.#node(alert));
    return all.some(({ state }) => state === 'resolved') ? [...raised, past] : raised;
  }

  getTreeItem(node: AlertNode): TreeItem {
    switch (node.kind) {
      case 'past': {
        const item = new TreeItem('Ended', TreeItemCollapsibleState.Collapsed);
        item.id = 'past';
        item.iconPath = new ThemeIcon('history');
        item.contextValue = 'past';
        return item;
      }
      case 'alert':
        return itemOf(alertLine(node.alert), `alert:${node.alert.id}`, TreeItemCollapsibleState.Collapsed);
      case 'detail': {
        const item = itemOf(node.line, `detail:${node.of.id}:${node.index}`, TreeItemCollapsibleState.None);
        // The line that is selected is meant: the editor forgets a command's arguments as soon as it draws the line anew.
        if (commandOf(node)) item.command = { command: openLine, title: 'Open' };
        return item;
      }
    }
  }

  /** The tooltip is made when somebody hovers. */
  resolveTreeItem(item: TreeItem, node: AlertNode): TreeItem {
    if (node.kind === 'alert') item.tooltip = new MarkdownString(alertTooltip(node.alert), true);
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #node(alert: Alert): AlertNode {
    const known = this.#nodes.get(alert.id);
    if (known) {
      known.alert = alert;
      return known;
    }
    const node = { kind: 'alert' as const, alert };
    this.#nodes.set(alert.id, node);
    return node;
  }
}

function itemOf(line: AlertLine, id: string, state: TreeItemCollapsibleState): TreeItem {
  const item = new TreeItem(line.label, state);
  item.id = id;
  item.description = line.description;
  item.iconPath = new ThemeIcon(line.icon, new ThemeColor(line.color));
  item.contextValue = line.context;
  item.accessibilityInformation = { label: line.spoken };
  return item;
}

/** What a click on a line below an alert runs. */
const openLine = 'qlsql.alerts.openLine';

/** What that does. */
function commandOf({ line }: AlertNode & { readonly kind: 'detail' }): string | undefined {
  if (line.context === 'write') return 'qlsql.alerts.writeStatement';
  if (line.context === 'open') return 'qlsql.alerts.openSource';
  return undefined;
}
