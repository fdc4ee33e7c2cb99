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
  let last = { line: 0, character: 0 };
  for (const [index, part] of parts.entries()) {
    const statement = statements[index];
    if (!statement || part.length === 0) continue;
    data.set(part, at);
    const [line, character] = [part[0] ?? 0, part[1] ?? 0];
    const start = lines.positionAt(statement.start);
    const first = {
      line: start.line + line,
      character: line === 0 ? start.character + character : character,
    };
    data[at] = first.line - last.line;
    data[at + 1] = first.line === last.line ? first.character - last.character : first.character;
    last = lastOf(part, first);
    at += part.length;
  }
  return data;
}

/** Where the last token of a statement begins whose first begins there. */
function lastOf(part: Uint32Array, first: { readonly line: number; readonly character: number }) {
  let { line, character } = first;
  for (let at = numbers; at < part.length; at += numbers) {
    const lines = part[at] ?? 0;
    const characters = part[at + 1] ?? 0;
    line += lines;
    character = lines === 0 ? character + characters : characters;
  }
  return { line, character };
}
