import type * as lsp from 'vscode-languageserver/node';
import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  DiagnosticTag,
  DocumentHighlightKind,
  FoldingRangeKind,
  InlayHintKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { TextChange } from '../../dialect/src/index.ts';
import type { Severity } from '../../dialect/src/problems/severity.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import type { Action } from './features/code-actions.ts';
import type { Lens } from './features/code-lens.ts';
import type { Completion, Suggestion, SuggestionKind } from './features/completion/suggestion.ts';
import type { DocumentProblem } from './features/diagnostics.ts';
import type { DocumentSymbol, SymbolKind as Symbol } from './features/document-symbols.ts';
import type { Fold } from './features/folding.ts';
import type { HoverAnswer } from './features/hover.ts';
import type { DocumentSpan, Highlight } from './features/navigation.ts';
import type { DocumentChanges, Renamable } from './features/rename.ts';
import type { WorkspaceSymbol } from './features/workspace-symbols.ts';
import type { InlayHint } from './features/inlay-hints/inlay-hint.ts';
import { tokenTypes } from './features/semantic-tokens.ts';
import type { SemanticToken } from './features/semantic-tokens.ts';
import type { SignatureHelp } from './features/signature-help.ts';
import type { StatementArgument } from './protocol.ts';
import type { Lines } from './text/text-in-pieces.ts';

// The one layer that knows both worlds: features speak of offsets and plain data, the protocol of positions.

export function range(lines: Lines, span: Span): lsp.Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

export function span(lines: Lines, { start, end }: lsp.Range): Span {
  return { start: lines.offsetAt(start), end: lines.offsetAt(end) };
}

export function markdown(value: string): lsp.MarkupContent {
  return { kind: MarkupKind.Markdown, value };
}

export function change(lines: Lines, { span: place, text }: TextChange): lsp.TextEdit {
  return { range: range(lines, place), newText: text };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function diagnostic(lines: Lines, problem: DocumentProblem): lsp.Diagnostic {
  return {
    range: range(lines, problem.span),
    severity: severities[problem.severity],
    code: problem.code,
    source: 'qlsql',
    message: problem.message,
    ...(problem.deprecated ? { tags: [DiagnosticTag.Deprecated] } : {}),
  };
}

export function hover(lines: Lines, answer: HoverAnswer): lsp.Hover {
  return { contents: markdown(answer.markdown), range: range(lines, answer.span) };
}

const actionKinds: Readonly<Record<Action['kind'], CodeActionKind>> = {
  fix: CodeActionKind.QuickFix,
  extract: CodeActionKind.RefactorExtract,
  inline: CodeActionKind.RefactorInline,
  rewrite: CodeActionKind.RefactorRewrite,
};

export const codeActionKinds: readonly CodeActionKind[] = Object.values(actionKinds);

export function codeAction(lines: Lines, action: Action): lsp.CodeAction {
  return {
    title: action.title,
    kind: actionKinds[action.kind],
    isPreferred: action.preferred,
    ...(action.problem ? { diagnostics: [diagnostic(lines, action.problem)] } : {}),
    edit: edits(lines, action.changes),
  };
}

export function codeLens(lines: Lines, lens: Lens): lsp.CodeLens {
  const argument: StatementArgument = { uri: lines.uri, ...lens.span };
  return {
    range: range(lines, { start: lens.span.start, end: lens.span.start }),
    command: { title: lens.title, command: lens.command, arguments: [argument] },
  };
}

const itemKinds: Readonly<Record<SuggestionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
  option: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  function: CompletionItemKind.Function,
  table: CompletionItemKind.Struct,
  collection: CompletionItemKind.Class,
  index: CompletionItemKind.Reference,
  query: CompletionItemKind.Interface,
  column: CompletionItemKind.Field,
  alias: CompletionItemKind.Variable,
  pool: CompletionItemKind.Module,
  alert: CompletionItemKind.Event,
  variable: CompletionItemKind.Variable,
  type: CompletionItemKind.TypeParameter,
  connection: CompletionItemKind.Reference,
  database: CompletionItemKind.Folder,
};

export function completionList(lines: Lines, answer: Completion): lsp.CompletionList {
  const place = range(lines, answer.replace);
  const quoted = lines.getText(place).startsWith("'");
  const items = answer.suggestions.map((each, index) => ({
    ...completionItem(lines.uri, place, each, index),
    // Editors compare this with the text that is replaced, its opening quote included.
    ...(quoted && !each.label.startsWith("'") ? { filterText: `'${each.label}'` } : {}),
  }));
  return { isIncomplete: false, items };
}

