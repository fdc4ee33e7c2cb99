import type { FromResultsView, ToResultsView } from '../messages/results.ts';
import { RowSearch } from './find-rows.ts';
import type { ResultRun } from './result-run.ts';

type FindMessage = Extract<FromResultsView, { readonly type: 'find' }>;
type Found = Extract<ToResultsView, { readonly type: 'found' }>;

/** A search is told of so often, in milliseconds. */
const toldEach = 200;

/** Looks for texts in the rows of results, one in each at a time: the next ends the last. */
export class ResultFinder {
  /** By the run that the statement began, whose tab those share that show its rows in another way. */
  readonly #searches = new WeakMap<
    ResultRun,
    { readonly search: RowSearch; readonly abort: AbortController }
  >();
  readonly #post: (found: Found) => void;

  constructor(post: (found: Found) => void) {
    this.#post = post;
  }

  /** Goes to the next match, then counts them all; ends where the same result is asked for another. */
  async find(run: ResultRun, { tab, wanted, from, step }: FindMessage): Promise<void> {
    const base = run.arranged?.base ?? run;
    const before = this.#searches.get(base);
    before?.abort.abort();
    const search = before?.search.isFor(run.rowsHeld, wanted)
      ? before.search
      : new RowSearch(run.rowsHeld, wanted);
    const abort = new AbortController();
    this.#searches.set(base, { search, abort });
    const signal = AbortSignal.any([abort.signal, run.gone]);
    const place = await search.next(from, step === -1 ? -1 : 1, step === 0, signal);
    const tell = (state: Found['state']): void => {
      if (this.#searches.get(base)?.abort !== abort || run.gone.aborted) return;
      const index = place && search.indexOf(place);
      this.#post({
        ...{ type: 'found', tab, wanted, state, matches: search.matches, searched: search.searched },
        ...(place ? { place } : {}),
        ...(index === undefined ? {} : { index }),
      });
    };
    tell('searching');
    let toldAt = performance.now();
    await search.count(signal, () => {
      if (performance.now() - toldAt < toldEach) return;
      toldAt = performance.now();
      tell('searching');
    });
    tell(signal.aborted ? 'stopped' : 'done');
  }

  stop(run: ResultRun): void {
    this.#searches.get(run.arranged?.base ?? run)?.abort.abort();
  }
}
