// Statements with random faults, of every kind there is, through parse, analyze, plan and compile: none may throw or take more than 100 ms of
// processor time, and each that cannot run has a problem at a place of its text. With --protocol, documents edited at random through a language
// server: it may not end, refuse a request or log an error, and what it says of the last text must be what a fresh server says.
//
//   npm run fuzz [-- --count 100000 --seed 1 --show 20]
//   npm run fuzz -- --protocol [--count 1000 --seed 1 --show 20]
import { parseArgs } from 'node:util';
import { seeded } from '../editor-quality/sources.ts';
import { fuzz } from './fuzz.ts';
import { OwnServer } from './protocol/own-server.ts';
import { fuzzProtocol } from './protocol/protocol-fuzz.ts';

const { values: options } = parseArgs({
  options: {
    protocol: { type: 'boolean', default: false },
    count: { type: 'string' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
  },
});
const count = Number(options.count ?? (options.protocol ? 1000 : 100_000));
const random = seeded(Number(options.seed));
const start = performance.now();
const faults = options.protocol ? await edited() : mutated();
const seconds = ((performance.now() - start) / 1000).toFixed(0);
const what = options.protocol ? 'sequences of edits' : 'mutated statements';
const total = faults.reduce((sum, fault) => sum + fault.count, 0);
console.log(`${count} ${what} in ${seconds} s, seed ${options.seed}: ${total} with a fault`);
for (const fault of faults.slice(0, Number(options.show)))
  console.log(`${String(fault.count).padStart(6)}  ${fault.what}\n        ${JSON.stringify(fault.sql)}`);
process.exitCode = faults.length > 0 ? 1 : 0;

function mutated() {
  return fuzz(count, random);
}

async function edited() {
  const server = await OwnServer.bundled();
  try {
    const faulty = await fuzzProtocol(server.command, count, random);
    return faulty.map(({ text, faults: found }) => ({ count: 1, what: found.join('\n        '), sql: text }));
  } finally {
    await server.remove();
  }
}
