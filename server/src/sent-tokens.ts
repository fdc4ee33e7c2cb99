import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';

/** Of how many documents: a client that comes back to an older one gets all its tokens. */
const remembered = 32;

/** The tokens that a client has of each document, as the protocol has them, so that it is sent what changed since. */
export class SentTokens {
  readonly #sent = new Map<string, { readonly id: string; readonly data: Uint32Array }>();
  #last = 0;

  /** All tokens, to be compared with later. */
  all(uri: string, data: Uint32Array): SemanticTokens {
    return { resultId: this.#remember(uri, data), data: [...data] };
  }

  /** One edit from the first number that changed to the last; all tokens to a client whose own are not known. */
  since(previousId: string, uri: string, data: Uint32Array): SemanticTokens | SemanticTokensDelta {
    const before = this.#sent.get(uri);
    if (before?.id !== previousId) return this.all(uri, data);
    const resultId = this.#remember(uri, data);
    const old = before.data;
    const shorter = Math.min(old.length, data.length);
    let start = 0;
    while (start < shorter && old[start] === data[start]) start += 1;
    let same = 0;
    while (same < shorter - start && old[old.length - 1 - same] === data[data.length - 1 - same]) same += 1;
    const deleteCount = old.length - start - same;
    const inserted = [...data.subarray(start, data.length - same)];
    const edits = deleteCount === 0 && inserted.length === 0 ? [] : [{ start, deleteCount, data: inserted }];
    return { resultId, edits };
  }

  #remember(uri: string, data: Uint32Array): string {
    this.#last += 1;
    const id = String(this.#last);
    this.#sent.delete(uri);
    this.#sent.set(uri, { id, data });
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > remembered && oldest !== undefined) this.#sent.delete(oldest);
    return id;
  }
}
