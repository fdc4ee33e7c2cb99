import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serverFlags } from '../../../server/src/protocol.ts';

/** The bundle beside the program's own; of the sources, the source. */
const places = ['server.cjs', '../../../server/src/server.ts'];

/**
 * Starts the language server in this process. It reads `--stdio` from the command line by itself, and ends the process when its client
 * says so. False where there is no server beside this program.
 */
export async function serveLanguage(): Promise<boolean> {
  const file = places.map((place) => join(import.meta.dirname, place)).find((each) => existsSync(each));
  if (file === undefined) return false;
  takeFlags();
  await import(pathToFileURL(file).href);
  return true;
}

/**
 * The server's flags count from the start of a process: this one begins again with them, in its place and with its streams, where the system
 * and this Node can do that. Elsewhere the server takes up to 80 MB more.
 */
function takeFlags(): void {
  const { execArgv, execPath, argv, env, platform } = process;
  if (platform === 'win32' || serverFlags.every((flag) => execArgv.includes(flag))) return;
  process.execve?.(execPath, [execPath, ...execArgv, ...serverFlags, ...argv.slice(1)], env);
}
