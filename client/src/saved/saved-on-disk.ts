import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SavedFile } from './saved-pools.ts';

/** Saved pools in a file; `name` is how people know it. It is written whole or not at all. */
export function savedOnDisk(file: string, name = file): SavedFile {
  return {
    name,
    missing: '',
    read: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    write(text) {
      mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
      const beside = `${file}.new`;
      writeFileSync(beside, text);
      renameSync(beside, file);
    },
  };
}
