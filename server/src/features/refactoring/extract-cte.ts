import type { AnyNode, NodeOf } from '../../../../dialect/src/syntax/nodes.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { all, freshName, inBrackets, innermost, relationNames, sameText } from './rewrite.ts';
import type { Refactoring } from './rewrite.ts';

type Owner = NodeOf<'Query' | 'Insert' | 'Update' | 'Delete' | 'Merge'>;

const ownsWith = (node: AnyNode): node is Owner =>
  ['Query', 'Insert', 'Update', 'Delete', 'Merge'].includes(node.kind);

/** `FROM (SELECT …) AS o` becomes `WITH o AS (SELECT …) … FROM o`: a query of FROM gets a name before the query that reads it. */
export const extractCte: Refactoring = (asked) => {
  const { path } = asked;
  const derived = innermost(path, 'DerivedTable');
  if (!derived?.alias || derived.lateral) return undefined;
  const owner = path.slice(0, path.indexOf(derived)).findLast(ownsWith);
  if (!owner) return undefined;
  const { name, columns } = derived.alias;
  // The alias itself is one of the names; another relation of that name would then mean the new query.
  const clashes = namedIn(derived.query, name.text) || namedTwice(owner, name.text);
  const cte = clashes ? freshName(`${name.text}_rows`, relationNames(owner)) : name.text;
  const list = columns.length > 0 ? `(${columns.map((column) => writtenName(column.text)).join(', ')})` : '';
  const definition = `${writtenName(cte)}${list} AS ${inBrackets(derived.query, asked)}`;
  const last = owner.with?.ctes.at(-1);
  const place = last?.span.end ?? owner.span.start;
  return {
    title: `Extract ${name.text} to WITH`,
    kind: 'extract',
    changes: [
      { span: { start: place, end: place }, text: last ? `, ${definition}` : `WITH ${definition} ` },
      {
        span: derived.span,
        text: clashes ? `${writtenName(cte)} AS ${writtenName(name.text)}` : writtenName(cte),
      },
    ],
  };
};

const namedIn = (root: AnyNode, name: string): boolean =>
  [...relationNames(root)].some((each) => sameText(each, name));

/** Whether another relation below is called the same, or would be. */
function namedTwice(owner: Owner, name: string): boolean {
  const aliases = all(owner, 'TableAlias').filter((alias) => sameText(alias.name.text, name));
  const tables = all(owner, 'NamedTable').filter((table) =>
    sameText(table.name.parts.at(-1)?.text ?? '', name),
  );
  return aliases.length + tables.length > 1;
}
