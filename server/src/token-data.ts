import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentModel } from './documents.ts';
import { tokensIn } from './features/semantic-tokens.ts';
import * as lsp from './lsp.ts';
import { oncePerMeaning } from './statements.ts';

/** Of each token: lines and characters behind the one before, its length, type and modifiers. */
const numbers = 5;

/** The tokens of a statement as the protocol has them, the first as if the statement began the document. */
export const statementTokens = oncePerMeaning((statement) => {
  const lines = TextDocument.create('', '', 0, statement.text);
  return Uint32Array.from(lsp.tokens(lines, tokensIn(statement)).data);
});

/** The tokens of a document as the protocol has them: those of its statements, of which only the first stands elsewhere. */
export function documentTokens({ statements }: DocumentModel, lines: TextDocument): Uint32Array {
  const parts = statements.map(statementTokens);
  const data = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  let [lastLine, lastCharacter] = [0, 0];
  for (const [index, part] of parts.entries()) {
    const statement = statements[index];
    if (!statement || part.length === 0) continue;
    const start = lines.positionAt(statement.start);
    let line = start.line + (part[0] ?? 0);
    let character = (part[0] === 0 ? start.character : 0) + (part[1] ?? 0);
    // Number by number: to have a short array copied takes longer.
    for (let from = 0; from < part.length; from += 1) data[at + from] = part[from] ?? 0;
    data[at] = line - lastLine;
    data[at + 1] = line === lastLine ? character - lastCharacter : character;
    for (let from = numbers; from < part.length; from += numbers) {
      const further = part[from] ?? 0;
      line += further;
      character = (further === 0 ? character : 0) + (part[from + 1] ?? 0);
    }
    [lastLine, lastCharacter] = [line, character];
    at += part.length;
  }
  return data;
}
