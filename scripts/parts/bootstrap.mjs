// What every entry script begins with, in a bare clone and on any Node from 20 on: installs the dependencies
// when they are missing or not those of package-lock.json, then goes on under the Node that came with them,
// so that everybody runs the same one. Node's own modules only.
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { announced } from './announce.mjs';
import { withLock } from './cache.mjs';
import { runChild, startChild } from './children.mjs';
import { root } from './paths.mjs';

const modules = path.join(root, 'node_modules');
const ownNode = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const wantedMajor = 24;

/**
 * Returns under the project's own Node with everything installed. Elsewhere it runs the script there instead
 * and ends this process with the same outcome.
 * @param {string} script  the entry script's `import.meta.url`
 */
export async function bootstrap(script) {
  await install();
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) {
    preferOwnPrograms(process.env);
    return;
  }
  if (!existsSync(ownNode))
    fail(
      `This needs Node ${wantedMajor} or newer. npm's package "node" did not install it (are install scripts ` +
        `switched off?). Run this script with a Node ${wantedMajor} of your own.`,
    );
  process.exit(await rerun(fileURLToPath(script)));
}

async function install() {
  if (isInstalled()) return;
  await withLock('npm-install', async () => {
    if (isInstalled()) return;
    const [npm, shell] = process.platform === 'win32' ? ['npm.cmd', true] : ['npm', false];
    await announced('npm: installing dependencies', () =>
      runChild(npm, ['ci', '--no-audit', '--no-fund'], { cwd: root, shell }),
    );
  }).catch((error) => fail(`The dependencies could not be installed.\n${error.message}`));
}

/** Whether node_modules holds the versions of package-lock.json. npm notes what it installed in a lock file there. */
function isInstalled() {
  const note = path.join(modules, '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === '' || optional || installed[place]?.version === version,
  );
}

/** Runs the script under the project's own Node, passing on the signals that should end it. */
function rerun(file) {
  return new Promise((resolve) => {
    const child = startChild(ownNode, [file, ...process.argv.slice(2)], { stdio: 'inherit' });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.on(signal, () => child.kill(signal));
    child.once('error', (error) => fail(`${ownNode} does not run: ${error.message}`));
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** Programs that we start find the same Node, and the tools of node_modules, first. */
function preferOwnPrograms(env) {
  const bin = path.join(modules, '.bin');
  if (!env.PATH?.startsWith(bin)) env.PATH = `${bin}${path.delimiter}${env.PATH ?? ''}`;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
