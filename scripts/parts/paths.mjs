// Where things are. Node's own modules only: this runs in a bare clone.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What is downloaded once and used by every clone: mongod, code-server. */
export const cacheFolder = process.env.QLSQL_CACHE ?? path.join(os.homedir(), '.cache', 'qlsql');
