import { Disposable, workspace, type ExtensionContext } from 'vscode';
import type { CommandRow } from '../commands/command-row.ts';
import type { StatementRunnerParts } from '../results/statement-runner.ts';
import { historyCommands } from './history-commands.ts';
import { HistoryTree } from './history-tree.ts';
import { QueryHistory } from './query-history.ts';
import { KeptResults, recordedRun } from './recorded-run.ts';

export interface RegisteredHistory extends Disposable {
  readonly history: QueryHistory;
  readonly commands: readonly CommandRow[];
  /** The same way to run a statement, which puts each into the history. */
  readonly recorded: (run: StatementRunnerParts['run']) => StatementRunnerParts['run'];
}

/** The history of statements: what is kept, its view and its commands. */
export function registerHistory({ workspaceState }: ExtensionContext): RegisteredHistory {
  const size = (): number => workspace.getConfiguration('qlsql').get('queryHistory.size', 500);
  const history = new QueryHistory(workspaceState, size);
  const results = new KeptResults();
  const tree = new HistoryTree(history, results);
  return {
    history,
    commands: historyCommands({ history, results, tree }),
    recorded: (run) => recordedRun(run, history, results),
    dispose: () => tree.dispose(),
  };
}
