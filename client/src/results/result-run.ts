import type { OutputColumn, SqlType } from '../../../dialect/src/index.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { Arrangement, ResultState, ResultTab, RowCount } from '../messages/results.ts';
import type { ConnectionRole } from '../run/connections.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';
import { editTarget, type Editability } from './edit-target.ts';
import { HeldRows } from './held-rows.ts';
import type { Row } from './row.ts';

/** The statement that runs, and where it stands. Offsets are the document's, in its text of that version. */
export interface RunningStatement {
  readonly uri: string;
  readonly fileName: string;
  readonly version: number;
  readonly text: string;
  readonly start: number;
  /** Counted from 1. */
  readonly line: number;
  /** The values of its parameters. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** What it may do where it runs. */
  readonly role?: ConnectionRole;
  /** The pool that the file's statements ran through as it began; undefined for that of the default connection. */
  readonly pool?: string;
}

export interface RowLimits {
  /** Rows taken before anybody scrolls. */
  readonly ahead: number;
  /** Rows kept until somebody asks for more. */
  readonly bound: number;
}

/** One statement's run from its first row to its end: it takes the rows in, holds the cursor back, and tells how it went. */
export class ResultRun implements RowSink {
  readonly id: number;
  readonly statement: RunningStatement;
  /** Settles when the cursor first waits for a reader. */
  readonly held: Promise<void>;
  readonly rowsHeld: HeldRows;
  pinned = false;
  /** Where it shows another run's rows: that run, and how. */
  arranged:
    { readonly base: ResultRun; readonly arrangement: Arrangement; readonly version: number } | undefined;
  /** What gives these rows when it is run again: the statement, or that around it which arranges its rows. */
  source: RunningStatement;
  /** How many rows there are in all, where somebody asked. */
  count: RowCount | undefined;
  readonly #abort = new AbortController();
  readonly #gone = new AbortController();
  readonly #startedAt = performance.now();
  readonly #changed: () => void;
  #columns: readonly OutputColumn[] = [];
  #outcome: StatementOutcome | undefined;
  #editability: Editability | undefined;
  #isStopped = false;
  #firstRowMs: number | undefined;
  #tellHeld: () => void = () => undefined;

