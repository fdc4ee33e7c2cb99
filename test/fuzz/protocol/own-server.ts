import path from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../../scripts/build/bundles.mjs';
import { removeTemporaryFolder, temporaryFolder } from '../../../scripts/parts/children.mjs';
import { root } from '../../../scripts/parts/paths.mjs';
import { serverFlags } from '../../../server/src/protocol.ts';

/** How a language server is started: the program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** Our server bundled as it ships, from the sources as they are now: what is edited meanwhile does not matter to it. */
export class OwnServer {
  readonly command: Command;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.command = [process.execPath, ...serverFlags, path.join(folder, 'server.cjs'), '--stdio'];
  }

  /**
   * Our server bundled from the sources as they are now: what is edited meanwhile does not matter to it. It ships minified; where it is not,
   * what it says of its own mistakes can be read.
   */
  static async bundled({ minify = false } = {}): Promise<OwnServer> {
    const row = bundles().find(({ entryPoints }) => entryPoints.includes('server/src/server.ts'));
    const folder = temporaryFolder('server');
    const outfile = path.join(folder, 'server.cjs');
    await build({ ...row, outfile, absWorkingDir: root, bundle: true, minify });
    return new OwnServer(folder);
  }

  async remove(): Promise<void> {
    await removeTemporaryFolder(this.#folder);
  }
}
