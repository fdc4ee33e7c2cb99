import { implicitPool } from '../../../dialect/src/catalog/implicit-pool.ts';
import { closest, didYouMean } from '../../../dialect/src/problems/did-you-mean.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { Change } from './compare.ts';
import { compare } from './compare.ts';
import type { SavedDefinition } from './definition.ts';
import { readSaved } from './read-saved.ts';
import type { Running } from './running.ts';
import { runningDefinitions } from './running.ts';
import { runningText } from './statement-text.ts';
import { writeSaved } from './write-saved.ts';

/** The file that pools are saved in. */
export interface SavedFile {
  /** As people know it; undefined where there is none, and `missing` says why. */
  readonly name: string | undefined;
  readonly missing: string;
  /** Undefined where the file does not exist. */
  read(): string | undefined;
  write(text: string): void;
}

/** No file at all: nothing is saved, and nothing can be. */
export const noFile: SavedFile = {
  name: undefined,
  missing: 'nobody named one',
  read: () => undefined,
  write: () => undefined,
};

/** The two layers of pools and groups: those that run, and those that a file keeps. Failures are PoolErrors. */
export class SavedPools {
  readonly #file: SavedFile;
  readonly #running: Running;

  constructor(file: SavedFile, running: Running) {
    this.#file = file;
    this.#running = running;
  }

  get fileName(): string | undefined {
    return this.#file.name;
  }

  /** The file's text; undefined where it does not exist. */
  text(): string | undefined {
    return this.#file.read();
  }

  /** Every pool and group of both layers. Fails with QL5111 where the file cannot be taken as it is. */
  changes(): readonly Change[] {
    // The pool of who chose none is made when it is needed: there is nothing of it to save.
    return this.definitions().filter(({ name, saved }) => name !== implicitPool || saved !== undefined);
  }

  /** The same, and how the pool of who chose none was made. */
  definitions(): readonly Change[] {
    const running = runningDefinitions(this.#running);
    return compare(this.#saved(), running, this.#running.defaultConnection());
  }

  /** The statements that make what runs as it is saved. They may hold credentials that the file holds: they are for running only. */
  statementsToRun(
    names: readonly string[] = [],
  ): readonly { readonly name: string; readonly text: string }[] {
    return this.#differing(names).map((change) => ({ name: change.name, text: runningText(change) }));
  }

  /** Saves what runs; gives the names of what was changed in the file. Fails with QL5110 where there is no file. */
  save(names: readonly string[] = []): readonly string[] {
    const { name, missing } = this.#file;
    if (name === undefined) throw new PoolError('QL5110', [missing]);
    const changes = this.#differing(names);
    if (changes.length > 0) this.#file.write(writeSaved(this.#file.read() ?? '', changes));
    return changes.map((change) => change.name);
  }

  #saved(): ReadonlyMap<string, SavedDefinition> {
    const { definitions, wrong } = readSaved(this.#file.read() ?? '');
    if (wrong)
      throw new PoolError('QL5111', [this.#file.name ?? '', wrong.message.replace(/\.$/, ''), wrong.line]);
    return definitions;
  }

  /** What differs, of those names or of all. Fails with QL5112 for a name that does not. */
  #differing(names: readonly string[]): readonly Change[] {
    const differing = this.changes().filter(({ change }) => change !== 'same');
    const known = differing.map(({ name }) => name);
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new PoolError('QL5112', [unknown, didYouMean(closest(unknown, known))]);
    return names.length === 0 ? differing : differing.filter(({ name }) => names.includes(name));
  }
}
