// One running mongod: its port, its folder, and the ways to stop it and to start it again.
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, startChild } from './children.mjs';
import { findMongod } from './mongod.mjs';

const startLimitMS = 30_000;

/**
 * @typedef {object} MongodProcess
 * @property {number} pid
 * @property {number} port
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill  sends a signal; waits for the end if it ends
 * @property {() => Promise<void>} start  starts it again on the same port and data after a kill
 */

/**
 * @param {{ port: number, dbpath: string, replSet?: string, keyFile?: string, auth?: boolean, args?: string[] }} options
 * @returns {Promise<MongodProcess>}
 */
export async function launchMongod({ port, dbpath, replSet, keyFile, auth, args = [] }) {
  const mongod = await findMongod();
  const log = path.join(dbpath, 'mongod.log');
  mkdirSync(dbpath, { recursive: true });
  /** @type {import('node:child_process').ChildProcess} */
  let child;

  const process = {
    pid: 0,
    port,
    async start() {
      // The log is a file, not a pipe: a parent too busy to read must not be able to stall the server.
      const output = openSync(log, 'w');
      child = startChild(
        mongod.path,
        [
          ...['--dbpath', dbpath, '--port', String(port), '--bind_ip', '127.0.0.1'],
          ...['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '64', '--nounixsocket'],
          ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
          ...(replSet ? ['--replSet', replSet] : []),
          ...(keyFile ? ['--keyFile', keyFile] : []),
          ...(auth && !keyFile ? ['--auth'] : []),
          ...args,
        ],
        { stdio: ['ignore', output, output] },
      );
      closeSync(output);
      child.once('error', () => {}); // Told by `ready`, which sees that there is no pid.
      await ready(child, log, mongod.path);
      process.pid = /** @type {number} */ (child.pid);
    },
    async kill(signal = /** @type {const} */ ('SIGKILL')) {
      if (signal === 'SIGSTOP' || signal === 'SIGCONT') child.kill(signal);
      else await endChild(child, { signal });
    },
  };
  await process.start();
  return process;
}

/** Waits until it accepts connections; the reason why it does not is in its own log. */
async function ready(child, log, program) {
  const deadline = Date.now() + startLimitMS;
  for (;;) {
    const text = readFileSync(log, 'utf8');
    if (text.includes('"Waiting for connections"')) return;
    const ended = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline)
      throw new Error(
        `${program} ${ended ? 'ended' : 'was not ready in time'}. Its last words:\n${lastWords(text)}`,
      );
    await sleep(25);
  }
}

function lastWords(text) {
  return text
    .trimEnd()
    .split('\n')
    .slice(-200)
    .filter((line, index, all) => /"s":"[EF]"|^[^{]/.test(line) || index > all.length - 4)
    .join('\n');
}

/** The secret that members of a replica set with authentication share. */
export function writeKeyFile(folder) {
  const file = path.join(folder, 'key');
  writeFileSync(file, randomBytes(96).toString('base64'), { mode: 0o400 });
  return file;
}
