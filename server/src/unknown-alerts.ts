import { problem } from '../../dialect/src/problems/catalog.ts';
import { closest, didYouMean } from '../../dialect/src/problems/did-you-mean.ts';
import type { Problem } from '../../dialect/src/index.ts';
import { kindOf, oncePerMeaning } from './statements.ts';

const none: readonly never[] = [];

/** An alert that ALTER or DROP names and that neither exists nor is created in the document. A warning, as for pools. */
export const unknownAlerts = oncePerMeaning((model): readonly Problem[] => {
  const { catalog } = model.meaning;
  const kind = kindOf(model);
  if (catalog.version === 0 || (kind !== 'AlterAlert' && kind !== 'DropAlert')) return none;
  const { statement } = model.parsed;
  if (statement?.kind !== 'AlterAlert' && (statement?.kind !== 'DropAlert' || statement.ifExists))
    return none;
  const { text: name, span } = statement.name;
  const names = catalog.alerts.map((alert) => alert.name);
  if (name === '' || names.includes(name)) return none;
  const near = closest(name, names);
  const fixes = near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span, text: near }] }];
  return [{ ...problem('QL5081', span, [name, didYouMean(near)], fixes), severity: 'warning' }];
});
