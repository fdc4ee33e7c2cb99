import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { ConnectionStore } from './connections/connection-store.ts';

/** What the features of the extension share. extension.ts makes it once; whoever needs a part is handed the whole. */
export interface Services {
  readonly context: ExtensionContext;
  readonly connections: ConnectionStore;
  /** The one log of the extension. No secret is ever written to it. */
  readonly output: LogOutputChannel;
}
