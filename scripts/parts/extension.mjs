// The extension as a user has it: the files that its package would hold, and no others.
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vsce from '@vscode/vsce';
import { root } from './paths.mjs';

/** Puts a copy where an editor looks for its extensions; a later build does not disturb it. */
export async function installExtension(extensionsFolder) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const folder = path.join(extensionsFolder, `${publisher}.${name}-${version}`);
  const files = await vsce.listFiles({ cwd: root, packageManager: vsce.PackageManager.None });
  for (const file of files) cpSync(path.join(root, file), path.join(folder, file));
}
