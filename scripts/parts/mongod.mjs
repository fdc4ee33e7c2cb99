// Finds a mongod on this machine, or gets one into the cache.
import { execFileSync } from 'node:child_process';
import { findMongodHere, mongodOf } from '../../client/src/sample/find-mongod.ts';
import { mongodSources } from '../../client/src/sample/mongod-sources.ts';
import { announced } from './announce.mjs';
import { cached } from './cache.mjs';
import { cacheFolder } from './paths.mjs';

const advice =
  'Install MongoDB Community Server 6 or newer so that mongod is on PATH, or set QLSQL_MONGOD to the path of a mongod.';

/** @type {Promise<{ path: string, version: string }> | undefined} */
let found;

/** The mongod to use, and its version. Looked for once in a process. */
export function findMongod() {
  found ??= locate().then((file) => ({ path: file, version: versionOf(file) }));
  return found;
}

async function locate() {
  const here = findMongodHere(cacheFolder, process.env.QLSQL_MONGOD);
  if (here) return here;
  const failures = [];
  for (const source of mongodSources) {
    try {
      const refusal = await source.refusal();
      if (refusal) failures.push(refusal);
      else {
        await cached(source.entry, (folder) =>
          announced(`mongod: getting ${source.title}`, () => source.get(folder)),
        );
        return mongodOf(source, cacheFolder);
      }
    } catch (error) {
      failures.push(`${source.entry}: ${error.message}`);
    }
  }
  throw new Error(`No mongod could be had.\n${failures.map((each) => `  - ${each}`).join('\n')}\n${advice}`);
}

function versionOf(file) {
  let output;
  try {
    output = execFileSync(file, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`${file} does not run on this machine: ${error.stderr || error.message}\n${advice}`);
  }
  return /db version v([\d.]+)/.exec(output)?.[1] ?? 'unknown';
}
