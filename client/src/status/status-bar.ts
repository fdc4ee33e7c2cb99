import { Disposable, window } from 'vscode';
import type { Services } from '../services.ts';
import { poolStatus } from './pool-status.ts';
import { StatusItem } from './status-item.ts';

/** The item `Connection Pools` of the status bar, there while there are pools. A click opens the dashboard. */
export function registerStatusBar(services: Services): Disposable {
  const pools = services.livePools;
  const command = { command: 'qlsql.pools.showDashboard', title: 'Show Dashboard' };
  const item = new StatusItem('qlsql.pools', 'Connection Pools', 10, command);
  const show = (): void => {
    const document = window.activeTextEditor?.document;
    const current = document?.languageId === 'qlsql' ? services.currentPool(document) : undefined;
    const status = poolStatus(pools.snapshots(), current);
    item.show(status && { ...status, ...(status.alarm ? { background: 'warning' } : {}) });
  };
  // Nobody reads the figures of a window that is not in front.
  let watching = pools.watch(show, { closely: window.state.focused });
  show();
  return Disposable.from(
    item,
    { dispose: () => watching.dispose() },
    window.onDidChangeActiveTextEditor(show),
    window.onDidChangeWindowState(({ focused }) => {
      watching.dispose();
      watching = pools.watch(show, { closely: focused });
    }),
  );
}