function completionItem(
  uri: string,
  place: lsp.Range,
  suggestion: Suggestion,
  index: number,
): lsp.CompletionItem {
  const { label, kind, detail, insert = label, snippet, subject, goOn } = suggestion;
  return {
    label,
    kind: itemKinds[kind],
    ...(detail === undefined ? {} : { detail }),
    sortText: String(index).padStart(5, '0'),
    textEdit: { range: place, newText: insert },
    ...(snippet
      ? { insertTextFormat: InsertTextFormat.Snippet, insertTextMode: InsertTextMode.adjustIndentation }
      : {}),
    ...(goOn ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
    data: { uri, subject },
  };
}

export function signatureHelp(_lines: Lines, answer: SignatureHelp): lsp.SignatureHelp {
  const { signatures, documentation, activeSignature, activeParameter } = answer;
  return {
    signatures: signatures.map(({ label, parameters }) => ({
      label,
      documentation: markdown(documentation),
      parameters: parameters.map((parameter) => ({
        label: [parameter.start, parameter.end],
        ...(parameter.documentation === undefined ? {} : { documentation: parameter.documentation }),
      })),
    })),
    activeSignature,
    activeParameter,
  };
}

const symbolKinds: Readonly<Record<Symbol, SymbolKind>> = {
  pool: SymbolKind.Module,
  query: SymbolKind.Function,
  write: SymbolKind.Event,
  variable: SymbolKind.Variable,
  object: SymbolKind.Class,
  setting: SymbolKind.Constant,
  option: SymbolKind.Property,
  cte: SymbolKind.Interface,
};

export function documentSymbol(lines: Lines, symbol: DocumentSymbol): lsp.DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: symbolKinds[symbol.kind],
    range: range(lines, symbol.span),
    selectionRange: range(lines, symbol.selection),
    children: symbol.children.map((child) => documentSymbol(lines, child)),
  };
}

export function foldingRange(lines: Lines, fold: Fold): lsp.FoldingRange {
  return {
    startLine: lines.positionAt(fold.span.start).line,
    endLine: lines.positionAt(fold.span.end).line,
    ...(fold.kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
  };
}

const hintLooks: Readonly<Record<InlayHint['kind'], Partial<lsp.InlayHint>>> = {
  name: { kind: InlayHintKind.Parameter, paddingRight: true },
  type: { kind: InlayHintKind.Type },
  value: { paddingLeft: true },
};

export function inlayHint(lines: Lines, hint: InlayHint): lsp.InlayHint {
  return {
    position: lines.positionAt(hint.offset),
    label: hint.label,
    ...hintLooks[hint.kind],
    ...(hint.tooltip === undefined ? {} : { tooltip: markdown(hint.tooltip) }),
  };
}

/** Of each token: lines and characters behind the one before, its length, type and modifiers. */
export function tokens(lines: Lines, all: readonly SemanticToken[]): number[] {
  let before: lsp.Position = { line: 0, character: 0 };
  return all.flatMap(({ span: { start, end }, type }) => {
    const place = lines.positionAt(start);
    const line = place.line - before.line;
    const character = line === 0 ? place.character - before.character : place.character;
    before = place;
    return [line, character, end - start, tokenTypes.indexOf(type), 0];
  });
}

function edits(lines: Lines, changes: readonly TextChange[]): lsp.WorkspaceEdit {
  return { changes: { [lines.uri]: changes.map((each) => change(lines, each)) } };
}

/** Changes of several documents; `linesOf` gives an open one by its address. */
export function workspaceEdit(linesOf: LinesOf, documents: readonly DocumentChanges[]): lsp.WorkspaceEdit {
  const changes = documents.flatMap(({ uri, changes: own }) => {
    const lines = linesOf(uri);
    return lines ? [[uri, own.map((each) => change(lines, each))] as const] : [];
  });
  return { changes: Object.fromEntries(changes) };
}

export type LinesOf = (uri: string) => Lines | undefined;

export function locations(linesOf: LinesOf, places: readonly DocumentSpan[]): lsp.Location[] {
  return places.flatMap(({ uri, span: place }) => {
    const lines = linesOf(uri);
    return lines ? [{ uri, range: range(lines, place) }] : [];
  });
}

export function workspaceSymbols(
  linesOf: LinesOf,
  symbols: readonly WorkspaceSymbol[],
): lsp.SymbolInformation[] {
  return symbols.flatMap((symbol) =>
    locations(linesOf, [{ uri: symbol.uri, span: symbol.selection }]).map((location) => ({
      name: symbol.name,
      kind: symbolKinds[symbol.kind],
      containerName: symbol.detail,
      location,
    })),
  );
}

export function highlights(lines: Lines, all: readonly Highlight[]): lsp.DocumentHighlight[] {
  return all.map(({ span: place, writes }) => ({
    range: range(lines, place),
    kind: writes ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

export function renamable(lines: Lines, answer: Renamable): lsp.PrepareRenameResult {
  return { range: range(lines, answer.span), placeholder: answer.name };
}

/** The innermost range, each with the next wider one as its parent. */
export function selectionRange(lines: Lines, spans: readonly Span[]): lsp.SelectionRange {
  const ranges = spans.map((place) => range(lines, place)).reverse();
  const [outermost = { start: lines.positionAt(0), end: lines.positionAt(0) }, ...inner] = ranges;
  return inner.reduce<lsp.SelectionRange>((parent, each) => ({ range: each, parent }), { range: outermost });
}
