import { randomBytes } from 'node:crypto';
import {
  commands,
  Disposable,
  ThemeIcon,
  Uri,
  window,
  workspace,
  type QuickPickItem,
  type WebviewPanel,
} from 'vscode';
import { pickSome } from '../commands/pick-some.ts';
import { writeStatement } from '../commands/write-statement.ts';
import {
  readFromDashboard,
  readSelection,
  type DashboardSelection,
  type DashboardSnapshot,
  type FromDashboard,
  type ToDashboard,
} from '../messages/dashboard.ts';
import { shortUse } from '../messages/capacity.ts';
import { moodFaces, moodOf } from '../messages/health.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { Services } from '../services.ts';
import { dashboardHtml } from './dashboard-html.ts';
import { dashboardSnapshot, wholeSeries, type DashboardView } from './dashboard-snapshot.ts';
import { exportCsv } from './export-csv.ts';
import { killHolder, openSource } from './holder-actions.ts';
import type { PoolMemory } from './pool-memory.ts';

/** Whose pools a dashboard shows, and at what time. */
export interface DashboardSource {
  readonly pools: PoolManager;
  readonly memory: PoolMemory;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** What the tab is called; by its pools where nothing is said. */
  readonly title?: string;
}

/**
 * One dashboard tab. The web view owns the selection and says it when it starts and whenever it changes; the
 * panel answers with whole snapshots, one each tick while the tab is in sight.
 */
export class DashboardPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #services: Services;
  readonly #source: DashboardSource;
  readonly #subscriptions: Disposable;
  #selection: DashboardSelection;
  /** Whether the page has started and listens. */
  #ready = false;
  /** While the tab is in sight the manager is asked to look closely. */
  #watching: { dispose(): void } | undefined;
  /** Pools to be shown that the page, which keeps the selection, has not been told of yet. */
  #chosen: readonly string[] | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(panel: WebviewPanel, services: Services, source: DashboardSource, state: unknown) {
    this.#panel = panel;
    this.#services = services;
    this.#source = source;
    this.#selection = readSelection(state);
    const { webview } = panel;
    const folder = Uri.joinPath(services.context.extensionUri, 'dist', 'media');
    const part = (name: string): string => String(webview.asWebviewUri(Uri.joinPath(folder, name)));
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const icon = (name: string): Uri => Uri.joinPath(services.context.extensionUri, 'media', 'icons', name);
    panel.iconPath = { light: icon('file-light.svg'), dark: icon('file-dark.svg') };
    this.#subscriptions = Disposable.from(
      webview.onDidReceiveMessage((message) => this.#receive(readFromDashboard(message))),
      panel.onDidChangeViewState(() => this.#look()),
    );
    webview.html = dashboardHtml({
      script: part('dashboard.js'),
      style: part('dashboard.css'),
      icons: part('codicon.css'),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
    });
    this.#look();
  }

  /** Brings the tab to the front and shows these pools; what it shows already where there are none. */
  reveal(pools: readonly string[]): void {
    this.#panel.reveal();
    if (pools.length === 0) return;
    this.#chosen = pools;
    if (this.#ready) this.#sendChosen();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watching?.dispose();
    this.#subscriptions.dispose();
  }

  #receive(message: FromDashboard | undefined): void {
    switch (message?.type) {
      case 'select':
        this.#ready = true;
        this.#selection = message.selection;
        // The page answers with another selection.
        if (this.#chosen) this.#sendChosen();
        else this.#schedule(0);
        return;
      case 'pick':
        void this.#pick();
        return;
      case 'create':
        void commands.executeCommand('qlsql.pools.create');
        return;
      case 'export':
        void this.#export();
        return;
      case 'open':
        void openSource(message.source);
        return;
      case 'kill':
        // What a recording tells of has long ended.
        if (this.#source.pools === this.#services.manager) void killHolder(this.#services, message.id);
        return;
      case 'write':
        void writeStatement(message.statement);
        return;
      case undefined:
        return;
    }
  }

  #sendChosen(): void {
    if (this.#chosen) this.#post({ type: 'choose', pools: this.#chosen });
    this.#chosen = undefined;
  }

  /** Begins when the tab comes into sight, stops when it goes out of it. Out of sight the page is gone. */
  #look(): void {
    const { visible } = this.#panel;
    if (visible === (this.#watching !== undefined)) return;
    this.#watching?.dispose();
    this.#watching = undefined;
    if (!visible) {
      this.#ready = false;
      clearTimeout(this.#timer);
      return;
    }
    this.#watching = this.#source.pools.onDidChange((changes) => {
      // A pool that comes, goes or changes its state shows at once, however slow the ticks are.
      if (!this.#selection.paused && changes.some(({ change }) => change !== 'figures')) this.#schedule(0);
    });
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), delayMs);
  }

  #tick(): void {
    const { paused, refreshMs } = this.#selection;
    if (!this.#ready) return;
    this.#source.memory.forget();
    const snapshot = dashboardSnapshot(this.#view());
    this.#panel.title = this.#source.title ?? title(snapshot);
    this.#post({ type: 'snapshot', snapshot });
    if (!paused) this.#schedule(refreshMs);
  }

  #view(): DashboardView {
    const { pools, rangeMs, rank } = this.#selection;
    return this.#source.memory.view(pools, { rangeMs, rank, now: this.#source.now() });
  }

  #post(message: ToDashboard): void {
    void this.#panel.webview.postMessage(message);
  }

  async #pick(): Promise<void> {
    const { pools, memory } = this.#source;
    const shown = new Set(memory.chosen(this.#selection.pools).map(({ name }) => name));
    const items = pools.snapshots().map((pool): QuickPickItem => {
      const face = moodFaces[moodOf(pool)];
      const where = [pool.connection, pool.database].filter((part) => part !== undefined).join(' · ');
      return {
        label: pool.name,
        description: `${shortUse(pool)} · ${pool.waiting} waiting`,
        detail: where === '' ? face.word : `${face.word} · ${where}`,
        iconPath: new ThemeIcon(face.icon),
        picked: shown.has(pool.name),
      };
    });
    const chosen = await pickSome(items, {
      title: 'Pools on the Dashboard',
      placeholder: 'One pool in full, or several beside each other',
    });
    if (chosen) this.reveal(chosen.map(({ label }) => label));
  }

  async #export(): Promise<void> {
    const whole = wholeSeries(this.#view());
    const names = whole.series.slice(0, 3).map(({ pool }) => pool);
    const name = `${names.join('-') || 'pools'}.csv`.replaceAll(/[^\w.-]+/g, '_');
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const target = await window.showSaveDialog({
      ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
      filters: { CSV: ['csv'] },
      title: 'Export the Range as CSV',
    });
    if (!target) return;
    try {
      await workspace.fs.writeFile(target, new TextEncoder().encode(exportCsv(whole)));
    } catch (error) {
      void window.showErrorMessage(`The file could not be written: ${(error as Error).message}`);
      return;
    }
    const open = 'Open';
    const answer = await window.showInformationMessage(
      `Exported to ${workspace.asRelativePath(target)}.`,
      open,
    );
    if (answer === open) await window.showTextDocument(target);
  }
}

function title({ pools: [first], count }: DashboardSnapshot): string {
  if (!first) return 'Pool Dashboard';
  return `Dashboard: ${first.name}${count > 1 ? ` and ${count - 1} more` : ''}`;
}
