import type { ExtensionContext, LogOutputChannel, TextDocument } from 'vscode';
import type { Alerts } from './alerts/alerts.ts';
import type { SideBySide } from './commands/side-by-side.ts';
import type { ConnectionDoctor } from './connections/connection-doctor.ts';
import type { ConnectionStore } from './connections/connection-store.ts';
import type { Parameters } from './parameters/parameters.ts';
import type { PoolManager } from './pools/manager.ts';
import type { QueryHistory } from './query-history/query-history.ts';
import type { ResultTabs } from './results/result-tabs.ts';
import type { ResultsView } from './results/results-view.ts';
import type { RunningStatement } from './results/result-run.ts';
import type { StatementRunner } from './results/statement-runner.ts';
import type { CatalogStore } from './run/catalog-store.ts';
import type { Prepared } from './run/prepare-statement.ts';
import type { Session } from './run/session.ts';
import type { RowSink, StatementOutcome } from './run/run-types.ts';
import type { SavedPools } from './saved/saved-pools.ts';
import type { LivePools } from './tree/live-pools.ts';

/** What the features of the extension share. extension.ts makes it once; whoever needs a part is handed the whole. */
export interface Services {
  readonly context: ExtensionContext;
  readonly manager: PoolManager;
  readonly livePools: LivePools;
  readonly alerts: Alerts;
  /** The two layers of pools: those that run, and those that a file keeps. */
  readonly saved: SavedPools;
  readonly connections: ConnectionStore;
  readonly doctor: ConnectionDoctor;
  readonly catalog: CatalogStore;
  readonly runner: StatementRunner;
  /** The values of what statements leave open, by file. */
  readonly parameters: Parameters;
  readonly queryHistory: QueryHistory;
  readonly tabs: ResultTabs;
  readonly results: ResultsView;
  readonly beside: SideBySide;
  /** The pool that a document's statements run through; undefined where they use the default connection. */
  readonly currentPool: (document: TextDocument) => string | undefined;
  /** Runs the statement of a result once more, for its rows alone. Rejects where its document is closed. */
  readonly exportRun: (
    statement: RunningStatement,
    sink: RowSink,
    signal: AbortSignal,
  ) => Promise<StatementOutcome>;
  /** A session of nobody's document; whoever asks for it closes it. */
  readonly newSession: () => Session;
  /** What a statement of a document is compiled to now. */
  readonly compile: (document: TextDocument, text: string) => Promise<Prepared>;
  /** The one log of the extension. No secret is ever written to it. */
  readonly output: LogOutputChannel;
}
