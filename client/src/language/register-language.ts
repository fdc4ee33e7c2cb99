import { workspace, type TextDocument } from 'vscode';
import type { Services } from '../services.ts';
import type { DocumentSessions } from '../sessions/document-sessions.ts';
import { FrontCatalog } from './front-catalog.ts';
import { Language } from './language-client.ts';

/**
 * The language server, from the first statements that are opened on, told of everything that exists for the file in front: as it changes,
 * but not at every tick.
 */
export function registerLanguage(services: Services, sessions: DocumentSessions): Language {
  const { catalog, connections, context, manager, output } = services;
  const language: Language = new Language(context, () => front.read());
  const changed = (): void => language.catalogChanged();
  const front = new FrontCatalog(services, sessions, changed);
  context.subscriptions.push(
    language,
    front,
    catalog.onDidChange(changed),
    manager.onDidChange(
      (changes) =>
        language.catalogChanged(changes.every(({ change }) => change === 'figures') ? 'figures' : 'names'),
      { watch: false },
    ),
    connections.onDidChange(changed),
    sessions.onDidRun((document) => {
      const currentPool = sessions.currentPool(document);
      const uri = String(document.uri);
      void language.sessionChanged({ uri, ...(currentPool === undefined ? {} : { currentPool }) });
      changed();
    }),
  );
  const opened = workspace.onDidOpenTextDocument((document) => startFor(document));
  context.subscriptions.push(opened);
  workspace.textDocuments.some(startFor);
  return language;

  /** Whether a document is one for the server. */
  function startFor({ languageId }: TextDocument): boolean {
    if (languageId !== 'qlsql') return false;
    opened.dispose();
    language.start().catch((error: unknown) => output.error(error instanceof Error ? error : String(error)));
    return true;
  }
}
