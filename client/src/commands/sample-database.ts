import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  ProgressLocation,
  Uri,
  commands,
  window,
  workspace,
  type ExtensionContext,
  type Progress,
} from 'vscode';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { PoolManager } from '../pools/manager.ts';
import { findMongodHere, mongodOf, mongodSourceHere } from '../sample/find-mongod.ts';
import type { MongodSource } from '../sample/mongod-sources.ts';
import { SampleServer } from '../sample/sample-server.ts';
import type { CommandRow } from './command-row.ts';

const setting = 'sample.mongod';
const cure = `Install MongoDB Community Server so that mongod is on PATH, or name one in the setting qlsql.${setting}.`;

type Telling = Progress<{ message?: string; increment?: number }>;

/** The sample shop in one click: a mongod of this window's, its data, the connection to it and a file to begin with. */
export class SampleDatabase {
  readonly commands: readonly CommandRow[] = [
    { id: 'qlsql.sample.start', run: () => this.#once() },
    { id: 'qlsql.sample.stop', run: () => this.stop() },
    { id: 'qlsql.sample.remove', run: () => this.#remove() },
  ];
  readonly #context: ExtensionContext;
  readonly #connections: ConnectionStore;
  readonly #manager: PoolManager;
  readonly #folder: string;
  readonly #server: SampleServer;
  /** The name of its connection while there is one. */
  #name: string | undefined;
  #trying: Promise<void> | undefined;

  constructor(context: ExtensionContext, connections: ConnectionStore, manager: PoolManager) {
    this.#context = context;
    this.#connections = connections;
    this.#manager = manager;
    this.#folder = Uri.joinPath(context.globalStorageUri, 'sample').fsPath;
    this.#server = new SampleServer(this.#folder);
  }

  /** Ends the database where this window runs it, with its pools, and forgets the connection. */
  async stop(): Promise<void> {
    await this.#forget();
    await this.#server.stop();
  }

  /** A second click while the first one works waits for it. */
  #once(): Promise<void> {
    this.#trying ??= this.#try().finally(() => (this.#trying = undefined));
    return this.#trying;
  }

  async #try(): Promise<void> {
    if (!workspace.isTrusted)
      throw new Error('The sample database starts a program: trust this workspace first.');
    const options = {
      location: ProgressLocation.Notification,
      title: 'QLSQL sample database',
      cancellable: true,
    };
    const program = await this.#program();
    if (program === undefined) return;
    const abort = new AbortController();
    const { signal } = abort;
    const uri = await window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      try {
        const file = typeof program === 'string' ? program : await this.#download(program, progress, signal);
        return await this.#server.start(file, (message) => progress.report({ message }), signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    });
    if (uri === undefined) return;
    this.#name ??= this.#freeName();
    this.#connections.addPassing(this.#name, uri);
    await commands.executeCommand('setContext', 'qlsql.hasSample', true);
    await this.#openExample(this.#name);
  }

  /** A mongod, or where to get one from once the person agreed; undefined where there is none, which they were told. */
  async #program(): Promise<string | MongodSource | undefined> {
    const named = workspace.getConfiguration('qlsql').get<string>(setting) || process.env['QLSQL_MONGOD'];
    const here = findMongodHere(this.#downloads, named);
    if (here !== undefined) return here;
    const source = await mongodSourceHere();
    if (!('title' in source)) {
      const settings = 'Open Setting';
      const why = `There is no mongod on this machine, and none can be downloaded: ${source.join('; ')}. ${cure}`;
      if ((await window.showErrorMessage(why, settings)) === settings)
        await commands.executeCommand('workbench.action.openSettings', `qlsql.${setting}`);
      return undefined;
    }
    const yes = 'Download';
    const detail = `It is kept in the extension's own folder, listens on this machine only and ends with the window. ${cure}`;
    const question = `No mongod was found. Download ${source.title}?`;
    const answer = await window.showInformationMessage(question, { modal: true, detail }, yes);
    return answer === yes ? source : undefined;
  }

  /** Gets a mongod whole or not at all. */
  async #download(source: MongodSource, progress: Telling, signal: AbortSignal): Promise<string> {
    const folder = path.join(this.#downloads, source.entry);
    const partial = `${folder}.${process.pid}`;
    progress.report({ message: `downloading ${source.title}` });
    let told = 0;
    try {
      await mkdir(partial, { recursive: true });
      await source.get(partial, {
        signal,
        progress: (share) => {
          progress.report({ increment: (share - told) * 100 });
          told = share;
        },
      });
      await rename(partial, folder);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${source.title} could not be had. ${why} ${cure}`, { cause: error });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    return mongodOf(source, this.#downloads);
  }

  async #remove(): Promise<void> {
    const yes = 'Remove';
    const detail = 'Its data goes, and the mongod that was downloaded for it.';
    const answer = await window.showWarningMessage(
      'Remove the sample database?',
      { modal: true, detail },
      yes,
    );
    if (answer !== yes) return;
    await this.#forget();
    await this.#server.remove();
    await rm(this.#downloads, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async #forget(): Promise<void> {
    const name = this.#name;
    this.#name = undefined;
    if (name !== undefined) {
      const pools = this.#manager.snapshots().filter(({ connection }) => connection === name);
      for (const pool of pools) await this.#manager.drop(pool.name, { ifExists: true });
      await this.#connections.remove(name);
    }
    await commands.executeCommand('setContext', 'qlsql.hasSample', false);
  }

  get #downloads(): string {
    return path.join(path.dirname(this.#folder), 'downloads');
  }

  #freeName(): string {
    for (let n = 1; ; n++) {
      const name = n === 1 ? 'sample' : `sample_${n}`;
      if (!this.#connections.get(name)) return name;
    }
  }

  async #openExample(connection: string): Promise<void> {
    const file = Uri.joinPath(this.#context.extensionUri, 'media', 'walkthrough', 'sample.qlsql');
    const text = new TextDecoder().decode(await workspace.fs.readFile(file));
    const content = text.replace('ON CONNECTION sample', `ON CONNECTION ${connection}`);
    await window.showTextDocument(await workspace.openTextDocument({ language: 'qlsql', content }));
  }
}
