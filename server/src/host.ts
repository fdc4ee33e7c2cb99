import type * as lsp from 'vscode-languageserver/node';
import type { DocumentModel } from './documents.ts';
import type { WorkspaceFiles } from './files/workspace-files.ts';
import { whenRead } from './read-ahead.ts';
import type { Lines } from './text/text-in-pieces.ts';
import type { Workspace } from './workspace.ts';

/** What a row of features.ts is given to answer the client with. */
export interface Host {
  readonly connection: lsp.Connection;
  readonly workspace: Workspace;
  readonly files: WorkspaceFiles;
  readonly client: ClientAbilities;
}

/** What the client said of itself when it connected. */
export interface ClientAbilities {
  /** It asks for diagnostics; to others they are sent. */
  readonly pullsDiagnostics: boolean;
  /** It asks for diagnostics, for semantic tokens, or for inlay hints, again when it is told to. */
  readonly refreshesDiagnostics: boolean;
  readonly refreshesTokens: boolean;
  readonly refreshesHints: boolean;
  /** It tells of files that appear and vanish, and of folders that the workspace gets and loses. */
  readonly watchesFiles: boolean;
  readonly tellsFolders: boolean;
  /** The commands that it carries out when a code lens names them. */
  readonly commands: ReadonlySet<string>;
}

/** One feature: what the server says that it can do, and the handlers that do it. */
export interface Feature {
  readonly name: string;
  readonly capabilities: lsp.ServerCapabilities;
  readonly register: (host: Host) => void;
}

/** Answers a request about a place in a document; null where the document is not open or there is no answer. */
export function atPosition<Answer, Result>(
  { workspace }: Host,
  { textDocument, position }: lsp.TextDocumentPositionParams,
  feature: (model: DocumentModel, offset: number) => Answer | undefined,
  convert: (lines: Lines, answer: Answer) => Result,
): Result | null {
  const open = workspace.get(textDocument.uri);
  const answer = open && feature(open.model, open.lines.offsetAt(position));
  return open && answer !== undefined ? convert(open.lines, answer) : null;
}

/** Answers a request about a whole document with a list, once the document is read through. */
export async function inDocument<Item, Result>(
  host: Host,
  { textDocument }: { readonly textDocument: lsp.TextDocumentIdentifier },
  feature: (model: DocumentModel, lines: Lines) => readonly Item[],
  convert: (lines: Lines, item: Item) => Result,
  token?: lsp.CancellationToken,
): Promise<Result[]> {
  const open = await whenRead(host.workspace, textDocument.uri, token);
  return open ? feature(open.model, open.lines).map((item) => convert(open.lines, item)) : [];
}
