import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import path from 'node:path';
import type { Services } from '../services.ts';
import { savedPath, savedSetting } from '../sessions/workspace-saved-file.ts';

type Parts = Pick<Services, 'saved' | 'manager' | 'catalog'>;

/** What the pools view says of pools that are saved otherwise than they run; looked at anew when either changes. */
export class SavedMessage implements Disposable {
  readonly #parts: Parts;
  readonly #changed: () => void;
  readonly #listeners: Disposable;
  #watching: Disposable | undefined;
  #text: string | undefined;

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
    this.#text ??= textOf(this.#parts);
    return this.#text;
  }

  dispose(): void {
    this.#watching?.dispose();
    this.#listeners.dispose();
  }

  #look(): void {
    this.#text = undefined;
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

function textOf({ saved }: Parts): string {
  const name = saved.fileName;
  if (name === undefined) return '';
  try {
    if (saved.text() === undefined) return '';
    const count = saved.changes().filter(({ change }) => change !== 'same').length;
    if (count === 0) return '';
    return count === 1
      ? `1 pool or group differs from ${name}`
      : `${count} pools or groups differ from ${name}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
