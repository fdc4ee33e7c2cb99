/** A comment that silences problems: `-- qlsql:ignore QL6003`, or `-- qlsql:ignore-file QL6003, QL6007`. */
const pattern = /--[ \t]*qlsql:ignore(-file)?[ \t]+(\w[\w, \t]*)/g;

/** Which problems are silenced where: of a whole text by `file`, of a statement by the comments in, before or behind it on its line. */
export interface Ignored {
  readonly file: ReadonlySet<string>;
  /** The numbers silenced in a statement, by where it starts. */
  readonly statements: ReadonlyMap<number, ReadonlySet<string>>;
}

const nothing: Ignored = { file: new Set(), statements: new Map() };

export function ignoredCodes(
  text: string,
  statements: readonly { readonly start: number; readonly end: number }[],
): Ignored {
  if (!text.includes('qlsql:ignore')) return nothing;
  const file = new Set<string>();
  const byStatement = new Map<number, Set<string>>();
  for (const { index, 1: whole, 2: list = '' } of text.matchAll(pattern)) {
    const codes = list.split(/[\s,]+/).filter((code) => /^QL\d{4}$/.test(code));
    const before = statements.findLast(({ start }) => start <= index);
    const sameLine = before && !text.slice(before.end, index).includes('\n');
    const meant = sameLine ? before : statements.find(({ end }) => end > index);
    for (const code of codes) {
      if (whole) file.add(code);
      else if (meant) byStatement.set(meant.start, (byStatement.get(meant.start) ?? new Set()).add(code));
    }
  }
  return { file, statements: byStatement };
}
