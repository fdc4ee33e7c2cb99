import {
  EventEmitter,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type TextDocumentContentProvider,
} from 'vscode';
import { examine } from '../doctor/examine.ts';
import { steps, type Finding } from '../doctor/finding.ts';
import { findingText } from '../doctor/report.ts';

const scheme = 'qlsql-doctor';

/** Goes from a connection string to an answer and writes each step into a page, as it is done. */
export class ConnectionDoctor implements TextDocumentContentProvider, Disposable {
  readonly #pages = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registered = workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(page: Uri): string {
    return this.#pages.get(page.path) ?? '';
  }

  /** `correct` is the button that somebody may press where a step failed. */
  async show(name: string, uri: string, correct?: string): Promise<'correct' | undefined> {
    for (;;) {
      const findings = await this.#examine(name, uri);
      if (!findings) return undefined;
      const failed = findings.find(({ state }) => state === 'failed');
      if (!failed) {
        const warned = findings.some(({ state }) => state === 'warning');
        void window.showInformationMessage(
          `${name} answers${warned ? ', with something to look at in the report.' : '.'}`,
        );
        return undefined;
      }
      const again = 'Try Again';
      const answer = await window.showErrorMessage(failed.says, again, ...(correct ? [correct] : []));
      if (answer === correct && correct) return 'correct';
      if (answer !== again) return undefined;
    }
  }

  dispose(): void {
    this.#registered.dispose();
    this.#changed.dispose();
  }

  /** Undefined where it was cancelled. */
  async #examine(name: string, uri: string): Promise<readonly Finding[] | undefined> {
    const page = Uri.from({ scheme, path: `/Doctor: ${name.replaceAll('/', '∕')}` });
    const write = (text: string): void => {
      this.#pages.set(page.path, text);
      this.#changed.fire(page);
    };
    const head = `Report on ${name}\n`;
    write(head);
    await window.showTextDocument(await workspace.openTextDocument(page), { preview: true });
    const options = {
      location: ProgressLocation.Notification,
      title: `Looking at ${name}`,
      cancellable: true,
    };
    return await window.withProgress(options, async (progress, token: CancellationToken) => {
      const findings: Finding[] = [];
      const tell = (): void =>
        progress.report({ message: steps[findings.length]?.title ?? '', increment: 100 / steps.length });
      tell();
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      for await (const finding of examine(uri, abort.signal)) {
        findings.push(finding);
        write(`${head}\n${findings.map(findingText).join('\n\n')}\n`);
        tell();
      }
      if (!abort.signal.aborted) return findings;
      write(`${head}\n${[...findings.map(findingText), 'Cancelled.'].join('\n\n')}\n`);
      return undefined;
    });
  }
}
