// What a suite left behind about itself (see reporter.mjs), as numbers.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The environment variable that names the record's file to the process that runs the tests. */
export const recordVariable = 'QLSQL_TEST_RECORD';

/** What became of a test: `again` is one that failed and is run once more. @typedef {'passed' | 'failed' | 'skipped' | 'again'} Word */
/** @typedef {{ word: Word, of: string, title: string, error?: string }} Line  `of` is the test's file */
/** @typedef {{ passed: number, failed: number, skipped: number, complaint?: string }} Outcome */

/** Notes what became of a test, or without one that the run has reached its end.
 * @param {string} file
 * @param {Word | 'end'} word
 */
export function note(file, word, test, error) {
  const line = { word, of: test?.file ?? '', title: test?.fullTitle() ?? '', error: error && textOf(error) };
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

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

/** Forgets what became of the tests in these files, which are to be run once more; but not that they failed. */
export function forget(file, files) {
  const kept = linesOf(file).flatMap((line) => {
    if (line.word === 'end') return [];
    if (!files.includes(line.of) || line.word === 'again') return [line];
    return line.word === 'failed' ? [{ ...line, word: 'again' }] : [];
  });
  writeFileSync(file, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/**
 * The tests that failed, each with its error, then those that passed only when they were run once more.
 * @param {string} file
 * @returns {string[]}
 */
export function complaintsOf(file) {
  const lines = linesOf(file);
  const failed = lines.filter(({ word }) => word === 'failed');
  const again = lines.filter(
    ({ word, title }) => word === 'again' && !failed.some((each) => each.title === title),
  );
  const told = (saying) => (line) => `${saying}: ${line.title}\n${line.error?.replaceAll(/^/gm, '    ')}`;
  return [...failed.map(told('failed')), ...again.map(told('passed when it was run once more'))];
}

function linesOf(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The beginning of an error, with its difference where it has one; the whole stands where the test failed. */
function textOf({ message = '', stack = '' }) {
  const place = stack.split('\n').find((line) => line.includes('.test.')) ?? '';
  return [...message.split('\n').slice(0, 20), place.trim()].join('\n').trim();
}

function complaintAbout({ passed, failed }, reachedEnd, endedWell) {
  if (!reachedEnd) return 'it did not reach its end';
  if (passed + failed === 0) return 'it ran no test';
  if (!endedWell && failed === 0) return 'it ended with an error outside its tests';
  return undefined;
}
