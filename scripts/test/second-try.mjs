// Real servers and windows on a machine that does other work too: files with tests that failed are run once more on their
// own, hooks included, and are told of at the end. What is wrong is wrong twice.
import path from 'node:path';
import { say } from '../parts/announce.mjs';
import { root } from '../parts/paths.mjs';
import { failedFiles, forget } from './record.mjs';

/** More files than these are no accident. */
const mostFiles = 3;

/**
 * @param {string} record  see record.mjs
 * @param {(files?: string[]) => Promise<boolean>} run  runs these test files, or all; says whether all went well
 * @returns {Promise<boolean>}
 */
export async function withSecondTry(record, run) {
  if (await run()) return true;
  const files = failedFiles(record);
  if (files.length === 0 || files.length > mostFiles) return false;
  say(`\nonce more: ${files.map((file) => path.relative(root, file)).join(', ')}`);
  forget(record, files);
  return run(files);
}
