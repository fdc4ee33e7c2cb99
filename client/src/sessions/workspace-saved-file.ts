import path from 'node:path';
import { workspace } from 'vscode';
import { savedOnDisk } from '../saved/saved-on-disk.ts';
import { noFile } from '../saved/saved-pools.ts';
import type { SavedFile } from '../saved/saved-pools.ts';

/** The setting that names the file of saved pools. */
export const savedSetting = 'qlsql.pools.savedIn';

/** Where the file of saved pools lies; undefined where no folder is open that its relative path begins in. */
export function savedPath(): string | undefined {
  const named = workspace.getConfiguration().get<string>(savedSetting, 'pools.qlsql').trim();
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (named === '' || (folder === undefined && !path.isAbsolute(named))) return undefined;
  return path.resolve(folder ?? '', named);
}

/** The file that the setting names now. */
export const workspaceSavedFile: SavedFile = {
  get name() {
    return current().name;
  },
  missing: 'open a folder, or name a file in the setting qlsql.pools.savedIn',
  read: () => current().read(),
  write: (text) => current().write(text),
};

function current(): SavedFile {
  const file = savedPath();
  return file === undefined ? noFile : savedOnDisk(file, workspace.asRelativePath(file, false));
}
