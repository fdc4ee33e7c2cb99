// Statements with random faults, of every kind there is, through parse, analyze, plan and compile: none may throw or take more than 100 ms of
// processor time, and each that cannot run has a problem at a place of its text.
//
//   npm run fuzz [-- --count 100000 --seed 1 --show 20]
import { parseArgs } from 'node:util';
import { seeded } from '../editor-quality/sources.ts';
import { fuzz } from './fuzz.ts';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
  },
});

const start = performance.now();
const faults = fuzz(Number(options.count), seeded(Number(options.seed)));
const seconds = ((performance.now() - start) / 1000).toFixed(0);
const total = faults.reduce((sum, { count }) => sum + count, 0);
console.log(
  `${options.count} mutated statements in ${seconds} s, seed ${options.seed}: ${total} with a fault`,
);
for (const { count, what, sql } of faults.slice(0, Number(options.show)))
  console.log(`${String(count).padStart(6)}  ${what}\n        ${JSON.stringify(sql)}`);
process.exitCode = faults.length > 0 ? 1 : 0;
