// Where things are. Node's own modules only: this runs in a bare clone.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What is downloaded once and used by every clone: mongod, code-server. */
export const cacheFolder = process.env.QLSQL_CACHE ?? path.join(os.homedir(), '.cache', 'qlsql');

/** The first of `names` that is a program on PATH, or undefined. */
export function programOnPath(names, exists) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (exists(file)) return file;
      }
  return undefined;
}
