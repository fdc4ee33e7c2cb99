import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { contains } from '../../../../dialect/src/text/span.ts';
import { all, innermost } from './rewrite.ts';
import type { Refactoring } from './rewrite.ts';

/** `SELECT *` with the columns that it stands for. */
export const expandStar: Refactoring = ({ path, analysis }) => {
  const star = innermost(path, 'Star');
  const item = star && innermost(path, 'SelectItem');
  const select = item && innermost(path, 'Select');
  if (!star || item?.value !== star || !select) return undefined;
  // Columns that USING merges are not those of one relation.
  if (select.from.some((reference) => all(reference, 'Join').some((join) => join.using || join.natural)))
    return undefined;
  const scope = analysis.scopes
    .filter(({ span }) => contains(span, star.span.start))
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
  const wanted = star.qualifier?.parts.at(-1)?.text;
  const relations = scope?.relations.filter(({ name }) => wanted === undefined || name === wanted) ?? [];
  const several = (scope?.relations.length ?? 0) > 1;
  const columns = relations.flatMap((relation) =>
    relation.columns.map(({ name }) =>
      several || wanted !== undefined
        ? `${writtenName(relation.name)}.${writtenName(name)}`
        : writtenName(name),
    ),
  );
  if (columns.length === 0) return undefined;
  return {
    title: wanted === undefined ? 'Expand *' : `Expand ${wanted}.*`,
    kind: 'rewrite',
    changes: [{ span: star.span, text: columns.join(', ') }],
  };
};
