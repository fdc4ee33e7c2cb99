// What a suite left behind about itself (see reporter.mjs), as numbers.
import { existsSync, readFileSync } from 'node:fs';

/** The environment variable that names the record's file to the process that runs the tests. */
export const recordVariable = 'QLSQL_TEST_RECORD';

/** @typedef {{ passed: number, failed: number, skipped: number, complaint?: string }} Outcome */

/**
 * A suite that did not reach its end, ran nothing, or ended badly though no test failed, counts one failure more.
 * @param {string} file
 * @param {boolean} endedWell  whether the process that ran the suite said so
 * @returns {Outcome}
 */
export function outcomeOf(file, endedWell) {
  const words = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const count = (wanted) => words.filter((word) => word === wanted).length;
  const outcome = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  const complaint = complaintAbout(outcome, count('end') > 0, endedWell);
  return complaint ? { ...outcome, failed: outcome.failed + 1, complaint } : outcome;
}

function complaintAbout({ passed, failed }, reachedEnd, endedWell) {
  if (!reachedEnd) return 'it did not reach its end';
  if (passed + failed === 0) return 'it ran no test';
  if (!endedWell && failed === 0) return 'it ended with an error outside its tests';
  return undefined;
}
