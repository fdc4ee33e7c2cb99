import { commands, Disposable, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { RecordedPools } from '../observe/recorded-pools.ts';
import type { Services } from '../services.ts';
import { DashboardPanel, type DashboardSource } from './dashboard-panel.ts';
import { PoolMemory } from './pool-memory.ts';

const viewType = 'qlsql.dashboard';

/** The command `qlsql.pools.showDashboard`, and the dashboard's return after the window was reloaded. One tab serves all pools. */
export function registerDashboard(services: Services): Disposable {
  const live: DashboardSource = {
    pools: services.manager,
    memory: new PoolMemory(services.manager),
    now: () => Date.now(),
  };
  let open: DashboardPanel | undefined;
  const adopt = (panel: WebviewPanel, state: unknown): DashboardPanel => {
    const dashboard = new DashboardPanel(panel, services, live, state);
    open = dashboard;
    panel.onDidDispose(() => {
      dashboard.dispose();
      if (open === dashboard) open = undefined;
    });
    return dashboard;
  };
  return Disposable.from(
    commands.registerCommand('qlsql.pools.showDashboard', (argument: unknown) => {
      const pools = poolsOf(argument);
      const dashboard =
        open ?? adopt(window.createWebviewPanel(viewType, 'Pool Dashboard', ViewColumn.Active), undefined);
      dashboard.reveal(pools);
    }),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        adopt(panel, selectionOf(state));
        return Promise.resolve();
      },
    }),
    { dispose: () => open?.dispose() },
  );
}

/** A dashboard of a flight recording, as it was when it ended. */
export function showRecording(services: Services, pools: RecordedPools, title: string): void {
  const panel = window.createWebviewPanel('qlsql.recording', title, ViewColumn.Active);
  const source = { pools, memory: new PoolMemory(pools), now: () => pools.now, title };
  const dashboard = new DashboardPanel(panel, services, source, undefined);
  panel.onDidDispose(() => dashboard.dispose());
}

/** The pool that a menu or another command names; none where nothing does. */
function poolsOf(argument: unknown): readonly string[] {
  if (typeof argument === 'string') return [argument];
  if (
    typeof argument === 'object' &&
    argument !== null &&
    'pool' in argument &&
    typeof argument.pool === 'string'
  ) {
    return [argument.pool];
  }
  return [];
}

function selectionOf(state: unknown): unknown {
  return typeof state === 'object' && state !== null && 'selection' in state ? state.selection : undefined;
}
