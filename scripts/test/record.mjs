// What a suite left behind about itself (see reporter.mjs), as numbers.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

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
  const lines = linesOf(file);
  const count = (wanted) => lines.filter(({ word }) => word === wanted).length;
  const outcome = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  const complaint = complaintAbout(outcome, count('end') > 0, endedWell);
  return complaint ? { ...outcome, failed: outcome.failed + 1, complaint } : outcome;
}

/** The files of the tests that failed, of a suite that reached its end. */
export function failedFiles(file) {
  const lines = linesOf(file);
  if (!lines.some(({ word }) => word === 'end')) return [];
  return [...new Set(lines.flatMap(({ word, of }) => (word === 'failed' && of ? [of] : [])))];
}

/** Forgets what became of the tests in these files, which are to be run once more. */
export function forget(file, files) {
  const kept = linesOf(file).filter(({ word, of }) => word !== 'end' && !files.includes(of));
  writeFileSync(file, kept.map(({ word, of }) => `${word}\t${of}\n`).join(''));
}

function linesOf(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([word, of]) => ({ word, of }));
}

function complaintAbout({ passed, failed }, reachedEnd, endedWell) {
  if (!reachedEnd) return 'it did not reach its end';
  if (passed + failed === 0) return 'it ran no test';
  if (!endedWell && failed === 0) return 'it ended with an error outside its tests';
  return undefined;
}
