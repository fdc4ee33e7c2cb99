import { setFlagsFromString } from 'node:v8';
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import type { InitializeParams, ServerCapabilities, WorkspaceFolder } from 'vscode-languageserver/node';
import { features } from './features.ts';
import { problemsSoFar } from './first-problems.ts';
import { WorkspaceFiles } from './files/workspace-files.ts';
import type { ClientAbilities, Host } from './host.ts';
import { catalogNotification, sessionNotification } from './protocol.ts';
import type { CatalogParams, ClientSettings, ServerOptions, SessionParams } from './protocol.ts';
import { whenRead } from './read-ahead.ts';
import { TextInPieces } from './text/text-in-pieces.ts';
import { Workspace } from './workspace.ts';

// Wires the features to a client over stdio or Node's IPC, as the command line says.

// Reading a long document makes much that is garbage at once: the heap is to grow by a third before it is looked through, not fourfold.
setFlagsFromString('--heap-growing-percent=30');

const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments({
  create: (uri, _language, _version, text) => TextInPieces.of(uri, text),
  update: (before: TextInPieces, changes) => before.edited(changes),
});
const workspace = new Workspace();
let host: Host | undefined;

connection.onInitialize((params) => {
  const client = abilities(params);
  host = { connection, workspace, files: new WorkspaceFiles(foldersOf(params), client.watchesFiles), client };
  workspace.configure(optionsOf(params).settings ?? {});
  for (const feature of features) feature.register(host);
  return { capabilities: capabilities(host.client), serverInfo: { name: 'QLSQL' } };
});

connection.onInitialized(() => {
  if (!host) return;
  const { client, files } = host;
  if (client.watchesFiles) {
    const watchers = [{ globPattern: '**/*.qlsql' }];
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    connection.onDidChangeWatchedFiles(({ changes }) => files.tell(changes));
  }
  if (client.tellsFolders)
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
      files.changeFolders(urisOf(added), urisOf(removed)),
    );
});

documents.onDidChangeContent(({ document }) => {
  if (workspace.update(document)) refresh();
  else void settle(document.uri);
});

documents.onDidClose(({ document: { uri } }) => {
  if (workspace.close(uri)) refresh();
  if (host && !host.client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
});

connection.onNotification(catalogNotification, ({ catalog }: CatalogParams) => {
  if (workspace.setCatalog(catalog)) refresh();
});

connection.onNotification(sessionNotification, ({ uri, currentPool }: SessionParams) => {
  workspace.setCurrentPool(uri, currentPool);
});

connection.onDidChangeConfiguration(({ settings }: { settings?: ClientSettings | null }) => {
  workspace.configure(settings?.qlsql ?? {});
  refresh();
  if (host?.client.refreshesHints) void connection.languages.inlayHint.refresh();
});

documents.listen(connection);
connection.listen();

const optionsOf = ({ initializationOptions }: InitializeParams): ServerOptions =>
  (initializationOptions ?? {}) as ServerOptions;

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return urisOf(workspaceFolders);
  return rootUri ? [rootUri] : [];
}

const urisOf = (folders: readonly WorkspaceFolder[]): readonly string[] => folders.map(({ uri }) => uri);

function abilities(params: InitializeParams): ClientAbilities {
  const { capabilities: client } = params;
  const { commands = [] } = optionsOf(params);
  return {
    pullsDiagnostics: client.textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: client.workspace?.diagnostics?.refreshSupport === true,
    refreshesTokens: client.workspace?.semanticTokens?.refreshSupport === true,
    refreshesHints: client.workspace?.inlayHint?.refreshSupport === true,
    watchesFiles: client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: client.workspace?.workspaceFolders === true,
    commands: new Set(commands),
  };
}

function capabilities({ pullsDiagnostics, tellsFolders }: ClientAbilities): ServerCapabilities {
  const offered = features.filter(({ name }) => pullsDiagnostics || name !== 'diagnostics');
  return Object.assign(
    { textDocumentSync: TextDocumentSyncKind.Incremental },
    tellsFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {},
    ...offered.map((feature) => feature.capabilities),
  ) as ServerCapabilities;
}

/** Where a mistake in the dialect showed: frames only, since a message may hold the user's text. */
function traceOf(failure: unknown): string {
  const stack = failure instanceof Error ? (failure.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return `A statement could not be analysed.\n${frames.join('\n')}`;
}

/** Documents that are being read: what is typed meanwhile is read with the rest. */
const settling = new Set<string>();

/** Reads a document through, tells of mistakes in the dialect, and sends the problems to a client that does not ask for them. */
async function settle(uri: string): Promise<void> {
  if (settling.has(uri)) return;
  settling.add(uri);
  if (host?.client.pullsDiagnostics) await whenRead(workspace, uri);
  else await sendProblems(uri);
  settling.delete(uri);
  for (const failure of workspace.newFailures(uri)) connection.console.error(traceOf(failure));
}

/** Sends the problems of a document, as many as are known, until all are. */
async function sendProblems(uri: string): Promise<void> {
  for (;;) {
    const problems = await problemsSoFar(workspace, uri);
    if (!problems) return;
    void connection.sendDiagnostics({ uri, diagnostics: problems.items });
    if (!problems.more) return;
    await problems.more;
  }
}

/** Names mean something else: what is shown is to be asked for again. */
function refresh(): void {
  for (const { lines } of workspace.all()) void settle(lines.uri);
  if (host?.client.refreshesDiagnostics) void connection.languages.diagnostics.refresh();
  if (host?.client.refreshesTokens) void connection.languages.semanticTokens.refresh();
}
