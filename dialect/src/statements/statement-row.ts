/**
 * What a statement looks like and does: hover shows it, and the language reference lists it.
 *
 * A synopsis is written as PostgreSQL's manual writes them: words in capitals stand as they are, others stand for what they name,
 * `[ … ]` may be left out, of `{ a | b }` one is written, and `[, …]` lets what stands before it come again behind a comma.
 */
export interface StatementRow {
  /** The words that it begins with: `CREATE CONNECTION_POOL`. */
  readonly name: string;
  /** Other words that it may begin with. */
  readonly also?: readonly string[];
  readonly chapter: StatementChapter;
  readonly synopsis: string;
  /** The parts that the synopsis names and that have a form of their own, each with its forms. */
  readonly parts?: Readonly<Record<string, readonly string[]>>;
  readonly documentation: string;
  /** Statements of the sample database that show it. */
  readonly example: string;
}

export type StatementChapter = 'query' | 'write' | 'collection' | 'pool' | 'alert' | 'session';
