// The editor of the demo: the desktop VS Code, or one for the browser. Either ends with `stop`.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { say } from '../parts/announce.mjs';
import { endChild, exitOf, removeTemporaryFolder, startChild, temporaryFolder } from '../parts/children.mjs';
import { startCodeServer } from '../parts/code-server.mjs';
import { desktopVSCode, extensionPath } from '../parts/vscode.mjs';

const settings = { 'qlsql.demo.load': true };

/**
 * @typedef {object} OpenEditor
 * @property {Promise<unknown>} closed  when the person has closed it
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<OpenEditor>} */
export async function openDesktop({ workspace, env }) {
  const userData = temporaryFolder('vscode');
  mkdirSync(path.join(userData, 'User'));
  writeFileSync(path.join(userData, 'User', 'settings.json'), JSON.stringify(settings));
  const child = startChild(
    await desktopVSCode(),
    [
      workspace,
      ...['--new-window', '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Electron's own sandbox refuses root.
      ...[`--extensionDevelopmentPath=${extensionPath}`, `--user-data-dir=${userData}`],
    ],
    { stdio: 'ignore', env: { ...process.env, ...env } },
  );
  say('demo: VS Code is open on the examples. Ctrl-C, or closing its window, ends the demo.');
  return {
    closed: exitOf(child),
    async stop() {
      await endChild(child);
      await removeTemporaryFolder(userData);
    },
  };
}

/** @returns {Promise<OpenEditor>} */
export async function openInBrowser({ workspace, env, port }) {
  const server = await startCodeServer({
    workspace,
    env,
    port,
    withExtension: true,
    userSettings: settings,
  });
  say(`demo: open ${server.url} in a browser. Ctrl-C ends the demo.`);
  return { closed: new Promise(() => {}), stop: () => server.stop() };
}
