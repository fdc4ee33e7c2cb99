import { ResultRun, type RowLimits, type RunningStatement } from './result-run.ts';

/** The results that are on show, oldest first, and which one is looked at. */
export class ResultTabs {
  readonly #runs = new Map<number, ResultRun>();
  readonly #shownColumns = new Map<number, readonly number[]>();
  readonly #limits: () => RowLimits;
  readonly #listeners = new Set<() => void>();
  #active: number | undefined;
  #next = 1;

  /** `limits` is read anew for every run. */
  constructor(limits: () => RowLimits) {
    this.#limits = limits;
  }

  get all(): readonly ResultRun[] {
    return [...this.#runs.values()];
  }

  get active(): ResultRun | undefined {
    return this.#active === undefined ? undefined : this.#runs.get(this.#active);
  }

  get(id: number): ResultRun | undefined {
    return this.#runs.get(id);
  }

  /** Runs of a document, or of all, that have not ended. */
  open(uri?: string): readonly ResultRun[] {
    return this.all.filter((run) => !run.isOver && (uri === undefined || run.statement.uri === uri));
  }

  begin(statement: RunningStatement): ResultRun {
    const id = this.#next++;
    const run = new ResultRun(id, statement, this.#limits(), () => this.#tell());
    this.#runs.set(id, run);
    this.#active = id;
    this.#tell();
    return run;
  }

  /** A run beside another, of which it shows the rows in another way, to be put in its place. */
  beside(base: ResultRun, statement: RunningStatement): ResultRun {
    return new ResultRun(base.id, statement, this.#limits(), () => this.#tell());
  }

  /** Puts a run into the place of the one with its id, if that is still there. */
  replace(run: ResultRun): void {
    const before = this.#runs.get(run.id);
    if (before) this.#runs.set(run.id, run);
    if (before !== run && before !== run.arranged?.base) before?.dispose();
    this.#tell();
  }

  /** Tells that something of a run changed. */
  changed(): void {
    this.#tell();
  }

  select(id: number): void {
    if (!this.#runs.has(id)) return;
    this.#active = id;
    this.#tell();
  }

  pin(id: number, pinned: boolean): void {
    const run = this.#runs.get(id);
    if (run) run.pinned = pinned;
    this.#tell();
  }

  /** The columns of a result that are shown, in their order; undefined where they are all as queried. */
  shownColumns({ id, columnNames }: ResultRun): readonly number[] | undefined {
    const shown = this.#shownColumns.get(id);
    return shown?.length === columnNames.length && shown.every((column, at) => column === at)
      ? undefined
      : shown;
  }

  /** Takes down which columns of a result are shown. */
  showColumns(id: number, columns: readonly number[]): void {
    this.#shownColumns.set(id, columns);
  }

  /** Takes a result off and ends its run; its neighbour is looked at next. */
  close(id: number): void {
    const before = this.all;
    const at = before.findIndex((run) => run.id === id);
    const run = before[at];
    if (!run) return;
    run.dispose();
    run.arranged?.base.dispose();
    this.#runs.delete(id);
    this.#shownColumns.delete(id);
    if (this.#active === id) this.#active = (before[at + 1] ?? before[at - 1])?.id;
    this.#tell();
  }

  /** Takes off what a document's earlier runs left, except what is pinned. */
  clear(uri: string): void {
    for (const run of this.all) if (run.statement.uri === uri && !run.pinned) this.close(run.id);
  }

  closeAll(): void {
    for (const run of this.all) this.close(run.id);
  }

  /** Calls back at every change until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
