// VS Code's own server and workbench from npm, for machines that cannot download the desktop VS Code.
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { announced } from './announce.mjs';
import { cached } from './cache.mjs';
import { runChild } from './children.mjs';
import { root } from './paths.mjs';

const version = '4.139.1';
const inside = path.join('node_modules', 'code-server', 'lib', 'vscode');
/** Packages of VS Code whose native parts are not built, and what takes their places. */
const standIns = ['spdlog', 'native-watchdog'];

/** @returns {Promise<string>} the folder of VS Code's server: out/server-main.js is in it */
export async function installCodeServer() {
  const folder = await cached(`code-server-${version}`, async (folder) => {
    const quietly = ['--no-audit', '--no-fund', '--ignore-scripts'];
    const npm = (cwd, ...args) => runChild('npm', args, { cwd });
    const server = path.join(folder, inside);
    await announced(`code-server ${version}: installing from npm (600 MB on disk)`, async () => {
      await npm(folder, 'install', '--prefix', '.', `code-server@${version}`, ...quietly);
      // Its own install script would compile native parts; nothing that we need is among them.
      for (const place of [server, path.join(server, 'extensions')])
        await npm(place, 'install', '--omit=dev', '--no-package-lock', ...quietly);
    });
  });
  const server = path.join(folder, inside);
  for (const name of standIns)
    await copyFile(
      path.join(root, 'scripts', 'parts', 'stand-ins', `${name}.cjs`),
      path.join(server, 'node_modules', '@vscode', name, 'index.js'),
    );
  return server;
}
