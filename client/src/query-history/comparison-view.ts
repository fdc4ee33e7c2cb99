import { Uri, commands, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import { compareResults, comparisonWords, type KeptResult } from './compare-results.ts';

const scheme = 'qlsql-result';
/** Comparisons whose texts are held, for editors that are still open. */
const mostComparisons = 20;

/** Two results side by side in a diff editor. */
export class ComparisonView implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider = workspace.registerTextDocumentContentProvider(scheme, this);
  #next = 1;

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(String(uri)) ?? '';
  }

  /** Opens the diff; `names` tell the results apart. Gives the words of its title. */
  async show(left: KeptResult, right: KeptResult, names: readonly [string, string]): Promise<string> {
    const compared = compareResults(left, right);
    const isCut = [left, right].some(({ rows, total }) => rows.length < total);
    const words = `${comparisonWords(compared)}${isCut ? ', of the first 1,000 rows' : ''}`;
    const number = this.#next++;
    const [before, after] = ([compared.left, compared.right] as const).map((text, side) => {
      const path = `/${number}/${side === 0 ? 'earlier' : 'later'}/${(names[side] ?? '').replace(/[^\w :.…-]+/g, ' ').trim()}.jsonl`;
      const uri = Uri.from({ scheme, path });
      this.#texts.set(String(uri), text);
      return uri;
    });
    while (this.#texts.size > 2 * mostComparisons) this.#texts.delete([...this.#texts.keys()][0] ?? '');
    await commands.executeCommand('vscode.diff', before, after, `Results: ${words}`);
    return words;
  }

  dispose(): void {
    this.#provider.dispose();
  }
}
