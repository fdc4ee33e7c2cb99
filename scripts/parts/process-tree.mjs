// Signals for a program and all that it started. Such programs lead a process group of their own.
import { spawnSync } from 'node:child_process';

/** @param {number} pid @param {NodeJS.Signals} signal */
export function signalTree(pid, signal) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // Gone already, which is what was wanted.
  }
}

export function isTreeAlive(pid) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 0);
    return true;
  } catch {
    return false;
  }
}
