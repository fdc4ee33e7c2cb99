import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  Range,
  WorkspaceEdit,
  languages,
  workspace,
  type CodeActionContext,
  type CodeActionProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { Alerts } from '../alerts/alerts.ts';
import { placeAlerts, type PlacedAlert } from './alert-places.ts';

/** Figures in the messages move all the time, and people type: how long to wait for more of either. */
const quietMs = 500;
const hourMs = 3_600_000;

interface Shown {
  readonly diagnostic: Diagnostic;
  readonly placed: PlacedAlert;
}

/** Alerts in the Problems of the files that create their pools, with quick fixes that write the advised statement or silence the alert. */
export class AlertProblems implements CodeActionProvider, Disposable {
  readonly #alerts: Alerts;
  readonly #collection = languages.createDiagnosticCollection('qlsql.alerts');
  readonly #shown = new Map<string, readonly Shown[]>();
  readonly #disposables: Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(alerts: Alerts) {
    this.#alerts = alerts;
    this.#disposables = [
      this.#collection,
      alerts.onDidChange(() => this.#soon()),
      workspace.onDidOpenTextDocument(() => this.#soon()),
      workspace.onDidChangeTextDocument(({ document }) => document.languageId === 'qlsql' && this.#soon()),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#collection.delete(uri);
        this.#shown.delete(String(uri));
      }),
      languages.registerCodeActionsProvider({ language: 'qlsql' }, this, {
        providedCodeActionKinds: [CodeActionKind.QuickFix],
      }),
    ];
  }

  provideCodeActions(
    document: TextDocument,
    _range: Range,
    { diagnostics }: CodeActionContext,
  ): CodeAction[] {
    const asked = (this.#shown.get(String(document.uri)) ?? []).filter(({ diagnostic }) =>
      diagnostics.some(({ code, range }) => code === diagnostic.code && range.isEqual(diagnostic.range)),
    );
    return asked.flatMap(({ diagnostic, placed }) => actions(document, diagnostic, placed));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const all = this.#alerts.all();
      for (const document of workspace.textDocuments)
        if (document.languageId === 'qlsql') this.#show(document, placeAlerts(document.getText(), all));
    }, quietMs);
  }

  #show(document: TextDocument, placed: readonly PlacedAlert[]): void {
    const key = String(document.uri);
    const before = this.#shown.get(key) ?? [];
    if (placed.length === 0 && before.length === 0) return;
    const shown = placed.map((one) => ({ diagnostic: diagnosticOf(document, one), placed: one }));
    this.#shown.set(key, shown);
    const isSame =
      before.length === shown.length &&
      shown.every(
        ({ diagnostic }, index) =>
          diagnostic.message === before[index]?.diagnostic.message &&
          diagnostic.range.isEqual(before[index].diagnostic.range),
      );
    if (!isSame)
      this.#collection.set(
        document.uri,
        shown.map(({ diagnostic }) => diagnostic),
      );
  }
}

function diagnosticOf(document: TextDocument, { alert, problem }: PlacedAlert): Diagnostic {
  const { start, end } = problem.span;
  const range = new Range(document.positionAt(start), document.positionAt(end));
  const severity = alert.severity === 'INFO' ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning;
  const diagnostic = new Diagnostic(range, problem.message.trim(), severity);
  diagnostic.code = problem.code;
  diagnostic.source = 'qlsql';
  return diagnostic;
}

function actions(
  document: TextDocument,
  diagnostic: Diagnostic,
  { alert, behind }: PlacedAlert,
): CodeAction[] {
  const { statement, id } = alert;
  const found: CodeAction[] = [];
  if (statement !== undefined) {
    const write = new CodeAction(`Write ${statement}`, CodeActionKind.QuickFix);
    write.edit = new WorkspaceEdit();
    write.edit.insert(document.uri, document.positionAt(behind), `\n\n${statement}`);
    write.isPreferred = true;
    found.push(write);
  }
  const silence = new CodeAction('Silence this alert for an hour', CodeActionKind.QuickFix);
  silence.command = { command: 'qlsql.alerts.snooze', title: 'Snooze', arguments: [id, hourMs] };
  found.push(silence);
  for (const action of found) action.diagnostics = [diagnostic];
  return found;
}
