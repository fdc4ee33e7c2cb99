import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { MessageConnection, Range } from 'vscode-languageserver/node';
import type { Command } from './own-server.ts';

/** A change of a document as the protocol has it: of a range, or the whole text. */
export interface ContentChange {
  readonly range?: Range;
  readonly text: string;
}

/** A language server in a process of its own, spoken to over standard streams. */
export class LanguageClient {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
  readonly #complaints: string[] = [];
  #version = 0;

  private constructor([program, ...args]: Command) {
    this.process = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.process.stderr.on('data', (data: Buffer) => this.#complaints.push(data.toString()));
    this.connection = createMessageConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin),
    );
    this.connection.onNotification(
      'window/logMessage',
      ({ type, message }: { type: number; message: string }) => {
        if (type === 1) this.#complaints.push(message);
      },
    );
    // Who waits for an answer of a server that ended is told.
    this.process.once('exit', () => this.connection.dispose());
    this.connection.listen();
  }

  /** Starts a server and says what its client can do. */
  static async start(
    command: Command,
    capabilities: object = { textDocument: { diagnostic: {} } },
  ): Promise<LanguageClient> {
    const client = new LanguageClient(command);
    await client.ask('initialize', { processId: process.pid, rootUri: null, capabilities });
    await client.tell('initialized', {});
    return client;
  }

  /** What the server wrote to standard error or logged as an error since this was last asked. */
  complaints(): readonly string[] {
    return this.#complaints.splice(0);
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  async tell(method: string, params: object): Promise<void> {
    await this.connection.sendNotification(method, params);
  }

  async ask<Answer>(method: string, params?: object): Promise<Answer> {
    return params
      ? await this.connection.sendRequest<Answer>(method, params)
      : await this.connection.sendRequest<Answer>(method);
  }

  async open(uri: string, text: string, languageId = 'qlsql'): Promise<void> {
    this.#version += 1;
    await this.tell('textDocument/didOpen', {
      textDocument: { uri, languageId, version: this.#version, text },
    });
  }

  async change(uri: string, contentChanges: readonly ContentChange[]): Promise<void> {
    this.#version += 1;
    await this.tell('textDocument/didChange', {
      textDocument: { uri, version: this.#version },
      contentChanges,
    });
  }

  async close(uri: string): Promise<void> {
    await this.tell('textDocument/didClose', { textDocument: { uri } });
  }

  /** Ends the server as the protocol has it. */
  async end(): Promise<void> {
    if (this.isAlive) {
      const exited = once(this.process, 'exit');
      await this.ask('shutdown');
      await this.tell('exit', {});
      await exited;
    }
  }
}
