import { problem } from '../../dialect/src/problems/catalog.ts';
import { closest, didYouMean } from '../../dialect/src/problems/did-you-mean.ts';
import type { Problem } from '../../dialect/src/index.ts';
import { writtenName } from '../../dialect/src/text/written-name.ts';
import { oncePerMeaning } from './statements.ts';
import type { StatementModel } from './statements.ts';

const none: readonly never[] = [];

/** An alert that ALTER or DROP names and that is not among the `known` ones, which exist or the document creates. A warning, as for pools. */
export function unknownAlerts(model: StatementModel, known: readonly string[]): readonly Problem[] {
  const named = alertNamed(model);
  if (!named || named.text === '' || known.includes(named.text)) return none;
  const { text: name, span } = named;
  const near = closest(name, known);
  const fixes =
    near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span, text: writtenName(near) }] }];
  return [{ ...problem('QL5081', span, [name, didYouMean(near)], fixes), severity: 'warning' }];
}

/** The alert that a statement names and that is to exist. */
export const alertNamed = oncePerMeaning(({ parsed: { statement } }) => {
  const isMeant =
    statement?.kind === 'AlterAlert' || (statement?.kind === 'DropAlert' && !statement.ifExists);
  return isMeant ? statement.name : undefined;
});
