import type { CancellationToken, SymbolInformation } from 'vscode-languageserver/node';
import { outlineOf } from '../features/document-symbols.ts';
import { holds, mayMake, workspaceSymbols } from '../features/workspace-symbols.ts';
import type { Host } from '../host.ts';
import * as lsp from '../lsp.ts';
import { Slice } from '../slice.ts';
import { placed } from './across-documents.ts';
import type { WorkspaceFile } from './workspace-files.ts';

const made = new WeakMap<WorkspaceFile, readonly SymbolInformation[]>();

/** The names that files of the workspace make, of those that are not open: each file is read when somebody asks first, and after a change. */
export async function madeInFiles(
  { workspace, files }: Host,
  query: string,
  token: CancellationToken,
): Promise<readonly SymbolInformation[]> {
  const found: SymbolInformation[] = [];
  for await (const file of files.beside(workspace.uris(), token)) {
    const own = made.get(file) ?? (await madeIn(file, token));
    if (!own) break;
    made.set(file, own);
    found.push(...own.filter(({ name }) => holds(name, query)));
  }
  return found;
}

/** Undefined where nobody waits any more. */
async function madeIn(
  file: WorkspaceFile,
  token: CancellationToken,
): Promise<readonly SymbolInformation[] | undefined> {
  const text = await file.read();
  if (text === undefined) return [];
  const { lines, model } = placed(file.uri, text);
  const slice = new Slice();
  for (const statement of model.statements.filter(mayMake)) {
    outlineOf(statement);
    statement.meaning.release();
    if (slice.isOver) await slice.rest();
    if (token.isCancellationRequested) return undefined;
  }
  return lsp.workspaceSymbols(() => lines, workspaceSymbols([model], ''));
}
