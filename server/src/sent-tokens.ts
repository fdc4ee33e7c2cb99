import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SemanticToken } from './features/semantic-tokens.ts';
import * as lsp from './lsp.ts';

/** Of how many documents: a client that comes back to an older one gets all its tokens. */
const remembered = 32;

/** The tokens that a client has of each document, so that it is sent what changed since. */
export class SentTokens {
  readonly #sent = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  #last = 0;

  /** All tokens, to be compared with later. */
  all(uri: string, lines: TextDocument, tokens: readonly SemanticToken[]): SemanticTokens {
    const { data } = lsp.tokens(lines, tokens);
    this.#last += 1;
    const id = String(this.#last);
    this.#sent.delete(uri);
    this.#sent.set(uri, { id, data });
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > remembered && oldest !== undefined) this.#sent.delete(oldest);
    return { resultId: id, data };
  }

  /** One edit from the first number that changed to the last; all tokens to a client whose own are not known. */
  since(
    resultId: string,
    uri: string,
    lines: TextDocument,
    tokens: readonly SemanticToken[],
  ): SemanticTokens | SemanticTokensDelta {
    const before = this.#sent.get(uri);
    const after = this.all(uri, lines, tokens);
    if (before?.id !== resultId) return after;
    const [old, data] = [before.data, after.data];
    const shorter = Math.min(old.length, data.length);
    let start = 0;
    while (start < shorter && old[start] === data[start]) start += 1;
    let same = 0;
    while (same < shorter - start && old[old.length - 1 - same] === data[data.length - 1 - same]) same += 1;
    const deleteCount = old.length - start - same;
    const inserted = data.slice(start, data.length - same);
    const edits = deleteCount === 0 && inserted.length === 0 ? [] : [{ start, deleteCount, data: inserted }];
    return { resultId: after.resultId ?? '', edits };
  }
}
