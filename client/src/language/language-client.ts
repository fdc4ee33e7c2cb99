import { Uri, window, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Catalog } from '../../../dialect/src/index.ts';
import {
  catalogNotification,
  clientCommands,
  serverFlags,
  sessionNotification,
  type CatalogParams,
  type ServerOptions,
  type SessionParams,
} from '../../../server/src/protocol.ts';
import { CatalogFeed } from './catalog-feed.ts';
import { redactingLog } from './redacting-log.ts';

/** How far apart the catalogue is sent: when something exists that did not, and when figures of pools moved. */
const apartMs = { names: 200, figures: 5000 };

/** The language server beside the extension, kept up to date about what exists. */
export class Language implements Disposable {
  readonly #module: string;
  readonly #log: LogOutputChannel;
  readonly #feed: CatalogFeed;
  #client: LanguageClient | undefined;

  /** `catalog` gives what exists now, live figures of pools included. */
  constructor(context: ExtensionContext, catalog: () => Catalog) {
    this.#log = redactingLog(window.createOutputChannel('QLSQL Language Server', { log: true }));
    this.#module = Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
    this.#feed = new CatalogFeed({
      read: catalog,
      send: (value) => this.#notify<CatalogParams>(catalogNotification, { catalog: value }),
    });
  }

  /** Rejects where the server does not start. Its client is loaded here: who opens no statement needs neither. */
  async start(): Promise<void> {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const start = (execArgv: readonly string[]) => ({
      module: this.#module,
      transport: TransportKind.ipc,
      options: { execArgv: [...serverFlags, ...execArgv] },
    });
    this.#client = new LanguageClient(
      'qlsql',
      'QLSQL Language Server',
      { run: start([]), debug: start(['--nolazy', '--inspect=6009']) },
      {
        documentSelector: [{ language: 'qlsql' }],
        synchronize: { configurationSection: ['qlsql.lint', 'qlsql.inlayHints'] },
        initializationOptions: { commands: Object.values(clientCommands) } satisfies ServerOptions,
        outputChannel: this.#log,
        traceOutputChannel: this.#log,
      },
    );
    await this.#client.start();
    this.#feed.changed(0);
  }

  /** Starts it where no statement was opened yet. */
  async restart(): Promise<void> {
    await (this.#client ? this.#client.restart() : this.start());
    this.#feed.changed(0);
  }

  /** Something exists that did not, or the figures of a pool moved. */
  catalogChanged(what: keyof typeof apartMs = 'names'): void {
    this.#feed.changed(apartMs[what]);
  }

  async sessionChanged(session: SessionParams): Promise<void> {
    await this.#notify(sessionNotification, session);
  }

  dispose(): void {
    this.#feed.dispose();
    void this.#client?.dispose();
    this.#log.dispose();
  }

  async #notify<Params>(method: string, params: Params): Promise<void> {
    if (this.#client?.isRunning()) await this.#client.sendNotification(method, params);
  }
}
