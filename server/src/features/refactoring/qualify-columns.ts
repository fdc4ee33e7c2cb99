import type { VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { TextChange } from '../../../../dialect/src/index.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { contains } from '../../../../dialect/src/text/span.ts';
import { sameName } from '../../../../dialect/src/analysis/binder.ts';
import type { Identifier } from '../../../../dialect/src/syntax/ast/index.ts';
import { all, innermost } from './rewrite.ts';
import type { Refactoring } from './rewrite.ts';

/** Columns of a SELECT from several relations get the name of theirs before them. */
export const qualifyColumns: Refactoring = ({ path, analysis }) => {
  const select = innermost(path, 'Select');
  const several = select && (select.from.length > 1 || select.from.some(({ kind }) => kind === 'Join'));
  if (!several) return undefined;
  const columns = new Set(
    analysis.references.filter(({ kind }) => kind === 'column').map(({ span }) => span.start),
  );
  const changes = all(select, 'ColumnReference').flatMap((reference): TextChange[] => {
    const [first] = reference.parts;
    const { start } = reference.span;
    const relation = first && columns.has(start) && ownerOf(first, start, analysis.scopes);
    return relation ? [{ span: { start, end: start }, text: `${writtenName(relation)}.` }] : [];
  });
  return changes.length > 0 ? { title: 'Qualify columns', kind: 'rewrite', changes } : undefined;
};

/** The one relation that has the column, in the innermost scope where one has; undefined where it is qualified already. */
function ownerOf(column: Identifier, offset: number, scopes: readonly VisibleScope[]): string | undefined {
  const around = scopes
    .filter(({ span }) => contains(span, offset))
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  for (const { relations } of around) {
    if (relations.some(({ name }) => sameName(column, name))) return undefined;
    const owners = relations.filter(({ columns }) => columns.some(({ name }) => sameName(column, name)));
    if (owners.length > 0) return owners.length === 1 ? owners[0]?.name : undefined;
  }
  return undefined;
}
