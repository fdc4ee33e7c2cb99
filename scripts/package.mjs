// `npm run package`: the extension as qlsql-VERSION.vsix, here at the root.
import { bootstrap } from './parts/bootstrap.mjs';

await bootstrap(import.meta.url);
const { readFileSync, rmSync } = await import('node:fs');
const { default: path } = await import('node:path');
const { default: vsce } = await import('@vscode/vsce');
const { build } = await import('./build/build.mjs');
const { root } = await import('./parts/paths.mjs');

rmSync(path.join(root, 'dist'), { recursive: true, force: true }); // Nothing of an older build slips in.
await build({ minify: true, types: false });
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
await vsce.createVSIX({
  cwd: root,
  packagePath: path.join(root, `${name}-${version}.vsix`),
  // Everything is bundled, so no package of node_modules goes in.
  dependencies: false,
  // There is no public repository that relative links in the README could point to.
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
