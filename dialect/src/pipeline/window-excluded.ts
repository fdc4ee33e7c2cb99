import type { BoundWindow } from '../analysis/bound.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { cond } from '../functions/expression.ts';
import type { Accumulated } from './accumulator.ts';
import type { Document } from './command.ts';
import type { Frame } from './window-frame.ts';
import type { WindowField, WindowOutputs, WindowRows } from './window-outputs.ts';

/** Some rows of a frame that MongoDB has a window for. */
type Part = Pick<WindowField, 'sortBy' | 'partition'> & { readonly window: Document };

/**
 * An aggregate over a frame without the row itself, its peers or both, as those over what is before them and behind them, put together.
 * Undefined where a frame has no such parts, or the aggregate cannot be put together.
 */
export function besidesExcluded(
  window: BoundWindow,
  { accumulators, result }: Accumulated,
  frame: Frame,
  rows: WindowRows,
  anew: boolean,
): WindowOutputs | undefined {
  const parts = partsOf(window, frame, rows, anew);
  if (!parts || accumulators.some(({ accumulator }) => !canBeJoined(accumulator))) return undefined;
  const joins = accumulators.map(({ name, accumulator }) => join(name, accumulator, parts.length));
  return {
    needs: parts.some((part) => JSON.stringify(part).includes(rows.peer.slice(1)))
      ? ['number', 'peer']
      : ['number'],
    fields: parts.map(({ window: own, ...order }, part) => ({
      ...order,
      output: Object.fromEntries(
        joins.flatMap(({ outputs }) =>
          outputs.map(({ name, accumulator }) => [`${name}e${part}`, { ...accumulator, window: own }]),
        ),
      ),
    })),
    settle: Object.fromEntries(joins.map(({ name, value }) => [name, value])),
    ...(result === undefined ? {} : { result }),
  };
}

function partsOf(
  { frame: { unit, exclude } }: BoundWindow,
  frame: Frame,
  rows: WindowRows,
  anew: boolean,
): readonly Part[] | undefined {
  if (!exclude || frame.gather || frame.alone !== undefined || frame.set) return undefined;
  const isAll = Object.values(frame.window).every((ends) => String(ends) === 'unbounded,unbounded');
  const byRow = unit === 'ROWS' || (isAll && exclude === 'CURRENT ROW');
  if (byRow && exclude !== 'CURRENT ROW') return undefined;
  const [from, to] = (frame.window['documents'] ?? frame.window['range']) as readonly unknown[];
  if (Number(from) > 0 || Number(to) < 0) return undefined;
  // Sums are not to lose what leaves the frame again: such frames are read from their other end.
  if (anew && (typeof from === 'number' || (to !== 'current' && to !== 0 && !(byRow && to === 'unbounded'))))
    return undefined;
  const bare = (path: string) => path.slice(1);
  const ascending = { [bare(byRow ? rows.number : rows.peer)]: 1 };
  const ends = byRow ? 'documents' : 'range';
  const parts: Part[] = [];
  if (from === 'unbounded' || Number(from) < 0)
    parts.push({ window: { [ends]: [from, -1] }, sortBy: ascending });
  if (to === 'unbounded' && byRow)
    parts.push({ window: { documents: [to, -1] }, sortBy: { [bare(rows.number)]: -1 } });
  else if (to === 'unbounded' || Number(to) > 0)
    parts.push({ window: { [ends]: [1, to] }, sortBy: ascending });
  const own = { sortBy: { [bare(rows.number)]: 1 } };
  if (exclude === 'TIES') parts.push({ ...own, window: { documents: ['current', 'current'] } });
  if (exclude === 'CURRENT ROW' && !byRow)
    for (const way of [1, -1])
      parts.push({
        window: { documents: ['unbounded', -1] },
        sortBy: { [bare(rows.number)]: way },
        partition: rows.peer,
      });
  return parts;
}

const canBeJoined = (accumulator: Document): boolean =>
  ['$sum', '$min', '$max', '$avg'].some((operator) => operator in accumulator);

/** What is computed for each part, and the value made of it. */
function join(name: string, accumulator: Document, parts: number) {
  const all = (part: string): MongoExpression[] =>
    Array.from({ length: parts }, (_, index) => ({ $ifNull: [`$${name}${part}e${index}`, null] }));
  const sum = (part: string) => (parts > 0 ? { $add: all(part) } : 0);
  if ('$avg' in accumulator) {
    const value = accumulator['$avg'] as MongoExpression;
    const outputs = [
      { name, accumulator: { $sum: value } },
      { name: `${name}c`, accumulator: { $sum: { $toInt: { $isNumber: value } } } },
    ];
    const count = sum('c');
    return { name, outputs, value: cond({ $gt: [count, 0] }, { $divide: [sum(''), count] }, null) };
  }
  const outputs = [{ name, accumulator }];
  if ('$sum' in accumulator) return { name, outputs, value: sum('') };
  return { name, outputs, value: { ['$min' in accumulator ? '$min' : '$max']: all('') } };
}
