import { DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import { describeSubject } from './describe/subject.ts';
import type { Subject } from './describe/subject.ts';
import { codeActions } from './features/code-actions.ts';
import { codeLenses } from './features/code-lens.ts';
import { complete } from './features/completion.ts';
import { documentSymbols } from './features/document-symbols.ts';
import { folds } from './features/folding.ts';
import { formatting } from './features/formatting.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { linkedEditing } from './features/linked-editing.ts';
import { definition, highlights, references } from './features/navigation.ts';
import { renamable, rename } from './features/rename.ts';
import { selectionRanges } from './features/selection-range.ts';
import { semanticTokens, tokenTypes } from './features/semantic-tokens.ts';
import { signatureHelp } from './features/signature-help.ts';
import { createdElsewhere, typeDefinition } from './features/type-definition.ts';
import { workspaceSymbols } from './features/workspace-symbols.ts';
import { acrossDocuments } from './files/across-documents.ts';
import { tellOfClosedNotebooks } from './files/closed-notebooks.ts';
import { madeInFiles } from './files/made-in-files.ts';
import { reportedProblems } from './first-problems.ts';
import { atPosition, inDocument } from './host.ts';
import type { Feature } from './host.ts';
import { namedElsewhere } from './names/same-name.ts';
import { whenRead } from './read-ahead.ts';
import { SentTokens } from './sent-tokens.ts';
import { documentTokens } from './token-data.ts';
import * as lsp from './lsp.ts';

/** Every feature of the editor: one row each, in no order that matters. */
export const features: readonly Feature[] = [
  {
    name: 'diagnostics',
    capabilities: { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } },
    register: (host) =>
      host.connection.languages.diagnostics.on(async ({ textDocument: { uri } }, token) => ({
        kind: DocumentDiagnosticReportKind.Full,
        items: await reportedProblems(host, uri, token),
      })),
  },
  {
    name: 'completion',
    capabilities: {
      completionProvider: { resolveProvider: true, triggerCharacters: ['.', '(', '@', "'", '[', '='] },
    },
    register: (host) => {
      host.connection.onCompletion((params) => atPosition(host, params, complete, lsp.completionList));
      host.connection.onCompletionResolve((item) => {
        const data = item.data as { uri: string; subject?: Subject } | undefined;
        const open = data && host.workspace.get(data.uri);
        const text = open && data.subject && describeSubject(data.subject, open.model);
        return text ? { ...item, documentation: lsp.markdown(text) } : item;
      });
    },
  },
  {
    name: 'hover',
    capabilities: { hoverProvider: true },
    register: (host) => host.connection.onHover((params) => atPosition(host, params, hover, lsp.hover)),
  },
  {
    name: 'signature help',
    capabilities: { signatureHelpProvider: { triggerCharacters: ['(', ','] } },
    register: (host) =>
      host.connection.onSignatureHelp((params) => atPosition(host, params, signatureHelp, lsp.signatureHelp)),
  },
  {
    name: 'code actions',
    capabilities: { codeActionProvider: { codeActionKinds: [...lsp.codeActionKinds] } },
    register: (host) =>
      host.connection.onCodeAction((params) =>
        inDocument(
          host,
          params,
          (model, lines) => codeActions(model, lsp.span(lines, params.range)),
          lsp.codeAction,
        ),
      ),
  },
  {
    name: 'code lens',
    capabilities: { codeLensProvider: {} },
    register: (host) =>
      host.connection.onCodeLens((params) =>
        inDocument(host, params, (model) => codeLenses(model, host.client.commands), lsp.codeLens),
      ),
  },
  {
    name: 'document symbols',
    capabilities: { documentSymbolProvider: true },
    register: (host) =>
      host.connection.onDocumentSymbol((params) =>
        inDocument(host, params, documentSymbols, lsp.documentSymbol),
      ),
  },
  {
    name: 'folding',
    capabilities: { foldingRangeProvider: true },
    register: (host) =>
      host.connection.onFoldingRanges((params) => inDocument(host, params, folds, lsp.foldingRange)),
  },
  {
    name: 'inlay hints',
    capabilities: { inlayHintProvider: true },
    register: (host) =>
      host.connection.languages.inlayHint.on((params) =>
        inDocument(
          host,
          params,
          (model, lines) => inlayHints(model, lsp.span(lines, params.range), host.workspace.inlayHints),
          lsp.inlayHint,
        ),
      ),
  },
  {
    name: 'semantic tokens',
    capabilities: {
      semanticTokensProvider: {
        legend: { tokenTypes: [...tokenTypes], tokenModifiers: [] },
        full: { delta: true },
        range: true,
      },
    },
    register: ({ connection, workspace }) => {
      const sent = new SentTokens();
      const { semanticTokens: requests } = connection.languages;
      requests.on(async ({ textDocument: { uri } }, token) => {
        const open = await whenRead(workspace, uri, token);
        return open ? sent.all(uri, documentTokens(open.model, open.lines)) : { data: [] };
      });
      requests.onDelta(async ({ textDocument: { uri }, previousResultId }, token) => {
        const open = await whenRead(workspace, uri, token);
        return open
          ? sent.since(previousResultId, uri, documentTokens(open.model, open.lines))
          : { edits: [] };
      });
      requests.onRange(({ textDocument: { uri }, range }) => {
        const open = workspace.get(uri);
        if (!open) return { data: [] };
        return { data: lsp.tokens(open.lines, semanticTokens(open.model, lsp.span(open.lines, range))) };
      });
    },
  },
  {
    name: 'formatting',
    capabilities: {
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      documentOnTypeFormattingProvider: { firstTriggerCharacter: ';' },
    },
    register: (host) => {
      const { connection } = host;
      connection.onDocumentFormatting((params) =>
        inDocument(
          host,
          params,
          (model) => formatting(model, { start: 0, end: model.text.length }),
          lsp.change,
        ),
      );
      connection.onDocumentRangeFormatting((params) =>
        inDocument(
          host,
          params,
          (model, lines) => formatting(model, lsp.span(lines, params.range)),
          lsp.change,
        ),
      );
      connection.onDocumentOnTypeFormatting((params) =>
        inDocument(
          host,
          params,
          (model, lines) => {
            const end = lines.offsetAt(params.position);
            return formatting(model, { start: end - 1, end });
          },
          lsp.change,
        ),
      );
    },
  },
  {
    name: 'definition',
    capabilities: { definitionProvider: true },
    register: (host) =>
      host.connection.onDefinition((params, token) =>
        acrossDocuments(host, params, token, namedElsewhere, definition, (linesOf, found) =>
          lsp.locations(linesOf, [found]),
        ),
      ),
  },
  {
    name: 'type definition',
    capabilities: { typeDefinitionProvider: true },
    register: (host) =>
      host.connection.onTypeDefinition((params, token) =>
        acrossDocuments(host, params, token, createdElsewhere, typeDefinition, (linesOf, found) =>
          lsp.locations(linesOf, [found]),
        ),
      ),
  },
  {
    name: 'linked editing',
    capabilities: { linkedEditingRangeProvider: true },
    register: (host) =>
      host.connection.languages.onLinkedEditingRange((params) =>
        atPosition(host, params, linkedEditing, (lines, spans) => ({
          ranges: spans.map((span) => lsp.range(lines, span)),
        })),
      ),
  },
  {
    name: 'references',
    capabilities: { referencesProvider: true },
    register: (host) =>
      host.connection.onReferences((params, token) =>
        acrossDocuments(
          host,
          params,
          token,
          namedElsewhere,
          (model, offset, all) => references(model, offset, params.context.includeDeclaration, all),
          lsp.locations,
        ),
      ),
  },
  {
    name: 'workspace symbols',
    capabilities: { workspaceSymbolProvider: true },
    register: (host) =>
      host.connection.onWorkspaceSymbol(async ({ query }, token) => {
        const { workspace } = host;
        const open = workspaceSymbols(workspace.models(), query);
        return [
          ...lsp.workspaceSymbols((uri) => workspace.get(uri)?.lines, open),
          ...(await madeInFiles(host, query, token)),
        ];
      }),
  },
  {
    name: 'highlights',
    capabilities: { documentHighlightProvider: true },
    register: (host) =>
      host.connection.onDocumentHighlight((params) => atPosition(host, params, highlights, lsp.highlights)),
  },
  {
    name: 'rename',
    capabilities: { renameProvider: { prepareProvider: true } },
    register: (host) => {
      host.connection.onPrepareRename((params, token) =>
        acrossDocuments(host, params, token, namedElsewhere, renamable, (linesOf, found) => {
          const lines = linesOf(params.textDocument.uri);
          return lines ? lsp.renamable(lines, found) : null;
        }),
      );
      host.connection.onRenameRequest(async (params, token) => {
        const edit = await acrossDocuments(
          host,
          params,
          token,
          namedElsewhere,
          (model, offset, all) => rename(model, offset, params.newName, all),
          lsp.workspaceEdit,
        );
        if (edit) await tellOfClosedNotebooks(host, params, token);
        return edit;
      });
    },
  },
  {
    name: 'selection range',
    capabilities: { selectionRangeProvider: true },
    register: (host) =>
      host.connection.onSelectionRanges(({ textDocument, positions }) => {
        const open = host.workspace.get(textDocument.uri);
        return open
          ? positions.map((position) =>
              lsp.selectionRange(open.lines, selectionRanges(open.model, open.lines.offsetAt(position))),
            )
          : null;
      }),
  },
];
