import { Uri, commands, window, workspace, type TextDocument, type TextEditor } from 'vscode';
import type { StatementArgument } from '../../../server/src/protocol.ts';
import { split, type StatementSlice } from '../../../dialect/src/text/split.ts';
import { statementAt } from '../run/script.ts';

/** Statements to run, and the document they stand in. */
export interface RunTarget {
  readonly document: TextDocument;
  readonly slices: readonly StatementSlice[];
}

/** The statement that a lens names, else the one at the cursor. */
export async function statementTarget(argument: unknown): Promise<RunTarget | undefined> {
  if (isStatement(argument)) {
    const document = await workspace.openTextDocument(Uri.parse(argument.uri));
    return targetAt(document, argument.start);
  }
  const editor = qlsqlEditor();
  return editor && targetAt(editor.document, editor.document.offsetAt(editor.selection.active));
}

/** What is selected, as statements of its own; where nothing is, the statement at the cursor. */
export async function selectionTarget(): Promise<RunTarget | undefined> {
  const editor = qlsqlEditor();
  if (!editor || editor.selection.isEmpty) return statementTarget(undefined);
  const { document, selection } = editor;
  const offset = document.offsetAt(selection.start);
  const slices = split(document.getText(selection)).map((slice) => ({
    ...slice,
    start: slice.start + offset,
    end: slice.end + offset,
    leadingStart: slice.leadingStart + offset,
    line: slice.line + selection.start.line,
  }));
  return { document, slices };
}

/** Every statement of the document in front, or of the one a lens names. */
export async function documentTarget(argument: unknown): Promise<RunTarget | undefined> {
  const document = isUri(argument)
    ? await workspace.openTextDocument(Uri.parse(argument.uri))
    : qlsqlEditor()?.document;
  return document && { document, slices: split(document.getText()) };
}

/** Whether statements may run here; asks for trust where the workspace has none. */
export async function mayRun(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = 'Manage Trust';
  const message = 'Statements run only in a trusted workspace: they may change data.';
  if ((await window.showWarningMessage(message, manage)) === manage)
    await commands.executeCommand('workbench.trust.manage');
  return false;
}

function qlsqlEditor(): TextEditor | undefined {
  const editor = window.activeTextEditor;
  return editor?.document.languageId === 'qlsql' ? editor : undefined;
}

function targetAt(document: TextDocument, offset: number): RunTarget {
  const slice = statementAt(document.getText(), offset);
  return { document, slices: slice ? [slice] : [] };
}

function isUri(argument: unknown): argument is { readonly uri: string } {
  return (
    typeof argument === 'object' && argument !== null && 'uri' in argument && typeof argument.uri === 'string'
  );
}

function isStatement(argument: unknown): argument is StatementArgument {
  return isUri(argument) && 'start' in argument && typeof argument.start === 'number';
}
