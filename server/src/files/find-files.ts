import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** What is looked at below the folders of a workspace, whose root may be the root of a disk. */
const most = { files: 2000, folders: 20_000 };

/** Folders of what others made, whose names are nobody's to change; so are those that begin with a point. */
const others: ReadonlySet<string> = new Set(['node_modules']);

/** The paths of the files of an ending below some folders, those of the nearer folders first; what cannot be read is left out. */
export async function findFiles(
  roots: readonly string[],
  ending: '.qlsql' | '.qlsqlnb' = '.qlsql',
): Promise<readonly string[]> {
  const files: string[] = [];
  const folders = [...roots];
  // Those that are found on the way stand behind, and are looked at too.
  for (const folder of folders) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const full = path.join(folder, entry.name);
      if (entry.isFile() && full.endsWith(ending)) files.push(full);
      else if (entry.isDirectory() && !isOthers(entry.name) && folders.length < most.folders)
        folders.push(full);
    }
    if (files.length >= most.files) break;
  }
  return files.slice(0, most.files);
}

/** Whether a file would be found below some folders. */
export function wouldFind(roots: readonly string[], file: string): boolean {
  const below = (root: string) => !path.relative(root, path.dirname(file)).split(path.sep).some(isOthers);
  return file.endsWith('.qlsql') && roots.some(below);
}

const isOthers = (folder: string): boolean => folder.startsWith('.') || others.has(folder);
