/** A word or mark of the language that is neither a name nor a function: what it means. */
export interface WordRow {
  /** As it is written: `GROUP BY`, `||`. */
  readonly name: string;
  /** How it stands among other things: `a || b`. */
  readonly form: string;
  readonly documentation: string;
  /** A SELECT list item and what it gives, as the command line shows it. */
  readonly example?: { readonly sql: string; readonly result: string };
}
