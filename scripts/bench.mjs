// `npm run bench -- [part of a name]`: the benches one after another, each in a process of its own, because two
// at a time, or what one left in memory, would change what the other measures.
import { bootstrap } from './parts/bootstrap.mjs';
import { root } from './parts/paths.mjs';

await bootstrap(import.meta.url);
const { globSync } = await import('node:fs'); // Not in Node 20, where this script may begin.
const { exitOf, startChild } = await import('./parts/children.mjs');
const [filter = '', ...args] = process.argv.slice(2);
const benches = globSync('bench/*.bench.ts', { cwd: root }).filter((file) => file.includes(filter));
if (benches.length === 0) {
  console.error(`No file bench/*.bench.ts has "${filter}" in its name.`);
  process.exitCode = 1;
}
for (const file of benches.sort()) {
  console.log(`\n=== ${file}`);
  const bench = startChild(process.execPath, ['--expose-gc', file, ...args], { cwd: root, stdio: 'inherit' });
  if ((await exitOf(bench)) !== 0) process.exitCode = 1;
}
