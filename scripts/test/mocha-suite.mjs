// Runs a suite of TypeScript tests in a mocha of its own; Node strips the types.
import path from 'node:path';
import { exitOf, startChild } from '../parts/children.mjs';
import { root } from '../parts/paths.mjs';
import { recordVariable } from './record.mjs';

/**
 * @param {object} suite
 * @param {string} suite.spec  a glob below the root
 * @param {number} suite.timeoutMS  for one test
 * @param {number} [suite.retries]  how often a test that failed is run once more
 * @param {string[]} [suite.require]  files with root hooks
 * @returns {(run: { record: string, mochaArgs: string[], signal: AbortSignal }) => Promise<boolean>}
 */
export function mochaSuite({ spec, timeoutMS, retries = 0, require = [] }) {
  return async ({ record, mochaArgs, signal }) => {
    const args = [
      ...['--no-config', '--extension', 'ts', '--timeout', String(timeoutMS), '--retries', String(retries)],
      ...['--reporter', path.join(root, 'scripts', 'test', 'reporter.mjs')],
      ...require.flatMap((file) => ['--require', path.join(root, file)]),
      ...mochaArgs,
      ...(mochaArgs.some((arg) => arg.endsWith('.test.ts')) ? [] : [spec]),
    ];
    const child = startChild(
      process.execPath,
      [path.join(root, 'node_modules/mocha/bin/mocha.js'), ...args],
      {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, [recordVariable]: record },
        signal,
      },
    );
    return (await exitOf(child)) === 0;
  };
}
