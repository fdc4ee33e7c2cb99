// A running VS Code that is used through a browser, with fresh user data.
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, removeTemporaryFolder, startChild, temporaryFolder } from './children.mjs';
import { installCodeServer } from './code-server-install.mjs';
import { installExtension } from './extension.mjs';
import { patienceMS } from './patience.mjs';
import { freePorts } from '../../client/src/sample/free-ports.ts';
import { quietSettings } from './vscode-settings.mjs';

/**
 * @typedef {object} RunningCodeServer
 * @property {string} origin  "http://127.0.0.1:PORT"
 * @property {string} authority  "127.0.0.1:PORT", as vscode-remote URIs name it
 * @property {string} url  the workbench with the workspace open
 * @property {string} logsDir  the editor's own log files, the extension host's and output channels among them
 * @property {(settings: Record<string, unknown>) => Promise<void>} setSettings  merged into the settings while it runs
 * @property {() => Promise<void>} stop
 */

/**
 * @param {object} options
 * @param {string} options.workspace  the folder to open
 * @param {Record<string, unknown>} [options.userSettings]
 * @param {boolean} [options.smokeDriver]  lets a page run extension tests; keeps back notifications
 * @param {boolean} [options.withExtension]  has our extension installed, as its package would install it
 * @param {NodeJS.ProcessEnv} [options.env]  what the extension host sees in its environment, besides ours
 * @param {number} [options.port]
 * @param {string[]} [options.nodeOptions]  for the server's Node, and the extension host's
 * @returns {Promise<RunningCodeServer>}
 */
export async function startCodeServer({
  workspace,
  userSettings = {},
  smokeDriver = false,
  withExtension = false,
  env = {},
  port,
  nodeOptions = [],
}) {
  const server = await installCodeServer();
  const data = temporaryFolder('editor');
  const chosen = port ?? (await freePorts(1))[0];
  const authority = `127.0.0.1:${chosen}`;
  const settings = settingsFile(data, { ...quietSettings, ...userSettings });
  const extensions = path.join(data, 'extensions');
  if (withExtension) await installExtension(extensions);
  const output = path.join(data, 'server.log');
  const log = openSync(output, 'w');
  const child = startChild(
    process.execPath,
    [
      ...nodeOptions,
      path.join(server, 'out', 'server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(chosen), '--without-connection-token'],
      ...['--accept-server-license-terms', '--disable-workspace-trust', '--telemetry-level', 'off'],
      ...[
        '--user-data-dir',
        data,
        '--server-data-dir',
        data,
        '--extensions-dir',
        path.join(data, 'extensions'),
      ],
      ...(smokeDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    // Without a gallery nothing looks for extensions on the internet.
    { stdio: ['ignore', log, log], env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...env } },
  );
  closeSync(log);
  await answering(child, `http://${authority}/version`, output);
  return {
    origin: `http://${authority}`,
    authority,
    url: `http://${authority}/?folder=${encodeURIComponent(workspace)}`,
    logsDir: path.join(data, 'logs'),
    setSettings: (changes) => settings.change(changes),
    async stop() {
      await endChild(child, { graceMS: 1500 });
      await removeTemporaryFolder(data);
    },
  };
}

/** Machine settings: of all settings files the one that this server watches, so that changes count at once. */
function settingsFile(data, initial) {
  const file = path.join(data, 'Machine', 'settings.json');
  const text = (values) => JSON.stringify(values, null, 2);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text(initial));
  // What a machine may not decide (the theme at start, say) is read once from the user's own.
  mkdirSync(path.join(data, 'User'), { recursive: true });
  writeFileSync(path.join(data, 'User', 'settings.json'), text(initial));
  let settings = initial;
  return {
    // The file is not asked what it says: the editor may be writing to it.
    async change(changes) {
      settings = { ...settings, ...changes };
      await writeFile(file, text(settings));
    },
  };
}

async function answering(child, url, log) {
  const deadline = Date.now() + patienceMS;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`VS Code's server did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
    await sleep(100);
  }
}
