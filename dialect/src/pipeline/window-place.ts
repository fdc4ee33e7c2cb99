import type { BoundWindow } from '../analysis/bound.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { cond } from '../functions/expression.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import type { WindowOutputs, WindowRows } from './window-outputs.ts';

const whole = { documents: ['unbounded', 'unbounded'] };

/**
 * FIRST_VALUE, LAST_VALUE and NTH_VALUE of frames that begin or end where the partition does, or end with the row or its peers: what is there
 * is found once for the partition or the peers. MongoDB would go through all rows of each frame. Undefined for other frames.
 */
export function valueAtPlace(
  window: BoundWindow,
  [value, position]: readonly LoweredArgument[],
  rows: WindowRows,
  field: (part?: string) => string,
): WindowOutputs | undefined {
  const { unit, start, end, exclude } = window.frame;
  if (!value || exclude || start.offset || end.offset || start.type === 'unbounded following')
    return undefined;
  const given = { v: value.expression };
  const number = rows.number.slice(1);
  const first = { [field()]: { $first: given, window: whole } };
  const result = `$${field()}.v`;
  switch (window.row.name) {
    case 'FIRST_VALUE':
      if (start.type !== 'unbounded preceding') return undefined;
      return { needs: ['number'], fields: [{ output: first, sortBy: { [number]: 1 } }], result };
    case 'LAST_VALUE': {
      if (end.type === 'current' && unit === 'ROWS')
        return { needs: [], fields: [], result: value.expression };
      // The last is the first of the rows in the opposite order: that is found without going through them.
      const last = { output: first, sortBy: { [number]: -1 } };
      if (end.type === 'unbounded following') return { needs: ['number'], fields: [last], result };
      return { needs: ['number', 'peer'], fields: [{ ...last, partition: rows.peer }], result };
    }
    case 'NTH_VALUE': {
      const place = Number(String(position?.constant ?? 0));
      if (start.type !== 'unbounded preceding' || !(place >= 1)) return undefined;
      const nth = { [field()]: { $max: cond({ $eq: [rows.number, place] }, given, null), window: whole } };
      const found = { output: nth };
      if (end.type === 'unbounded following') return { needs: ['number'], fields: [found], result };
      const reached = (count: MongoExpression) => cond({ $gte: [count, place] }, result, null);
      if (unit === 'ROWS') return { needs: ['number'], fields: [found], result: reached(rows.number) };
      const upTo = { [field('u')]: { $sum: 1, window: { range: ['unbounded', 0] } } };
      const counted = { output: upTo, sortBy: { [rows.peer.slice(1)]: 1 } };
      return { needs: ['number', 'peer'], fields: [found, counted], result: reached(`$${field('u')}`) };
    }
    default:
      return undefined;
  }
}
