import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { ConnectionStore } from './connections/connection-store.ts';
import type { PoolManager } from './pools/manager.ts';
import type { ResultTabs } from './results/result-tabs.ts';
import type { ResultsView } from './results/results-view.ts';
import type { StatementRunner } from './results/statement-runner.ts';

/** What the features of the extension share. extension.ts makes it once; whoever needs a part is handed the whole. */
export interface Services {
  readonly context: ExtensionContext;
  readonly manager: PoolManager;
  readonly connections: ConnectionStore;
  readonly runner: StatementRunner;
  readonly tabs: ResultTabs;
  readonly results: ResultsView;
  /** The one log of the extension. No secret is ever written to it. */
  readonly output: LogOutputChannel;
}
