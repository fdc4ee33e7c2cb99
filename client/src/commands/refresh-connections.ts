import { window } from 'vscode';
import type { ConnectionsTree } from '../connections/connections-tree.ts';
import type { CommandRow } from './command-row.ts';
import { offerConnection } from './connection-questions.ts';

/** Reads anew what the connections view shows, and what the editor knows of the collections of the file in front. */
export function refreshConnections(tree: ConnectionsTree): CommandRow {
  return {
    id: 'qlsql.connections.refresh',
    run: async ({ catalog, connections, currentPool }, row) => {
      if (connections.list().length === 0) return void offerConnection('There is no connection yet.');
      tree.refresh(row);
      const document = window.activeTextEditor?.document;
      const pool = document?.languageId === 'qlsql' ? currentPool(document) : undefined;
      if (pool !== undefined || connections.default()) await catalog.refresh(pool);
    },
  };
}
