import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  Range,
  WorkspaceEdit,
  languages,
  workspace,
  type CodeActionProvider,
  type Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
} from 'vscode';
import type { Fix, Problem } from '../../../dialect/src/problems/problem.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Where a statement that ran stands in its document. `lead` characters of what ran were put before it and stand nowhere. */
export interface RanPlace {
  readonly start: number;
  readonly end: number;
  readonly lead?: number;
}

/** A problem where it stands now, and what mends it. */
interface Told {
  readonly diagnostic: Diagnostic;
  readonly fixes: readonly Fix[];
  readonly place: RanPlace;
}

/** What went wrong at run time or is slow by the plan, at the tokens where it is, with its fixes, until the text there is edited or runs again. */
export class RunProblems implements CodeActionProvider, Disposable {
  readonly #collection = languages.createDiagnosticCollection('qlsql.run');
  readonly #told = new Map<string, readonly Told[]>();
  readonly #disposables: Disposable[];

  constructor() {
    this.#disposables = [
      this.#collection,
      workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      workspace.onDidCloseTextDocument((document) => this.#keep(document, [])),
      languages.registerCodeActionsProvider('qlsql', this, {
        providedCodeActionKinds: [CodeActionKind.QuickFix],
      }),
    ];
  }

  /** Replaces what an earlier run said of a statement. */
  set(document: TextDocument, place: RanPlace, problems: readonly Problem[]): void {
    const statement = new Range(document.positionAt(place.start), document.positionAt(place.end));
    const others = this.#of(document).filter(({ diagnostic }) => !statement.contains(diagnostic.range));
    const shown = languages.getDiagnostics(document.uri);
    const own = problems
      .map((problem) => ({
        diagnostic: diagnosticOf(document, place, problem),
        fixes: problem.fixes ?? [],
        place,
      }))
      .filter(({ diagnostic }) => !shown.some((other) => isSame(other, diagnostic)));
    this.#keep(document, [...others, ...own]);
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    return this.#of(document)
      .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
      .flatMap(({ diagnostic, fixes, place }) =>
        fixes.map(({ title, changes }) => {
          const action = new CodeAction(title, CodeActionKind.QuickFix);
          action.diagnostics = [diagnostic];
          action.edit = new WorkspaceEdit();
          for (const { span, text } of changes)
            action.edit.replace(document.uri, rangeOf(document, place, span), text);
          return action;
        }),
      );
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #of(document: TextDocument): readonly Told[] {
    return this.#told.get(String(document.uri)) ?? [];
  }

  #keep(document: TextDocument, told: readonly Told[]): void {
    if (told.length > 0) this.#told.set(String(document.uri), told);
    else this.#told.delete(String(document.uri));
    this.#collection.set(
      document.uri,
      told.map(({ diagnostic }) => diagnostic),
    );
  }

  /** Problems before an edit stay; at and behind it the places are others now. */
  #follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    const before = this.#of(document);
    if (before.length === 0 || contentChanges.length === 0) return;
    const kept = before.filter(({ diagnostic }) =>
      contentChanges.every((change) => change.range.start.isAfter(diagnostic.range.end)),
    );
    if (kept.length < before.length) this.#keep(document, kept);
  }
}

function rangeOf(document: TextDocument, { start, lead = 0 }: RanPlace, span: Problem['span']): Range {
  const at = (offset: number) => document.positionAt(start + Math.max(0, offset - lead));
  return new Range(at(span.start), at(span.end));
}

function diagnosticOf(document: TextDocument, place: RanPlace, problem: Problem): Diagnostic {
  const range = rangeOf(document, place, problem.span);
  const diagnostic = new Diagnostic(range, problem.message, severities[problem.severity]);
  diagnostic.code = problem.code;
  diagnostic.source = 'qlsql';
  return diagnostic;
}

function isSame(left: Diagnostic, right: Diagnostic): boolean {
  const code = typeof left.code === 'object' ? left.code.value : left.code;
  return left.message === right.message && code === right.code && left.range.isEqual(right.range);
}
