import { statementOf, statementRows } from '../../../dialect/src/statements/index.ts';

/** What a statement looks like and does, or all their names; undefined where no statement begins so. */
export function statementHelp(words: readonly string[]): string | undefined {
  if (words.length === 0) return `${statementRows.map(({ name }) => name).join('\n')}\n`;
  const wanted = words.flatMap((word) => word.toUpperCase().split(/\s+/));
  const exact = statementOf(wanted)?.row;
  const rows = exact ? [exact] : statementRows.filter(({ name }) => name.startsWith(wanted.join(' ')));
  if (rows.length === 0) return undefined;
  return rows
    .map(({ name, documentation, synopsis, parts = {}, example }) =>
      [
        `${name}\n\n${documentation}`,
        synopsis,
        ...Object.entries(parts).map(
          ([part, forms]) => `where ${part} is\n${forms.map(indented).join('\n')}`,
        ),
        `for example\n${indented(`${example};`)}`,
      ].join('\n\n'),
    )
    .join('\n\n\n')
    .concat('\n');
}

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
