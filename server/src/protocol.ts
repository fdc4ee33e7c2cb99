import type { LintSettings } from '../../dialect/src/analysis/lint/lint.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import type { InlayHintSettings } from './features/inlay-hints/inlay-hint.ts';

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

/** The `initializationOptions` of the client. */
export interface ServerOptions {
  /** The command ids of clientCommands that the client carries out; without it, none. */
  readonly commands?: readonly string[];
  /** The settings to begin with. */
  readonly settings?: Settings;
}

/** The one argument of the commands that a code lens names: a statement of a document, by offsets. */
export interface StatementArgument {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** The settings that the client sends with `workspace/didChangeConfiguration`. */
export interface ClientSettings {
  readonly qlsql?: Settings;
}

/** What somebody may set; the names are those of the editor's settings. */
export interface Settings {
  readonly lint?: { readonly rules?: LintSettings };
  readonly inlayHints?: Partial<InlayHintSettings>;
}

/**
 * What Node is started with for the server. Reading a long document makes much that lives for an instant: 16 MB for it take the least
 * processor time. 8 MB take an eighth more and save 20 MB of memory; Node's own, which may be 32 MB or more, take 30 to 80 MB of memory more.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=16'];
