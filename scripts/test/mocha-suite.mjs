// Runs a suite of TypeScript tests in a mocha of its own; Node strips the types.
import path from 'node:path';
import { say } from '../parts/announce.mjs';
import { exitOf, startChild } from '../parts/children.mjs';
import { root } from '../parts/paths.mjs';
import { failedFiles, forget, recordVariable } from './record.mjs';

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
  return async ({ record, mochaArgs, signal }) => {
    const run = (args) => mocha([...options, ...args], record, signal);
    const isNamed = mochaArgs.some((arg) => arg.endsWith('.test.ts'));
    if (await run([...mochaArgs, ...(isNamed ? [] : [spec])])) return true;
    // Real servers on a machine that does other work too: a file that failed is run once more on its own, its hooks too,
    // and is told of at the end. What is wrong is wrong twice.
    const again = failedFiles(record);
    if (again.length === 0 || again.length > 3 || isNamed) return false;
    say(`\nonce more: ${again.map((file) => path.relative(root, file)).join(', ')}`);
    forget(record, again);
    return run([...mochaArgs.filter((arg) => !arg.endsWith('.test.ts')), ...again]);
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
