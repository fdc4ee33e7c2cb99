import type { CancellationToken } from 'vscode-languageserver/node';
import type { DocumentModel } from './documents.ts';
import { ownProblems } from './features/diagnostics.ts';
import { outlineOf } from './features/document-symbols.ts';
import { statementLint, statementStep } from './lint.ts';
import { Slice } from './slice.ts';
import { kindOf } from './statements.ts';
import type { StatementModel } from './statements.ts';
import type { PlacedStretch, Stretch } from './stretches.ts';
import { statementTokens } from './token-data.ts';
import { alertNamed } from './unknown-alerts.ts';
import { poolsNamed } from './unknown-pools.ts';
import type { OpenDocument, Workspace } from './workspace.ts';

const readThrough = new WeakSet<DocumentModel | Stretch>();

/** What is found out while a statement's tree is at hand. */
const looks: readonly ((statement: StatementModel) => unknown)[] = [
  kindOf,
  ownProblems,
  poolsNamed,
  alertNamed,
  statementLint,
  statementStep,
  outlineOf,
  statementTokens,
];

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

/** The stretches that are read, up to the first that is not. */
export function readSoFar({ stretches }: DocumentModel): readonly PlacedStretch[] {
  const unread = stretches.findIndex(({ stretch }) => !readThrough.has(stretch));
  return unread < 0 ? stretches : stretches.slice(0, unread);
}

/** Analyses what was not yet; false where it became stale before the end. */
async function readAll(model: DocumentModel, stale: () => boolean): Promise<boolean> {
  if (readThrough.has(model)) return true;
  const slice = new Slice();
  for (const { stretch } of model.stretches) {
    if (readThrough.has(stretch)) continue;
    for (const statement of stretch.statements) {
      const { meaning } = statement;
      if (meaning.isRead) continue;
      for (const look of looks) look(statement);
      meaning.isRead = true;
      meaning.release();
      if (!slice.isOver) continue;
      await slice.rest();
      if (stale()) return false;
    }
    readThrough.add(stretch);
  }
  readThrough.add(model);
  return true;
}
