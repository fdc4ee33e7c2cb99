import type { Catalog } from '../../dialect/src/index.ts';

// What the two processes say to each other beyond LSP. Client and server both import these names.

/** Client to server: everything that exists, whole, whenever it changed. */
export const catalogNotification = 'qlsql/catalog';
export interface CatalogParams {
  readonly catalog: Catalog;
}

/** Client to server: the session variables and current pool of one document. */
export const sessionNotification = 'qlsql/session';
export interface SessionParams {
  readonly uri: string;
  readonly currentPool?: string;
}

/** Command ids that the server's code lenses and fixes name and the client carries out. */
export const clientCommands = {
  run: 'qlsql.runStatement',
  runAll: 'qlsql.runAll',
  explain: 'qlsql.explainStatement',
} as const;
