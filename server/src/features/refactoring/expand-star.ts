import { sameName } from '../../../../dialect/src/analysis/binder.ts';
import type { VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { NodeOf } from '../../../../dialect/src/syntax/nodes.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { all, innermost } from './rewrite.ts';
import type { Refactoring } from './rewrite.ts';

/** `SELECT *` with the columns that it stands for. */
export const expandStar: Refactoring = ({ path, analysis }) => {
  const star = innermost(path, 'Star');
  const item = star && innermost(path, 'SelectItem');
  const select = item && innermost(path, 'Select');
  if (!star || item?.value !== star || !select) return undefined;
  const scope = analysis.scopes.find(({ span }) => span.start === select.span.start);
  const columns = scope ? columnsOf(star, select, scope) : [];
  // What the analysis says that the star gives, in its order, decides.
  const given = scope?.listed.filter(({ span }) => span.start === star.span.start).map(({ name }) => name);
  if (columns.length === 0 || given?.join('\0') !== columns.map(({ name }) => name).join('\0'))
    return undefined;
  const qualifier = star.qualifier?.parts.at(-1)?.text;
  return {
    title: qualifier === undefined ? 'Expand *' : `Expand ${qualifier}.*`,
    kind: 'rewrite',
    changes: [{ span: star.span, text: columns.map(({ written }) => written).join(', ') }],
  };
};

interface Column {
  readonly name: string;
  readonly written: string;
}

function columnsOf(
  { qualifier }: NodeOf<'Star'>,
  select: NodeOf<'Select'>,
  { relations }: VisibleScope,
): readonly Column[] {
  const wanted = qualifier?.parts.at(-1);
  const joins = select.from.flatMap((reference) => all(reference, 'Join'));
  const merged = wanted ? [] : joins.flatMap(({ using = [] }) => using.map(({ text }) => text));
  const several = relations.length > 1 || wanted !== undefined;
  return [
    ...[...new Set(merged)].map((name) => ({ name, written: writtenName(name) })),
    ...relations
      .filter(({ name }) => !wanted || sameName(wanted, name))
      .flatMap((relation) =>
        relation.columns
          .filter(({ name }) => !merged.includes(name))
          .map(({ name }) => ({
            name,
            written: several ? `${writtenName(relation.name)}.${writtenName(name)}` : writtenName(name),
          })),
      ),
  ];
}
