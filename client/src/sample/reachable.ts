import { request } from 'node:https';

/** Whether a download site answers at all, asked before a download that would otherwise hang for minutes. */
export function isReachable(url: string): Promise<boolean> {
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
