// Which VS Code to use on this machine: the desktop one, or code-server in a browser.
import path from 'node:path';
import { announced } from './announce.mjs';
import { cacheFolder, root } from './paths.mjs';
import { isReachable } from '../../client/src/sample/reachable.ts';

/** @returns {Promise<'desktop' | 'code-server'>} QLSQL_VSCODE decides if it is set */
export async function kindOfVSCode() {
  const named = process.env.QLSQL_VSCODE;
  if (named === 'desktop' || named === 'code-server') return named;
  if (named) throw new Error(`QLSQL_VSCODE is "${named}", not "desktop" or "code-server".`);
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  return hasDisplay && (await isReachable('https://update.code.visualstudio.com'))
    ? 'desktop'
    : 'code-server';
}

/** @returns {Promise<string>} the desktop VS Code's program, downloaded into the cache once */
export async function desktopVSCode() {
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  return announced('VS Code: looking for the newest one, downloading it if it is new (about 150 MB)', () =>
    downloadAndUnzipVSCode({ cachePath: path.join(cacheFolder, 'vscode'), reporter: new SilentReporter() }),
  );
}

/** The extension under development is the project itself. */
export const extensionPath = root;
