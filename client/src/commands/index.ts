import { Disposable, commands, window } from 'vscode';
import { redactUris } from '../pools/redact-uri.ts';
import type { Services } from '../services.ts';
import type { CommandRow } from './command-row.ts';
import { connectionCommands } from './connections.ts';
import { explainStatement } from './explain.ts';
import { copyPipeline } from './copy-pipeline.ts';
import { exportResults } from './export-results.ts';
import { importIntoCollection } from './import-file.ts';
import { insertName } from './insert-name.ts';
import { newQuery } from './new-query.ts';
import { poolGroupCommands } from './pool-groups.ts';
import { poolCommands } from './pools.ts';
import { resultsCommands } from './results.ts';
import { savedPoolCommands } from './saved-pools.ts';
import { cancel, runAll, runSelection, runStatement } from './run.ts';

/** Every command of this room, in the order of package.json. The pools view and the dashboard register their own. */
const rows: readonly CommandRow[] = [
  runStatement,
  runSelection,
  runAll,
  explainStatement,
  copyPipeline,
  cancel,
  newQuery,
  ...resultsCommands,
  exportResults,
  ...connectionCommands,
  importIntoCollection,
  insertName,
  ...poolCommands,
  ...poolGroupCommands,
  ...savedPoolCommands,
  { id: 'qlsql.showLog', run: ({ output }) => output.show() },
];

export function registerCommands(services: Services, more: readonly CommandRow[]): Disposable {
  return Disposable.from(
    ...[...rows, ...more].map(({ id, run }) =>
      commands.registerCommand(id, async (...args: readonly unknown[]) => {
        try {
          return await run(services, ...args);
        } catch (error) {
          services.output.error(
            `${id} failed. ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
          );
          const message = redactUris(error instanceof Error ? error.message : String(error));
          void window.showErrorMessage(`QLSQL: ${message}`);
          return undefined;
        }
      }),
    ),
  );
}
