import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { qualifiersOf } from '../../names/table-aliases.ts';
import { freshName, innermost, relationNames } from './rewrite.ts';
import type { Refactoring } from './rewrite.ts';

/** `FROM order_items` gets an alias of its initials, which its columns' qualifiers then are. */
export const addAlias: Refactoring = ({ path, statement, analysis }) => {
  const table = innermost(path, 'NamedTable');
  const name = table?.name.parts.at(-1)?.text;
  if (!table || table.alias || name === undefined) return undefined;
  const initials = name
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .map((word) => word[0] ?? '')
    .join('')
    .toLowerCase();
  const plain = /^\p{L}/u.test(initials) && writtenName(initials) === initials;
  // A document of that name would hide what the alias qualifies.
  const columns = analysis.scopes.flatMap(({ relations }) =>
    relations.flatMap((relation) => relation.columns.map((column) => column.name)),
  );
  const alias = freshName(plain ? initials : 't', [...relationNames(statement), ...columns]);
  const { end } = table.name.span;
  return {
    title: `Add the alias ${alias}`,
    kind: 'rewrite',
    changes: [
      { span: { start: end, end }, text: ` AS ${alias}` },
      ...qualifiersOf(table, statement).map(({ span }) => ({ span, text: alias })),
    ],
  };
};
