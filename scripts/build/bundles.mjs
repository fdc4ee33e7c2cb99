// One row for each thing that is bundled: where it begins, where it goes, and for which world.
import { globSync } from 'node:fs';
import path from 'node:path';
import { besideBundle, moduleAlone, packageAlone } from './beside-bundle.mjs';
import { root } from '../parts/paths.mjs';

/** Native parts that mongodb uses when an application installs them; we do not. */
const optionalParts = [
  'kerberos',
  'snappy',
  '@mongodb-js/zstd',
  '@aws-sdk/credential-providers',
  'aws4',
  'gcp-metadata',
  'mongodb-client-encryption',
  'socks',
];

/** @type {import('esbuild').BuildOptions} */
const inNode = { platform: 'node', target: 'node20', external: ['vscode', ...optionalParts] };
/** @type {import('esbuild').BuildOptions} */
const inVSCode = { ...inNode, format: 'cjs' };

// Packages written for CommonJS call `require`, which a module does not have.
const moduleWithRequire = [
  "import { createRequire as createRequireForBundle } from 'node:module';",
  'const require = createRequireForBundle(import.meta.url);',
].join('\n');

/** What the extension does not need before there is a pool, or an import; and what it imports where it starts the server. */
const atFirstUse = ['mongodb', 'hdr-histogram-js', 'csv-parse'];
/** What runs queries that need no server: the extension imports it with the first of them. */
const inProcess = 'client/src/run/in-process/aggregate.ts';
const languageClient = 'vscode-languageclient/node';

/** @returns {(import('esbuild').BuildOptions & { entryPoints: string[] })[]} */
export function bundles() {
  return [
    {
      ...inVSCode,
      entryPoints: ['client/src/extension.ts'],
      outfile: 'dist/extension.cjs',
      supported: { 'dynamic-import': false }, // They become calls of `require`, which loads as late.
      plugins: [besideBundle({ loaded: ['bson', languageClient], atFirstUse, imported: [inProcess] })],
    },
    ...[...['bson', languageClient, ...atFirstUse].map(packageAlone), moduleAlone(inProcess)].map(
      (alone) => ({
        ...inVSCode,
        ...alone,
        plugins: [besideBundle({ loaded: ['bson'] })],
      }),
    ),
    { ...inVSCode, entryPoints: ['server/src/server.ts'], outfile: 'dist/server.cjs' },
    {
      ...inNode,
      entryPoints: ['client/src/cli/qlsql.ts'],
      outfile: 'dist/qlsql.mjs',
      format: 'esm',
      banner: { js: `#!/usr/bin/env node\n${moduleWithRequire}` },
    },
    {
      entryPoints: ['dialect/src/index.ts'],
      outfile: 'dist/dialect.mjs',
      format: 'esm',
      platform: 'neutral',
      target: 'es2022',
      mainFields: ['module', 'main'],
    },
    ...found('media/*/main.ts').map((entry) => webview(entry)),
    notebookRenderer,
    ...found('test/editor/**/*.ts').map((entry) => editorTest(entry)),
  ];
}

/** media/results/main.ts → dist/media/results.js and, if it imports styles, results.css */
function webview(entry) {
  return {
    entryPoints: [entry],
    outfile: `dist/media/${path.basename(path.dirname(entry))}.js`,
    format: /** @type {const} */ ('iife'),
    platform: /** @type {const} */ ('browser'),
    target: 'es2022',
    loader: { '.ttf': /** @type {const} */ ('file'), '.svg': /** @type {const} */ ('dataurl') },
  };
}

/** The rows in a notebook's output. It takes the style sheet of the results panel, so that it needs none of its own. */
const notebookRenderer = {
  entryPoints: ['media/notebook/renderer.ts'],
  outfile: 'dist/media/notebook.js',
  format: /** @type {const} */ ('esm'),
  platform: /** @type {const} */ ('browser'),
  target: 'es2022',
  loader: { '.css': /** @type {const} */ ('empty') },
};

/** test/editor/x/y.test.ts → dist/test/editor/x/y.test.cjs, for VS Code's extension host */
function editorTest(entry) {
  const { external } = inNode;
  return {
    ...inVSCode,
    entryPoints: [entry],
    outfile: `dist/${entry.replace(/\.ts$/, '.cjs')}`,
    external: [...(external ?? []), 'mocha'],
  };
}

const found = (pattern) =>
  globSync(pattern, { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort();
