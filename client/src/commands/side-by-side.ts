import { Uri, commands, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';

const scheme = 'qlsql-text';
/** Pairs whose texts are held, for editors that are still open. */
const mostPairs = 20;

/** One of two texts: its name ends as the files of its language do. */
export interface Side {
  readonly name: string;
  readonly text: string;
}

/** Two texts beside each other in the editor for differences. They can be read only, so that nobody is asked to save them. */
export class SideBySide implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider = workspace.registerTextDocumentContentProvider(scheme, this);
  #next = 1;

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(String(uri)) ?? '';
  }

  async show(left: Side, right: Side, title: string): Promise<void> {
    const pair = this.#next++;
    const [before, after] = [this.#keep(left, `${pair}/earlier`), this.#keep(right, `${pair}/later`)];
    while (this.#texts.size > 2 * mostPairs) this.#texts.delete([...this.#texts.keys()][0] ?? '');
    await commands.executeCommand('vscode.diff', before, after, title);
  }

  dispose(): void {
    this.#provider.dispose();
  }

  #keep({ name, text }: Side, folder: string): Uri {
    const uri = Uri.from({ scheme, path: `/${folder}/${name}` });
    this.#texts.set(String(uri), text);
    return uri;
  }
}
