import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import path from 'node:path';
import { redactUris } from '../pools/redact-uri.ts';
import type { Services } from '../services.ts';
import { savedPath, savedSetting } from '../sessions/workspace-saved-file.ts';
import type { SavedOnly } from './saved-rows.ts';

type Parts = Pick<Services, 'saved' | 'manager' | 'catalog'>;

/** What the view says of the layers of pools: a line above the rows, and a row for each that is only saved. */
interface Told {
  readonly text: string;
  readonly only: readonly SavedOnly[];
}

/** What the pools view says of pools that are saved otherwise than they run; looked at anew when either changes. */
export class SavedMessage implements Disposable {
  readonly #parts: Parts;
  readonly #changed: () => void;
  readonly #listeners: Disposable;
  #watching: Disposable | undefined;
  #told: Told | undefined;

  constructor(parts: Parts, changed: () => void) {
    this.#parts = parts;
    this.#changed = changed;
    const { manager, catalog } = parts;
    this.#listeners = Disposable.from(
      manager.onDidChange(
        (changes) => {
          if (changes.some(({ change }) => change !== 'figures' && change !== 'state')) this.#look();
        },
        { watch: false },
      ),
      catalog.groups.onDidChange(() => this.#look()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(savedSetting)) this.#watchAnew();
      }),
      workspace.onDidChangeWorkspaceFolders(() => this.#watchAnew()),
    );
    this.#watch();
  }

  /** `2 pools differ from pools.qlsql`; nothing where all is saved as it runs, or nothing is saved. */
  get text(): string {
    return this.#now.text;
  }

  /** Those that are saved and do not run. */
  get only(): readonly SavedOnly[] {
    return this.#now.only;
  }

  get #now(): Told {
    return (this.#told ??= look(this.#parts));
  }

  dispose(): void {
    this.#watching?.dispose();
    this.#listeners.dispose();
  }

  #look(): void {
    this.#told = undefined;
    this.#changed();
  }

  #watch(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
    const file = savedPath();
    if (file !== undefined) {
      const pattern = new RelativePattern(Uri.file(path.dirname(file)), path.basename(file));
      const watcher = workspace.createFileSystemWatcher(pattern);
      const look = () => this.#look();
      this.#watching = Disposable.from(
        watcher,
        watcher.onDidChange(look),
        watcher.onDidCreate(look),
        watcher.onDidDelete(look),
      );
    }
  }

  #watchAnew(): void {
    this.#watch();
    this.#look();
  }
}

function look({ saved }: Parts): Told {
  const name = saved.fileName;
  const nothing = { text: '', only: [] };
  if (name === undefined) return nothing;
  try {
    if (saved.text() === undefined) return nothing;
    const changes = saved.changes().filter(({ change }) => change !== 'same');
    const only = changes
      .filter(({ change }) => change === 'only saved')
      .map(({ kind, name: of, saved: written }) => {
        const line = written?.places[0]?.line;
        return { kind, name: of, place: line === undefined ? name : `${name}:${line}` };
      });
    return { text: textOf(changes.length, name), only };
  } catch (error) {
    return { ...nothing, text: redactUris(error instanceof Error ? error.message : String(error)) };
  }
}

function textOf(count: number, file: string): string {
  if (count === 0) return '';
  return count === 1
    ? `1 pool or group differs from ${file}`
    : `${count} pools or groups differ from ${file}`;
}
