import { problem } from '../../dialect/src/problems/catalog.ts';
import { closest, didYouMean } from '../../dialect/src/problems/did-you-mean.ts';
import type { Catalog, Problem } from '../../dialect/src/index.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { oncePerMeaning } from './statements.ts';

const none: readonly never[] = [];

/**
 * The pools that a statement names and that neither exist nor are created in the document. A warning, in the words of
 * the run time: another file may create the pool before the statement runs.
 */
export const unknownPools = oncePerMeaning((statement): readonly Problem[] => {
  const { catalog } = statement.meaning;
  // Version 0 is the empty catalogue, before the client has told what there is.
  if (catalog.version === 0 || poolsNamed(statement).length === 0) return none;
  const names = [...catalog.pools.map(({ name }) => name), ...groupNames(catalog)];
  return poolsNamed(statement)
    .filter(({ name }) => name !== '' && !names.includes(name))
    .map(({ name, span }) => {
      const near = closest(name, names);
      const quoted = statement.text[span.start] === "'";
      const text = quoted ? `'${near ?? ''}'` : (near ?? '');
      const fixes = near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span, text }] }];
      return { ...problem('QL5006', span, [name, didYouMean(near)], fixes), severity: 'warning' };
    });
});

/** Groups, and their members, whose pools may not be open. */
function groupNames({ groups = [] }: Catalog): readonly string[] {
  return groups.flatMap(({ name, members }) => [name, ...members.map((member) => `${name}.${member}`)]);
}

interface PoolName {
  readonly name: string;
  readonly span: Span;
}

const poolsNamed = oncePerMeaning(({ parsed: { statement }, analysis }): readonly PoolName[] => {
  const isLenient = statement?.kind === 'DropPool' || statement?.kind === 'DropPoolGroup';
  if (isLenient && statement.ifExists) return none;
  // What it names may be saved alone.
  if (statement?.kind === 'ApplyPoolChanges') return none;
  const altered =
    statement?.kind === 'AlterPool' ? [{ name: statement.name.text, span: statement.name.span }] : [];
  const named = [...altered, ...analysis.references.filter(({ kind }) => kind === 'pool')];
  return named.length > 0 ? named : none;
});
