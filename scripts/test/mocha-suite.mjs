// Runs a suite of TypeScript tests in a mocha of its own; Node strips the types.
import path from 'node:path';
import { exitOf, startChild } from '../parts/children.mjs';
import { root } from '../parts/paths.mjs';
import { recordVariable } from './record.mjs';
import { withSecondTry } from './second-try.mjs';

/** Where Node keeps what it has compiled: programs that tests start by the dozen begin in a third of the time. */
const compileCache = path.join(root, 'node_modules', '.cache', 'compiled');

/**
 * @param {object} suite
 * @param {string} suite.spec  a glob below the root
 * @param {number} suite.timeoutMS  for one test
 * @param {number} [suite.retries]  how often a test that failed is run again at once
 * @param {string[]} [suite.require]  files with root hooks
 * @returns {(run: { record: string, mochaArgs: string[], signal: AbortSignal }) => Promise<boolean>}
 */
export function mochaSuite({ spec, timeoutMS, retries = 0, require = [] }) {
  const options = [
    ...['--no-config', '--extension', 'ts', '--timeout', String(timeoutMS), '--retries', String(retries)],
    ...['--reporter', path.join(root, 'scripts', 'test', 'reporter.mjs')],
    ...require.flatMap((file) => ['--require', path.join(root, file)]),
  ];
  return ({ record, mochaArgs, signal }) => {
    const isNamed = mochaArgs.some((arg) => arg.endsWith('.test.ts'));
    const run = (files = isNamed ? [] : [spec]) =>
      mocha([...options, ...mochaArgs, ...files], record, signal);
    return isNamed ? run() : withSecondTry(record, run);
  };
}

async function mocha(args, record, signal) {
  const child = startChild(process.execPath, [path.join(root, 'node_modules/mocha/bin/mocha.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [recordVariable]: record, NODE_COMPILE_CACHE: compileCache },
    signal,
  });
  return (await exitOf(child)) === 0;
}
