import { implicitPool } from '../../dialect/src/catalog/implicit-pool.ts';
import { problem } from '../../dialect/src/problems/catalog.ts';
import { closest, didYouMean } from '../../dialect/src/problems/did-you-mean.ts';
import type { Problem } from '../../dialect/src/index.ts';
import { stringText } from '../../dialect/src/syntax/print/printer.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { writtenName } from '../../dialect/src/text/written-name.ts';
import { formOf } from './names/written-form.ts';
import { oncePerMeaning } from './statements.ts';
import type { StatementModel } from './statements.ts';

const none: readonly never[] = [];

/**
 * The pools that a statement names and that neither exist nor are created in the document or by themselves, of which `known` are the names. A warning, in
 * the words of the run time: another file may create the pool before the statement runs.
 */
export function unknownPools(statement: StatementModel, known: readonly string[]): readonly Problem[] {
  const named = poolsNamed(statement);
  if (named.length === 0) return none;
  const written = (name: string, span: Span) =>
    formOf(statement.text, span) === 'string' ? stringText(name) : name.split('.').map(writtenName).join('.');
  return named
    .filter(({ name }) => name !== '' && name !== implicitPool && !known.includes(name))
    .map(({ name, span }) => {
      const near = closest(name, known);
      const fixes =
        near === undefined
          ? []
          : [{ title: `Change to ${near}`, changes: [{ span, text: written(near, span) }] }];
      return { ...problem('QL5006', span, [name, didYouMean(near)], fixes), severity: 'warning' };
    });
}

interface PoolName {
  readonly name: string;
  readonly span: Span;
}

/** The pools that a statement names and that are to exist. */
export const poolsNamed = oncePerMeaning(({ parsed: { statement }, analysis }): readonly PoolName[] => {
  const isLenient = statement?.kind === 'DropPool' || statement?.kind === 'DropPoolGroup';
  if (isLenient && statement.ifExists) return none;
  // What it names may be saved alone.
  if (statement?.kind === 'ApplyPoolChanges') return none;
  const altered =
    statement?.kind === 'AlterPool' ? [{ name: statement.name.text, span: statement.name.span }] : [];
  const named = [...altered, ...analysis.references.filter(({ kind }) => kind === 'pool')];
  return named.length > 0 ? named : none;
});