  constructor(id: number, statement: RunningStatement, limits: RowLimits, changed: () => void) {
    this.id = id;
    this.statement = statement;
    this.source = statement;
    this.#changed = changed;
    this.held = new Promise((resolve) => (this.#tellHeld = resolve));
    this.rowsHeld = new HeldRows({ ...limits, changed: () => this.#onRows() });
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Aborted once nobody looks at its rows any more: they may not be read then. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  get isOver(): boolean {
    return this.#outcome !== undefined;
  }

  /** The statement without the credentials of a connection string. */
  get sql(): string {
    return redactUris(this.statement.text);
  }

  get shownColumns(): readonly OutputColumn[] {
    return this.#columns;
  }

  get columnNames(): readonly string[] {
    return this.#columns.map((column) => column.name);
  }

  /** Whether a row can be written back to its document. Known once the columns are. */
  get editability(): Editability {
    this.#editability ??= editTarget(this.statement.text, this.columnNames);
    return this.#editability;
  }

  get outcome(): StatementOutcome | undefined {
    return this.#outcome;
  }

  columns(columns: readonly OutputColumn[]): void {
    this.#columns = columns;
    this.#editability = undefined;
    this.#changed();
  }

  rows(batch: readonly Row[]): void | Promise<void> {
    this.#firstRowMs ??= performance.now() - this.#startedAt;
    return this.rowsHeld.push(batch);
  }

  /** Puts another value into a row that was read again, in the run too whose rows are shown here. */
  change(index: number, column: number, value: unknown): void {
    const row = this.rowsHeld.row(index);
    if (!row) return;
    const now = row.with(column, value);
    const base = this.arranged?.base.rowsHeld;
    const inBase = base?.indexOf(row) ?? -1;
    this.rowsHeld.replace(index, now);
    if (inBase >= 0) base?.replace(inBase, now);
  }

  finish(outcome: StatementOutcome): void {
    this.#outcome = outcome;
    if (this.#columns.length === 0) this.#columns = outcome.columns;
    this.rowsHeld.close();
    this.#changed();
  }

  /** Ends it because somebody wants it ended. */
  cancel(): void {
    this.#abort.abort();
    this.rowsHeld.close();
  }

  /** Ends it because its place is taken: what it has given so far stays, and nobody is told of a cancellation. */
  stop(): void {
    if (this.isOver) return;
    this.#isStopped = true;
    this.cancel();
  }

  /** Ends it; nobody looks at its rows any more. */
  dispose(): void {
    this.#gone.abort();
    this.stop();
    this.rowsHeld.dispose();
  }

  get state(): ResultState {
    if (this.#outcome) return endState(this.#outcome, this.#isStopped);
    if (this.rowsHeld.isFull) return 'full';
    return this.rowsHeld.isHeld ? 'held' : 'running';
  }

  /** The run as the results view shows it. The credentials of a connection string in the statement are left out. */
  snapshot(): ResultTab {
    const outcome = this.#outcome;
    const { state, statement } = this;
    const firstRowMs = outcome?.firstRowMs ?? this.#firstRowMs;
    return {
      id: this.id,
      title: titleOf(statement.text),
      statement: shorten(redactUris(statement.text).trim(), 600),
      place: `${statement.fileName}:${statement.line}`,
      state,
      columns: columnsOf(this.#columns),
      rows: this.rowsHeld.length,
      problems: (outcome?.problems ?? []).map(({ code, severity, message }) => ({ code, severity, message })),
      pinned: this.pinned,
      role: statement.role ?? 'dev',
      version: this.arranged?.version ?? 0,
      arrangement: this.arranged?.arrangement ?? { filters: [] },
      ...(this.count === undefined ? {} : { count: this.count }),
      ...editingOf(this.editability, this.#columns.length),
      ...(outcome?.plan ? { plan: { sql: this.sql, explained: outcome.plan } } : {}),
      ...(outcome?.affected === undefined ? {} : { affected: outcome.affected }),
      ...(outcome?.message === undefined ? {} : { message: outcome.message }),
      ...(outcome?.pool === undefined ? {} : { pool: outcome.pool }),
      ...(outcome?.host === undefined ? {} : { host: outcome.host }),
      ...(firstRowMs === undefined ? {} : { firstRowMs }),
      // With the cursor held, the clock ran on while somebody read.
      ...(outcome === undefined || state === 'stopped' ? {} : { ms: outcome.ms }),
    };
  }

  #onRows(): void {
    if (this.rowsHeld.isHeld) this.#tellHeld();
    this.#changed();
  }
}

/** Which columns can be edited, and a word for those that cannot. */
function editingOf(editability: Editability, columns: number): Pick<ResultTab, 'editing'> {
  if (columns === 0) return {};
  return editability.ok
    ? { editing: { columns: editability.target.fields.map((field) => field !== undefined) } }
    : { editing: { columns: [], why: editability.why } };
}

function endState(outcome: StatementOutcome, isStopped: boolean): ResultState {
  if (outcome.cancelled) return isStopped ? 'stopped' : 'cancelled';
  return outcome.ok ? 'done' : 'failed';
}

/** Columns as they are shown. */
export function columnsOf(columns: readonly OutputColumn[]): ResultTab['columns'] {
  return columns.map(({ name, type }) => ({ name, type: typeText(type) }));
}

/** The first words of a statement in a line, without its leading comments. */
export function titleOf(text: string): string {
  const bare = redactUris(text)
    .replace(/^(\s+|--[^\n]*\n?|\/\*[\s\S]*?\*\/)+/, '')
    .replace(/\s+/g, ' ');
  return shorten(bare.replace(/;$/, ''), 40);
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}

function typeText(type: SqlType): string {
  return type.name === 'array' ? `${type.element ? typeText(type.element) : 'unknown'}[]` : type.name;
}
