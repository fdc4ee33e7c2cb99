import {
  Diagnostic,
  DiagnosticSeverity,
  Range,
  languages,
  workspace,
  type Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
} from 'vscode';
import type { Problem } from '../../../dialect/src/index.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** What went wrong at run time, at the tokens where it did, until the text there is edited or runs again. */
export class RunProblems implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('qlsql.run');
  readonly #disposables: Disposable[];

  constructor() {
    this.#disposables = [
      this.#collection,
      workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      workspace.onDidCloseTextDocument((document) => this.#collection.delete(document.uri)),
    ];
  }

  /** Replaces what an earlier run said of a statement; `start` and `end` are its offsets in the document. */
  set(document: TextDocument, start: number, end: number, problems: readonly Problem[]): void {
    const statement = new Range(document.positionAt(start), document.positionAt(end));
    const others = this.#of(document).filter(({ range }) => !statement.contains(range));
    const shown = languages.getDiagnostics(document.uri);
    const own = problems
      .map((problem) => diagnosticOf(document, start, problem))
      .filter((diagnostic) => !shown.some((other) => isSame(other, diagnostic)));
    this.#collection.set(document.uri, [...others, ...own]);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #of(document: TextDocument): readonly Diagnostic[] {
    return this.#collection.get(document.uri) ?? [];
  }

  /** Problems before an edit stay; at and behind it the places are others now. */
  #follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    const before = this.#of(document);
    if (before.length === 0 || contentChanges.length === 0) return;
    const kept = before.filter(({ range }) =>
      contentChanges.every((change) => change.range.start.isAfter(range.end)),
    );
    if (kept.length < before.length) this.#collection.set(document.uri, kept);
  }
}

function diagnosticOf(document: TextDocument, start: number, problem: Problem): Diagnostic {
  const range = new Range(
    document.positionAt(start + problem.span.start),
    document.positionAt(start + problem.span.end),
  );
  const diagnostic = new Diagnostic(range, problem.message, severities[problem.severity]);
  diagnostic.code = problem.code;
  diagnostic.source = 'qlsql';
  return diagnostic;
}

function isSame(left: Diagnostic, right: Diagnostic): boolean {
  const code = typeof left.code === 'object' ? left.code.value : left.code;
  return left.message === right.message && code === right.code && left.range.isEqual(right.range);
}
