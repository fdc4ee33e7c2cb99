/** A comment that silences problems: `-- qlsql:ignore QL6003`, or `-- qlsql:ignore-file QL6003, QL6007`. */
const pattern = /--[ \t]*qlsql:ignore(-file)?[ \t]+(\w[\w, \t]*)/g;

/** Which problems the comments of a text silence that begins behind a statement and has statements of its own. */
export interface IgnoreComments {
  /** In the whole document. */
  readonly file: readonly string[];
  /** In the statement that the text begins behind: of comments on its line. */
  readonly before: readonly string[];
  /** In the text's own statements, by which of them it is: of comments in, before or behind them on their line. */
  readonly own: ReadonlyMap<number, readonly string[]>;
}

const nothing: IgnoreComments = { file: [], before: [], own: new Map() };

/** What the comments of a text silence; the places of its statements count from its beginning, which may be that of the document. */
export function ignoreComments(
  text: string,
  statements: readonly { readonly start: number; readonly end: number }[],
  beginsDocument: boolean,
): IgnoreComments {
  if (!text.includes('qlsql:ignore')) return nothing;
  const file: string[] = [];
  const before: string[] = [];
  const own = new Map<number, readonly string[]>();
  for (const { index, 1: whole, 2: list = '' } of text.matchAll(pattern)) {
    const codes = list.split(/[\s,]+/).filter((code) => /^QL\d{4}$/.test(code));
    const last = statements.findLastIndex(({ start }) => start <= index);
    const isBehindOne = last >= 0 || !beginsDocument;
    const sameLine = isBehindOne && !text.slice(statements[last]?.end ?? 0, index).includes('\n');
    const meant = sameLine ? last : statements.findIndex(({ end }) => end > index);
    if (whole) file.push(...codes);
    else if (meant >= 0) own.set(meant, [...(own.get(meant) ?? []), ...codes]);
    else if (sameLine) before.push(...codes);
  }
  return { file, before, own };
}
