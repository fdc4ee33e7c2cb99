// The suites, in the order in which `npm test` runs them: the quickest to tell what is wrong comes first.
import { editorSuite } from './editor-suite.mjs';
import { mochaSuite } from './mocha-suite.mjs';
import { patienceMS } from '../parts/patience.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {boolean} usesBuild  whether it runs what `npm run build` makes
 * @property {number} limitMinutes  after which it is ended, and counts as failed
 * @property {(run: { record: string, mochaArgs: string[], signal: AbortSignal }) => Promise<boolean>} run
 */

/** @type {Suite[]} */
export const suites = [
  {
    name: 'unit',
    usesBuild: false,
    limitMinutes: 5,
    run: mochaSuite({ spec: 'test/unit/**/*.test.ts', timeoutMS: 10_000 }),
  },
  {
    name: 'integration',
    usesBuild: false,
    limitMinutes: 20,
    run: mochaSuite({
      spec: 'test/integration/**/*.test.ts',
      timeoutMS: 60_000,
      require: ['test/integration/fixtures.ts'],
    }),
  },
  { name: 'editor', usesBuild: true, limitMinutes: 15, run: editorSuite },
  {
    name: 'ui',
    usesBuild: true,
    limitMinutes: 25,
    run: mochaSuite({
      spec: 'test/ui/**/*.test.ts',
      timeoutMS: 2 * patienceMS, // One slow step leaves time for the others.
      retries: 1, // A window moves under the mouse.
      require: ['test/ui/fixtures.ts'],
    }),
  },
];
