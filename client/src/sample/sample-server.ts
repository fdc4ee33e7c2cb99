import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MongoClient, type Document } from 'mongodb';
import { freePorts } from './free-ports.ts';
import { mongodArguments, untilReady } from './mongod-start.ts';
import { isSeeded, seedShop, shopUri } from './seed-shop.ts';

/** What the folder tells of the mongod that runs on its data. */
interface Note {
  readonly pid: number;
  readonly port: number;
  /** The process that started it, and stops it. */
  readonly owner: number;
}

/**
 * The database of the sample shop: a mongod on this machine's loopback address, its data in a folder. Windows share it: one
 * starts it, the others use it. One that was left behind by a process that is gone belongs to whoever finds it.
 */
export class SampleServer {
  readonly #folder: string;
  readonly #scale: number;
  #child: ChildProcess | undefined;
  #adopted: Note | undefined;

  /** Of a scale of 1 it has 36,000 documents. */
  constructor(folder: string, scale = 1) {
    this.#folder = folder;
    this.#scale = scale;
  }

  /**
   * Starts it where it does not run yet, fills it where it is empty, and gives its address. Aborted, it rejects, and ends what it started; what was filled in part
   * is filled anew the next time.
   */
  async start(program: string, tell: (doing: string) => void, signal?: AbortSignal): Promise<string> {
    const port = (await this.#running())?.port ?? (await this.#launch(program, tell, signal));
    const uri = `mongodb://127.0.0.1:${port}/`;
    try {
      if (!(await isSeeded(uri)))
        await seedShop(uri, {
          scale: this.#scale,
          tell: (collection) => tell(`filling ${collection} with sample data`),
          signal,
        });
    } catch (error) {
      if (signal?.aborted) await this.stop();
      throw error;
    }
    return shopUri(uri);
  }

  /** Ends it where this process started it, or found it left behind. */
  async stop(): Promise<void> {
    const child = this.#child;
    const adopted = this.#adopted;
    this.#child = this.#adopted = undefined;
    if (adopted) await atAdmin(adopted.port, { shutdown: 1 });
    else if (child) await ended(child);
    if (adopted || child) await rm(this.#note, { force: true });
  }

  /** Ends it and removes its data. Rejects where another window uses it. */
  async remove(): Promise<void> {
    await this.stop();
    if (await this.#running()) {
      if (!this.#adopted)
        throw new Error('Another window runs the sample database. Stop it there, then remove it.');
      await this.stop();
    }
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  get #note(): string {
    return path.join(this.#folder, 'running.json');
  }

  /** The mongod that runs on the folder's data, if there is one. */
  async #running(): Promise<Note | undefined> {
    const text = await readFile(this.#note, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const note = JSON.parse(text) as Note;
    // Its number may long be that of another process: what listens there must say that it is the one.
    const { pid } = (await atAdmin(note.port, { serverStatus: 1 })) ?? {};
    if (Number(pid) !== note.pid) return undefined;
    if (note.owner !== process.pid && !isAlive(note.owner)) this.#adopted = note;
    return note;
  }

  async #launch(
    program: string,
    tell: (doing: string) => void,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    tell('starting');
    const data = path.join(this.#folder, 'data');
    await mkdir(data, { recursive: true });
    const [port = 0] = await freePorts(1);
    const log = path.join(data, 'mongod.log');
    const output = openSync(log, 'w');
    const child = spawn(program, mongodArguments(port, data), { stdio: ['ignore', output, output] });
    closeSync(output);
    child.once('error', () => undefined); // Told by `untilReady`, which sees that there is no pid.
    try {
      await untilReady(child, log, program, signal);
      const note: Note = { pid: child.pid ?? 0, port, owner: process.pid };
      await writeFile(this.#note, JSON.stringify(note));
    } catch (error) {
      await ended(child);
      throw error;
    }
    this.#child = child;
    return port;
  }
}

async function atAdmin(port: number, command: Document): Promise<Document | undefined> {
  const options = { directConnection: true, serverSelectionTimeoutMS: 1500 };
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/`, options);
  try {
    return await client.db('admin').command(command);
  } catch {
    return undefined; // Nobody there; or it shut down, which ends the connection before an answer.
  } finally {
    await client.close();
  }
}

/** Asks a program to end, and waits until it has. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await end;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
