// Runs suites one after another and sums them up in one last line.
import path from 'node:path';
import { build } from '../build/build.mjs';
import { elapsed, say } from '../parts/announce.mjs';
import { removeTemporaryFolder, temporaryFolder } from '../parts/children.mjs';
import { complaintsOf, outcomeOf } from './record.mjs';
import { suites } from './suites.mjs';

/**
 * @param {string[]} args  names of suites (none means all), then arguments for mocha
 * @returns {Promise<boolean>} whether all went well
 */
export async function runSuites(args) {
  const { chosen, mochaArgs } = understand(args);
  const records = temporaryFolder('records');
  const total = { passed: 0, failed: 0, skipped: 0 };

  const builds = !chosen.some(({ usesBuild }) => usesBuild) || (await buildSucceeds());
  if (!builds) total.failed += 1;
  for (const suite of chosen.filter(({ usesBuild }) => builds || !usesBuild)) {
    const outcome = await runSuite(suite, path.join(records, suite.name), mochaArgs);
    for (const word of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[word] += outcome[word];
  }
  // Once more at the end, where they are found: what stands between may be long, and cut.
  for (const { name } of chosen)
    for (const complaint of complaintsOf(path.join(records, name))) say(`\n${name}, ${complaint}`);
  await removeTemporaryFolder(records);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  return total.failed === 0;
}

function understand(args) {
  const firstOther = args.findIndex((arg) => /[-./]/.test(arg));
  const names = firstOther < 0 ? args : args.slice(0, firstOther);
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0)
    throw new Error(`No such suite: ${unknown}. There are: ${suites.map((s) => s.name)}.`);
  return {
    chosen: suites.filter(({ name }) => names.length === 0 || names.includes(name)),
    mochaArgs: args.slice(names.length),
  };
}

/** @param {import('./suites.mjs').Suite} suite */
async function runSuite(suite, record, mochaArgs) {
  say(`\n=== ${suite.name}`);
  const start = Date.now();
  const signal = AbortSignal.timeout(suite.limitMinutes * 60_000);
  const endedWell = await suite.run({ record, mochaArgs, signal }).catch((error) => {
    say(signal.aborted ? `It took longer than ${suite.limitMinutes} min and was ended.` : error.stack);
    return false;
  });
  const outcome = outcomeOf(record, endedWell);
  const { passed, failed, skipped, complaint } = outcome;
  const numbers = `${passed} passed, ${failed} failed, ${skipped} skipped in ${elapsed(start)}`;
  say(`=== ${suite.name}: ${numbers}${complaint ? ` (${complaint})` : ''}`);
  return outcome;
}

async function buildSucceeds() {
  try {
    await build();
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}
