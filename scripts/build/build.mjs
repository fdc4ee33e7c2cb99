// Bundles all rows of bundles.mjs, the library's types and the icon font; tells how large each part became.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { announced, say } from '../parts/announce.mjs';
import { root } from '../parts/paths.mjs';
import { bundles } from './bundles.mjs';
import { bundleTypes } from './library-types.mjs';
import { writeNotices } from './notices.mjs';

const icons = ['codicon.css', 'codicon.ttf'];

/** @param {{ watch?: boolean, minify?: boolean, types?: boolean }} [options]  types: the library's, which take seconds */
export async function build({ watch = false, minify = false, types = true } = {}) {
  const settings = bundles().map((row) => ({
    ...row,
    absWorkingDir: root,
    bundle: true,
    minify,
    sourcemap: !minify,
    metafile: true,
    logLevel: /** @type {const} */ ('warning'),
  }));
  rmSync(path.join(root, 'dist', 'test'), { recursive: true, force: true }); // A test that was deleted must not run.
  copyIcons();
  if (watch) {
    const contexts = await Promise.all(settings.map((each) => esbuild.context(each)));
    await Promise.all(contexts.map((context) => context.watch()));
    say('dist: watching the sources, Ctrl-C ends it');
    return;
  }
  const results = await announced(`dist: bundling ${settings.length} parts`, () =>
    Promise.all(settings.map((each) => esbuild.build(each))).catch(() => {
      throw new Error('The sources do not bundle: see above.'); // esbuild has shown where, with the lines.
    }),
  );
  writeNotices(results, 'dist/NOTICES.txt');
  for (const line of sizes(results)) say(line);
  if (!types) return;
  await announced("dist: the library's types", () =>
    bundleTypes('dialect/src/index.ts', 'dist/dialect.d.mts'),
  );
}

function copyIcons() {
  const from = path.join(root, 'node_modules', '@vscode', 'codicons', 'dist');
  const to = path.join(root, 'dist', 'media');
  mkdirSync(to, { recursive: true });
  for (const file of icons) copyFileSync(path.join(from, file), path.join(to, file));
}

/** @param {{ metafile: import('esbuild').Metafile }[]} results */
function sizes(results) {
  return results
    .flatMap(({ metafile }) => Object.entries(metafile.outputs))
    .filter(([file]) => !file.endsWith('.map') && !file.startsWith('dist/test/'))
    .map(([file, { bytes }]) => `  ${file.padEnd(28)} ${(bytes / 1024).toFixed(0).padStart(6)} KB`);
}
