// One running mongod: its port, its folder, and the ways to stop it and to start it again.
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mongodArguments, untilReady } from '../../client/src/sample/mongod-start.ts';
import { endChild, startChild } from './children.mjs';
import { findMongod } from './mongod.mjs';

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
          ...mongodArguments(port, dbpath),
          ...(replSet ? ['--replSet', replSet] : []),
          ...(keyFile ? ['--keyFile', keyFile] : []),
          ...(auth && !keyFile ? ['--auth'] : []),
          ...args,
        ],
        { stdio: ['ignore', output, output] },
      );
      closeSync(output);
      child.once('error', () => {}); // Told by `untilReady`, which sees that there is no pid.
      await untilReady(child, log, mongod.path);
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

/** The secret that members of a replica set with authentication share. */
export function writeKeyFile(folder) {
  const file = path.join(folder, 'key');
  writeFileSync(file, randomBytes(96).toString('base64'), { mode: 0o400 });
  return file;
}
