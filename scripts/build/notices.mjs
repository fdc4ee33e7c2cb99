// The licences of the packages whose code is inside our bundles: most of them ask to be passed on.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../parts/paths.mjs';

/** @param {{ metafile: import('esbuild').Metafile }[]} results @param {string} outfile  below the root */
export function writeNotices(results, outfile) {
  const folders = results
    .flatMap(({ metafile }) => Object.keys(metafile.inputs))
    .map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
    .filter((folder) => folder !== undefined);
  const notices = [...new Set([...folders, 'node_modules/@vscode/codicons'])].sort().map(notice);
  writeFileSync(path.join(root, outfile), notices.join(`\n${'-'.repeat(80)}\n\n`));
}

function notice(folder) {
  const place = path.join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
  const texts = readdirSync(place)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .map((file) => readFileSync(path.join(place, file), 'utf8'));
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}
