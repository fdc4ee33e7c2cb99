import type { CancellationToken } from 'vscode-languageserver/node';
import type { DocumentModel } from './documents.ts';
import { lintOf } from './lint.ts';
import type { OpenDocument, Workspace } from './workspace.ts';

/** How long one thread may keep others waiting, in milliseconds: less than a frame. */
const sliceMs = 10;

const readThrough = new WeakSet<DocumentModel>();

/**
 * The open document, once all its statements are analysed: done a little at a time, so that typing goes on meanwhile. An edit, or another
 * catalogue, makes it begin again with what is new. Undefined where the document was closed or nobody waits any more.
 */
export async function whenRead(
  workspace: Workspace,
  uri: string,
  token?: CancellationToken,
): Promise<OpenDocument | undefined> {
  for (;;) {
    const open = workspace.get(uri);
    if (!open || token?.isCancellationRequested) return undefined;
    const stale = () => token?.isCancellationRequested === true || workspace.get(uri)?.model !== open.model;
    if (await readAll(open.model, stale)) return open;
  }
}

/** Analyses what was not yet; false where it became stale before the end. */
async function readAll(model: DocumentModel, stale: () => boolean): Promise<boolean> {
  if (readThrough.has(model)) return true;
  let began = performance.now();
  for (const statement of model.statements) {
    lintOf(statement, model);
    if (performance.now() - began < sliceMs) continue;
    await new Promise(setImmediate);
    if (stale()) return false;
    began = performance.now();
  }
  readThrough.add(model);
  return true;
}
