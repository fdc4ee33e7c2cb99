import {
  CodeLens,
  EventEmitter,
  Range,
  languages,
  type CodeLensProvider,
  type Disposable,
  type Event,
  type TextDocument,
} from 'vscode';
import { split } from '../../../dialect/src/text/split.ts';
import { editParameters } from './parameter-commands.ts';
import type { Parameters, ShownParameter } from './parameters.ts';

/** Longer values are cut: they share a line. */
const widest = 30;

/** Above each statement with parameters a lens that tells their values, and changes them. Cells of notebooks have it in their status bar. */
export class ParameterLens implements CodeLensProvider, Disposable {
  readonly onDidChangeCodeLenses: Event<void>;
  readonly #parameters: Parameters;
  readonly #changed = new EventEmitter<void>();
  readonly #unlisten: () => void;
  readonly #provider: Disposable;

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
    this.onDidChangeCodeLenses = this.#changed.event;
    this.#unlisten = parameters.memory.listen(() => this.#changed.fire());
    this.#provider = languages.registerCodeLensProvider({ language: 'qlsql' }, this);
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (document.uri.scheme === 'vscode-notebook-cell') return [];
    const shownOf = this.#parameters.shownIn(document);
    return split(document.getText()).flatMap(({ text, start }) => {
      const shown = shownOf([text]);
      if (shown.length === 0) return [];
      const place = new Range(document.positionAt(start), document.positionAt(start));
      const argument = { uri: String(document.uri), start };
      const title = parameterWords(shown);
      return [new CodeLens(place, { title, command: editParameters, arguments: [argument] })];
    });
  }

  dispose(): void {
    this.#unlisten();
    this.#provider.dispose();
    this.#changed.dispose();
  }
}

/** `$1 = 42, :since not set` */
export function parameterWords(parameters: readonly ShownParameter[]): string {
  return `$(symbol-parameter) ${parameters.map(words).join(', ')}`;
}

function words({ name, shown }: ShownParameter): string {
  if (shown === undefined) return `${name} not set`;
  const line = shown.replace(/\s+/g, ' ');
  return `${name} = ${line.length > widest ? `${line.slice(0, widest - 1)}…` : line}`;
}
