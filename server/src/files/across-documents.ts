import type { CancellationToken, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { emptyCatalog } from '../../../dialect/src/index.ts';
import { updateDocument } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { Host } from '../host.ts';
import type { LinesOf } from '../lsp.ts';
import { TextInPieces } from '../text/text-in-pieces.ts';
import type { PlacedDocument } from '../workspace.ts';

/**
 * Answers a request about a name, in all documents: the open ones, and those files of the workspace that hold what `elsewhere` gives for the
 * place, where it gives something. Null where there is no answer, or where the text changed while the files were read.
 */
export async function acrossDocuments<Answer, Result>(
  { workspace, files }: Host,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  token: CancellationToken,
  elsewhere: (model: DocumentModel, offset: number) => RegExp | undefined,
  feature: (model: DocumentModel, offset: number, all: readonly DocumentModel[]) => Answer | undefined,
  convert: (linesOf: LinesOf, answer: Answer) => Result,
): Promise<Result | null> {
  const asked = workspace.get(uri);
  if (!asked) return null;
  const offset = asked.lines.offsetAt(position);
  const pattern = elsewhere(asked.model, offset);
  const closed: PlacedDocument[] = [];
  if (pattern)
    for await (const file of files.beside(workspace.uris(), token)) {
      const text = await file.read();
      if (text !== undefined && pattern.test(text)) closed.push(placed(file.uri, text));
    }
  const open = workspace.get(uri);
  if (open?.lines !== asked.lines || token.isCancellationRequested) return null;
  const all = [...workspace.all(), ...closed];
  const answer = feature(
    open.model,
    offset,
    all.map(({ model }) => model),
  );
  const lines = new Map(all.map((each) => [each.lines.uri, each.lines]));
  return answer === undefined ? null : convert((each) => lines.get(each), answer);
}

/** A file as a document. What exists decides nothing about the names that files have in common. */
export function placed(uri: string, source: string): PlacedDocument {
  const text = TextInPieces.of(uri, source);
  return { lines: text, model: updateDocument({ uri, text, catalog: emptyCatalog }) };
}
