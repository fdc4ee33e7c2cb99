import type { Arrangement } from '../messages/results.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';
import { arrangedRows } from './arrange-rows.ts';
import { arrangedStatement, countStatement } from './arrange-statement.ts';
import { readFilter, type Filter } from './filter-text.ts';
import type { ResultRun, RunningStatement } from './result-run.ts';
import type { ResultTabs } from './result-tabs.ts';

/** Runs a statement in the session of a result, for its rows alone. */
export type ReadAgain = (
  statement: RunningStatement,
  sink: RowSink,
  signal: AbortSignal,
) => Promise<StatementOutcome>;

/** Sorts, filters and counts results: the rows that are here where those are all, else by a statement around theirs. */
export class ResultArranger {
  readonly #tabs: ResultTabs;
  readonly #read: ReadAgain;
  readonly #counts = new WeakMap<ResultRun, AbortController>();
  #version = 0;

  constructor(tabs: ResultTabs, read: ReadAgain) {
    this.#tabs = tabs;
    this.#read = read;
  }

  /** Shows a result in another way; without order and filters, as it came. Throws a sentence where that cannot be. */
  async arrange(shown: ResultRun, arrangement: Arrangement): Promise<void> {
    const base = shown.arranged?.base ?? shown;
    const { order, filters: typed } = arrangement;
    const filters = typed.map(({ column, text }) => filterOf(base, column, text));
    if (shown !== base) shown.stop();
    if (!order && filters.length === 0) return this.#tabs.replace(base);
    const { statement } = base;
    const run = this.#tabs.beside(base, statement);
    this.#version += 1;
    run.pinned = shown.pinned;
    run.arranged = { base, arrangement, version: this.#version };
    const wrapped = arrangedStatement(statement.text, base.columnNames, order, filters);
    // Rows that wait in a file are the server's to sort, where it can.
    if (base.state === 'done' && base.outcome && (base.rowsHeld.isInMemory || !wrapped)) {
      run.columns(base.shownColumns);
      void run.rows(arrangedRows(base.rowsHeld.slice(0, base.rowsHeld.length), order, filters));
      run.finish(base.outcome);
      return this.#tabs.replace(run);
    }
    if (!wrapped)
      throw new Error('These rows can be sorted and filtered once all of them were read: go to the last.');
    const parameters = { ...statement.parameters, ...wrapped.parameters };
    run.source = { ...statement, text: wrapped.text, parameters };
    run.columns(base.shownColumns);
    this.#tabs.replace(run);
    run.finish(await this.#read(run.source, run, run.signal));
  }

  /** Counts the rows of a result on the server; a second call while it counts stops it. */
  async count(run: ResultRun): Promise<void> {
    const counting = this.#counts.get(run);
    if (counting) return counting.abort();
    const text = countStatement(run.source.text);
    if (text === undefined) throw new Error('Only the rows of a query can be counted.');
    const abort = new AbortController();
    this.#counts.set(run, abort);
    run.count = 'counting';
    this.#tabs.changed();
    let counted: number | undefined;
    try {
      const sink: RowSink = { columns: () => undefined, rows: ([row]) => void (counted = Number(row?.[0])) };
      const outcome = await this.#read({ ...run.source, text }, sink, abort.signal);
      const failure = outcome.cancelled
        ? undefined
        : outcome.problems.find(({ severity }) => severity === 'error');
      if (failure) throw new Error(`${failure.message} (${failure.code})`);
    } finally {
      this.#counts.delete(run);
      run.count = counted;
      this.#tabs.changed();
    }
  }
}

function filterOf(run: ResultRun, column: number, text: string): Filter {
  const { name, type } = run.shownColumns[column] ?? { name: '', type: { name: 'unknown' as const } };
  const filter = readFilter(text, column, type);
  if (typeof filter === 'string') throw new Error(`${name}: ${filter}`);
  return filter;
}
