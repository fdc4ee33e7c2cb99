import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectionInfo, FieldInfo } from '../../../dialect/src/index.ts';

/** What was once seen of a database: enough to complete and check names while no server answers. */
export interface RememberedDatabase {
  readonly database: string | undefined;
  readonly serverVersion: readonly number[] | undefined;
  readonly databases: readonly string[];
  readonly collections: readonly CollectionInfo[];
}

/** Where databases are remembered, by the name of the connection and the database. Neither way ever throws. */
export interface CatalogMemory {
  read(key: string): RememberedDatabase | undefined;
  write(key: string, seen: RememberedDatabase): void;
}

/** The form of the files; those of another one are not read. */
const form = 1;

/**
 * Remembers in a folder, a file for each database. Values from documents stay out of it: only names, types, frequencies and indexes are
 * written. A file that cannot be read, or written, is as none.
 */
export class CatalogFolder implements CatalogMemory {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  read(key: string): RememberedDatabase | undefined {
    try {
      const file = JSON.parse(readFileSync(this.#file(key), 'utf8')) as {
        readonly form?: unknown;
        readonly key?: unknown;
        readonly seen?: RememberedDatabase;
      };
      return file.form === form && file.key === key ? file.seen : undefined;
    } catch {
      return undefined;
    }
  }

  write(key: string, seen: RememberedDatabase): void {
    const collections = seen.collections.map((each) => ({ ...each, fields: each.fields.map(withoutValues) }));
    const file = this.#file(key);
    try {
      mkdirSync(this.#folder, { recursive: true });
      // Whoever reads meanwhile finds the old file or the new one, never a half.
      writeFileSync(`${file}.new`, JSON.stringify({ form, key, seen: { ...seen, collections } }), {
        mode: 0o600,
      });
      renameSync(`${file}.new`, file);
    } catch {
      // A full or read-only disk: what is known is asked for again the next time.
    }
  }

  #file(key: string): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  }
}

function withoutValues({ examples: _, children, ...field }: FieldInfo): FieldInfo {
  return children ? { ...field, children: children.map(withoutValues) } : field;
}
