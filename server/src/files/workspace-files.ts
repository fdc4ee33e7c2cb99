import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CancellationToken, FileEvent } from 'vscode-languageserver/node';
import { FileChangeType } from 'vscode-languageserver/node';
import { notebookOf } from '../notebook-cells.ts';
import { findFiles, wouldFind } from './find-files.ts';

/** How long it is believed which files there are, in milliseconds: with a client that tells of new ones, and without. */
const believed = { watched: 60_000, alone: 3000 };

/** A file longer than this, in bytes, is not read: somebody's data. */
const longest = 4_000_000;

/** A file as it was when somebody asked; the same value as before while it was not written meanwhile. */
export interface WorkspaceFile {
  readonly uri: string;
  readonly stamp: string;
  /** Its text as it is now; undefined where it cannot be read. */
  readonly read: () => Promise<string | undefined>;
}

/**
 * The `.qlsql` files of the workspace that no editor has open. Only their places are kept: whoever changes names in them needs the text that
 * is on the disk now.
 */
export class WorkspaceFiles {
  readonly #isWatched: boolean;
  #folders: ReadonlySet<string>;
  #paths: Promise<Set<string>> | undefined;
  #lookedAt = 0;
  readonly #known = new Map<string, WorkspaceFile>();

  /** `folders` are addresses; those that are no folders of this machine hold nothing. */
  constructor(folders: readonly string[], isWatched: boolean) {
    this.#folders = new Set(folders);
    this.#isWatched = isWatched;
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    this.#folders = new Set([...this.#folders, ...added].filter((each) => !removed.includes(each)));
    this.#paths = undefined;
  }

  /** Takes in what the client saw happen to files. */
  tell(events: readonly FileEvent[]): void {
    const roots = pathsOf([...this.#folders]);
    void this.#paths?.then((paths) => {
      for (const { uri, type } of events) {
        const [file] = pathsOf([uri]);
        if (file === undefined || !wouldFind(roots, file)) continue;
        if (type !== FileChangeType.Deleted) paths.add(file);
        else if (paths.delete(file)) this.#known.delete(file);
      }
    });
  }

  /** Those beside the open documents, one after the other until nobody waits any more. */
  async *beside(open: readonly string[], token: CancellationToken): AsyncGenerator<WorkspaceFile> {
    yield* this.#notOpen(await this.#all(), open, token);
  }

  /** The notebooks beside the open documents; they are looked for each time. */
  async *notebooksBeside(open: readonly string[], token: CancellationToken): AsyncGenerator<WorkspaceFile> {
    yield* this.#notOpen(await findFiles(pathsOf([...this.#folders]), '.qlsqlnb'), open, token);
  }

  async *#notOpen(
    paths: Iterable<string>,
    open: readonly string[],
    token: CancellationToken,
  ): AsyncGenerator<WorkspaceFile> {
    const isOpen = new Set(pathsOf(open.map(fileOf)));
    for (const file of paths) {
      if (token.isCancellationRequested) return;
      const found = isOpen.has(file) ? undefined : await this.#file(file);
      if (found) yield found;
    }
  }

  #all(): Promise<Set<string>> {
    const age = performance.now() - this.#lookedAt;
    if (!this.#paths || age > (this.#isWatched ? believed.watched : believed.alone)) {
      this.#lookedAt = performance.now();
      this.#paths = findFiles(pathsOf([...this.#folders])).then((found) => this.#found(new Set(found)));
    }
    return this.#paths;
  }

  /** What is no longer there is forgotten. */
  #found(paths: Set<string>): Set<string> {
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path);
    return paths;
  }

  async #file(path: string): Promise<WorkspaceFile | undefined> {
    const status = await stat(path).catch(() => undefined);
    if (!status || status.size > longest) {
      this.#known.delete(path);
      return undefined;
    }
    const stamp = `${status.mtimeMs} ${status.size}`;
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known;
    const file = { uri: pathToFileURL(path).href, stamp, read: () => textOf(path) };
    this.#known.set(path, file);
    return file;
  }
}

/** The text as editors have it: without the mark that says how it is encoded. */
async function textOf(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text?.replace(/^\uFEFF/, '');
}

/** The file of an open document: a script may be open as the cells of a notebook. */
const fileOf = (uri: string): string => notebookOf(uri).replace(/^vscode-notebook-cell:/, 'file:');

/** The paths of addresses of files; other addresses have none. */
function pathsOf(uris: readonly string[]): readonly string[] {
  return uris.flatMap((uri) => {
    try {
      return [fileURLToPath(uri)];
    } catch {
      return [];
    }
  });
}
