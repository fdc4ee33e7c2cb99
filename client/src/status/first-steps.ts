import { commands, Disposable } from 'vscode';
import { implicitPool } from '../../../dialect/src/catalog/implicit-pool.ts';
import type { Services } from '../services.ts';

/** What somebody has done of the walkthrough, by whatever way: its steps are told by contexts, as a command that was run need not have come to its end. */
export function registerFirstSteps({ connections, manager, queryHistory }: Services): Disposable {
  const steps: readonly { readonly context: string; readonly isDone: () => boolean }[] = [
    { context: 'qlsql.hasConnections', isDone: () => connections.list().length > 0 },
    { context: 'qlsql.hasPools', isDone: () => manager.names().some((name) => name !== implicitPool) },
    { context: 'qlsql.hasRun', isDone: () => queryHistory.entries.some(({ state }) => state === 'done') },
  ];
  const told = new Map<string, boolean>();
  const look = (): void => {
    for (const { context, isDone } of steps) {
      const now = isDone();
      if (told.get(context) === now) continue;
      told.set(context, now);
      void commands.executeCommand('setContext', context, now);
    }
  };
  look();
  const unlisten = queryHistory.listen(look);
  return Disposable.from(
    { dispose: unlisten },
    connections.onDidChange(look),
    manager.onDidChange(look, { watch: false }),
  );
}
