// The language server for PostgreSQL's SQL that squawk ships, a program in Rust: a package of Python's that holds it is installed into the cache
// when a bench first wants it.
import path from 'node:path';
import { announced } from '../../scripts/parts/announce.mjs';
import { cached } from '../../scripts/parts/cache.mjs';
import { runChild } from '../../scripts/parts/children.mjs';
import type { Command } from '../../test/fuzz/protocol/own-server.ts';

const version = '2.70.0';

/** How its server is started; undefined where Python or the registry is not there. */
export async function squawkServer(): Promise<Command | undefined> {
  const python = process.platform === 'win32' ? 'python' : 'python3';
  try {
    const folder = await cached(`squawk-${version}`, async (partial) => {
      const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', partial];
      await announced(`bench: installing squawk ${version} from PyPI (50 MB on disk)`, () =>
        runChild(python, [...install, `squawk-cli==${version}`]),
      );
    });
    return [path.join(folder, 'bin', process.platform === 'win32' ? 'squawk.exe' : 'squawk'), 'server'];
  } catch {
    return undefined;
  }
}
