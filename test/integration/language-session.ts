import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node';
import type { MessageConnection } from 'vscode-languageserver/node';
import type { Catalog } from '../../dialect/src/index.ts';
import { catalogNotification, clientCommands } from '../../server/src/protocol.ts';
import { shop } from '../unit/server/check.ts';

/** A server in a process of its own, as the extension starts it. */
export class LanguageSession {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly #versions = new Map<string, number>();

  constructor() {
    const module = path.join(import.meta.dirname, '../../server/src/server.ts');
    this.process = fork(module, ['--node-ipc'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.connection = createMessageConnection(
      new IPCMessageReader(this.process),
      new IPCMessageWriter(this.process),
    );
    this.connection.listen();
  }

  /** Begins; the catalogue is what the extension would have told. */
  async start(
    capabilities: object,
    { folders = [], catalog = shop }: { folders?: readonly string[]; catalog?: Catalog } = {},
  ): Promise<{ readonly capabilities: Record<string, unknown> }> {
    const answer = await this.connection.sendRequest<{ capabilities: Record<string, unknown> }>(
      'initialize',
      {
        processId: null,
        rootUri: folders[0] ?? null,
        workspaceFolders: folders.map((uri) => ({ uri, name: path.posix.basename(uri) })),
        capabilities,
        initializationOptions: { commands: [clientCommands.run] },
      },
    );
    await this.connection.sendNotification('initialized', {});
    await this.connection.sendNotification(catalogNotification, { catalog });
    return answer;
  }

  async open(uri: string, text: string): Promise<void> {
    this.#versions.set(uri, 1);
    const textDocument = { uri, languageId: 'qlsql', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** A document's whole text as it is from now on. */
  async change(uri: string, text: string): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const params = { textDocument: { uri, version }, contentChanges: [{ text }] };
    await this.connection.sendNotification('textDocument/didChange', params);
  }

  async closeFile(uri: string): Promise<void> {
    this.#versions.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async closeFiles(): Promise<void> {
    for (const uri of [...this.#versions.keys()]) await this.closeFile(uri);
  }

  async ask<Answer>(
    method: string,
    uri: string,
    [line, character]: readonly [line: number, character: number],
    more: object = {},
  ): Promise<Answer> {
    return this.connection.sendRequest(method, {
      textDocument: { uri },
      position: { line, character },
      ...more,
    });
  }

  async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    const exited = new Promise((resolve) => this.process.once('exit', resolve));
    await this.connection.sendNotification('exit');
    await exited;
    this.connection.dispose();
  }
}
