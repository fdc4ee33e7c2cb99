import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The bundle beside the program's own; of the sources, the source. */
const places = ['server.cjs', '../../../server/src/server.ts'];

/**
 * Starts the language server in this process. It reads `--stdio` from the command line by itself, and ends the process when its client
 * says so. False where there is no server beside this program.
 */
export async function serveLanguage(): Promise<boolean> {
  const file = places.map((place) => join(import.meta.dirname, place)).find((each) => existsSync(each));
  if (file === undefined) return false;
  await import(pathToFileURL(file).href);
  return true;
}
