// Whether a download site answers at all, asked before a download that would otherwise hang for minutes.
import { request } from 'node:https';

/** @param {string} url @returns {Promise<boolean>} */
export function isReachable(url) {
  return new Promise((resolve) => {
    const asked = request(url, { method: 'HEAD', timeout: 4000 }, (response) => {
      response.resume();
      resolve(true);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', () => resolve(false));
    asked.end();
  });
}
