import { createHash } from 'node:crypto';
import path from 'node:path';

/** The file of a workspace's history in a folder that all windows share: two windows never write the same. */
export function historyPlace(folder: string, workspace: string): string {
  const name = createHash('sha256').update(workspace).digest('hex').slice(0, 16);
  return path.join(folder, 'history', `${name}.gz`);
}
