import type { OutputColumn } from '../../../dialect/src/index.ts';
import type { StatementRunnerParts } from '../results/statement-runner.ts';
import type { RowSink } from '../run/run-types.ts';
import type { KeptResult } from './compare-results.ts';
import type { QueryHistory } from './query-history.ts';

/** Rows of a result, and results, that are held to be compared. */
const most = { rows: 1000, results: 50 };

/** The first rows of the statements that ran last in this window, by the ids of their entries. */
export class KeptResults {
  readonly #results = new Map<number, KeptResult>();

  get(id: number): KeptResult | undefined {
    return this.#results.get(id);
  }

  set(id: number, result: KeptResult): void {
    this.#results.set(id, result);
    const [oldest] = this.#results.keys();
    if (this.#results.size > most.results && oldest !== undefined) this.#results.delete(oldest);
  }

  delete(ids: readonly number[]): void {
    for (const id of ids) this.#results.delete(id);
  }

  clear(): void {
    this.#results.clear();
  }
}

/** The same way to run a statement, which puts each into the history. */
export function recordedRun(
  run: StatementRunnerParts['run'],
  history: QueryHistory,
  results: KeptResults,
): StatementRunnerParts['run'] {
  return async (document, slice, sink, options) => {
    const { text, line } = slice;
    const id = history.begin({ text, uri: String(document.uri), line, at: Date.now() });
    const rows: (readonly unknown[])[] = [];
    let columns: readonly OutputColumn[] = [];
    let total = 0;
    const keep = (): void => {
      if (columns.length > 0) results.set(id, { names: columns.map(({ name }) => name), rows, total });
    };
    const recorded: RowSink = {
      columns: (given) => {
        columns = given;
        return sink.columns(given);
      },
      rows: (batch) => {
        rows.push(...batch.slice(0, most.rows - rows.length));
        total += batch.length;
        history.read(id, total);
        keep();
        return sink.rows(batch);
      },
    };
    const outcome = await run(document, slice, recorded, options);
    keep();
    history.finish(id, outcome);
    return outcome;
  };
}
