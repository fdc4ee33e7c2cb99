import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { freshName, innermost, relationNames, all } from './rewrite.ts';
import type { Refactoring } from './rewrite.ts';

/** `FROM order_items` gets an alias of its initials, which its columns' qualifiers then are. */
export const addAlias: Refactoring = ({ path, statement }) => {
  const table = innermost(path, 'NamedTable');
  const select = innermost(path, 'Select');
  const name = table?.name.parts.at(-1)?.text;
  if (!table || !select || table.alias || name === undefined) return undefined;
  const initials = name
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .map((word) => word[0] ?? '')
    .join('')
    .toLowerCase();
  const alias = freshName(/^\p{L}/u.test(initials) ? initials : 't', relationNames(statement));
  const qualifiers = [
    ...all(select, 'ColumnReference').flatMap(({ parts }) => (parts.length > 1 ? [parts[0]] : [])),
    ...all(select, 'Star').flatMap(({ qualifier }) => qualifier?.parts.at(-1) ?? []),
  ].filter((part) => part?.text === name);
  return {
    title: `Add the alias ${alias}`,
    kind: 'rewrite',
    changes: [
      { span: { start: table.span.end, end: table.span.end }, text: ` AS ${writtenName(alias)}` },
      ...qualifiers.flatMap((part) => (part ? [{ span: part.span, text: writtenName(alias) }] : [])),
    ],
  };
};
