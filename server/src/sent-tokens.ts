import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';
import { numbersOf } from './token-data.ts';
import type { PlacedRun } from './token-data.ts';

/** Of how many documents: a client that comes back to an older one gets all its tokens. */
const remembered = 32;

/** The tokens that a client has of each document, so that it is sent what changed since. */
export class SentTokens {
  readonly #sent = new Map<string, { readonly id: string; readonly runs: readonly PlacedRun[] }>();
  #last = 0;

  /** All tokens, to be compared with later. */
  all(uri: string, runs: readonly PlacedRun[]): SemanticTokens {
    return { resultId: this.#remember(uri, runs), data: numbersOf(runs) };
  }

  /** One edit from the first number that changed to the last; all tokens to a client whose own are not known. */
  since(previousId: string, uri: string, runs: readonly PlacedRun[]): SemanticTokens | SemanticTokensDelta {
    const before = this.#sent.get(uri);
    if (before?.id !== previousId) return this.all(uri, runs);
    const resultId = this.#remember(uri, runs);
    // Nearly all runs are the same ones: their numbers are not looked at.
    const [first, behind] = sameEnds(before.runs, runs, isSame);
    const old = numbersOf(before.runs.slice(first, before.runs.length - behind));
    const data = numbersOf(runs.slice(first, runs.length - behind));
    const [same, sameBehind] = sameEnds(old, data, Object.is);
    const deleteCount = old.length - same - sameBehind;
    const inserted = data.slice(same, data.length - sameBehind);
    if (deleteCount === 0 && inserted.length === 0) return { resultId, edits: [] };
    const start = same + runs.slice(0, first).reduce((sum, run) => sum + run.data.length, 0);
    return { resultId, edits: [{ start, deleteCount, data: inserted }] };
  }

  #remember(uri: string, runs: readonly PlacedRun[]): string {
    this.#last += 1;
    const id = String(this.#last);
    this.#sent.delete(uri);
    this.#sent.set(uri, { id, runs });
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > remembered && oldest !== undefined) this.#sent.delete(oldest);
    return id;
  }
}

function isSame(a: PlacedRun, b: PlacedRun): boolean {
  return a.data === b.data && a.line === b.line && a.character === b.character;
}

/** How many the beginnings, and behind those the ends, of two lists have in common. */
function sameEnds<Each>(
  a: readonly Each[],
  b: readonly Each[],
  areSame: (one: Each, other: Each) => boolean,
): readonly [first: number, behind: number] {
  const shorter = Math.min(a.length, b.length);
  const equal = (at: number, other: number) => areSame(a[at] as Each, b[other] as Each);
  let first = 0;
  while (first < shorter && equal(first, first)) first += 1;
  let behind = 0;
  while (behind < shorter - first && equal(a.length - 1 - behind, b.length - 1 - behind)) behind += 1;
  return [first, behind];
}
