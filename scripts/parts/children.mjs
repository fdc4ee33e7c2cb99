// Programs and temporary folders that end with us, however we end (see guard.mjs).
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';
import { isTreeAlive, signalTree } from './process-tree.mjs';

/** @type {import('node:child_process').ChildProcess | undefined} */
let guard;

function tellGuard(message) {
  if (!guard) {
    // Detached: a Ctrl-C in the terminal reaches the whole foreground group, and the guard must survive it.
    guard = spawn(process.execPath, [path.join(root, 'scripts', 'parts', 'guard.mjs')], {
      detached: true,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    guard.unref();
    /** @type {import('node:net').Socket} */ (guard.stdin).unref();
  }
  guard.stdin?.write(`${JSON.stringify(message)}\n`);
}

/**
 * Starts a program in a process group of its own, so that it ends together with all that it starts.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startChild(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const { pid } = child;
  if (pid !== undefined) {
    tellGuard({ guard: true, pid });
    child.once('exit', () => tellGuard({ guard: false, pid }));
  }
  return child;
}

/**
 * Ends a program and all that it started: politely first, and for good after `graceMS`.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function endChild(child, { graceMS = 5000, signal = /** @type {const} */ ('SIGTERM') } = {}) {
  const { pid } = child;
  if (pid === undefined) return;
  signalTree(pid, signal);
  if (!(await treeEnds(pid, graceMS))) {
    signalTree(pid, 'SIGKILL');
    await treeEnds(pid, 2000);
  }
  tellGuard({ guard: false, pid });
}

async function treeEnds(pid, withinMS) {
  const deadline = Date.now() + withinMS;
  while (isTreeAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/**
 * Runs a program to its end. Its output is kept, and shown only in the error when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<string>} what it wrote
 */
export async function runChild(command, args, options = {}) {
  const child = startChild(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${shortened(output)}`);
  return output;
}

/** Some programs say what went wrong first, some last. */
const shortened = (text) => (text.length < 3000 ? text : `${text.slice(0, 1000)}\n…\n${text.slice(-1800)}`);

/**
 * How a program ended: its exit code, or the name of the signal that ended it.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number | string | null>}
 */
export function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
}

/** A fresh temporary folder. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(path.join(os.tmpdir(), `qlsql-${name}-`));
  tellGuard({ guard: true, folder });
  return folder;
}

export async function removeTemporaryFolder(folder) {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  tellGuard({ guard: false, folder });
}
