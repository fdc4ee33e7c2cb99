import type { Lazy } from 'mingo/lazy';
import type { Document } from '../../../../dialect/src/index.ts';
import { accumulate } from './accumulators.ts';
import { compareBson } from './bson-order.ts';
import { evaluateOne } from './evaluate.ts';
import { partitions } from './group.ts';
import { compareBy, type SortKeys } from './sort.ts';

type Documents = ReturnType<typeof Lazy>;
type Bound = 'unbounded' | 'current' | number;

interface Window {
  readonly documents?: readonly [Bound, Bound];
  readonly range?: readonly [unknown, unknown];
  readonly unit?: string;
}

interface Stage {
  readonly partitionBy?: unknown;
  readonly sortBy?: SortKeys;
  readonly output: Readonly<Record<string, Document>>;
}

/** Where a row stands in its partition. */
interface Place {
  readonly rows: readonly Document[];
  readonly index: number;
  readonly sortBy: SortKeys;
  readonly options: unknown;
}

/** $setWindowFields over MongoDB's order, with frames of decimals and dates. */
export function setWindowFields(lazy: typeof Lazy) {
  return (documents: Documents, { partitionBy, sortBy = {}, output }: Stage, options: unknown): Documents =>
    documents.transform((all: unknown[]) =>
      lazy(
        partitions(all, partitionBy ?? null, options).flatMap(({ documents: own }) => {
          const rows = [...own].sort(compareBy(sortBy)) as Document[];
          return rows.map((row, index) => ({
            ...row,
            ...Object.fromEntries(
              Object.entries(output).map(([name, given]) => [
                name,
                valueOf(given, { rows, index, sortBy, options }),
              ]),
            ),
          }));
        }),
      ),
    );
}

function valueOf({ window, ...accumulator }: Document, place: Place): unknown {
  const [[name, given] = ['', undefined]] = Object.entries(accumulator);
  const rank = ranks[name];
  if (rank) return rank(place, given);
  return accumulate(frameOf(window as Window | undefined, place), accumulator, place.options);
}

const ranks: Readonly<Record<string, (place: Place, given: unknown) => unknown>> = {
  $documentNumber: ({ index }) => index + 1,
  $rank: ({ rows, index, sortBy }) => firstPeer(rows, index, sortBy) + 1,
  $denseRank: ({ rows, index, sortBy }) =>
    rows.slice(1, index + 1).filter((row, before) => compareBy(sortBy)(rows[before], row) !== 0).length + 1,
  $shift: ({ rows, index, options }, given) => {
    const { output, by, default: otherwise } = given as Document;
    const row = rows[index + Number(by)];
    return row === undefined
      ? evaluateOne({}, otherwise ?? null, options)
      : (evaluateOne(row, output, options) ?? null);
  },
};

function firstPeer(rows: readonly Document[], index: number, sortBy: SortKeys): number {
  const compare = compareBy(sortBy);
  return rows.findIndex((row) => compare(row, rows[index]) === 0);
}

function frameOf(window: Window | undefined, { rows, index, sortBy, options }: Place): readonly Document[] {
  if (window?.documents) {
    const [from, to] = window.documents;
    const start = from === 'unbounded' ? 0 : index + (from === 'current' ? 0 : from);
    const end = to === 'unbounded' ? rows.length : index + (to === 'current' ? 0 : to) + 1;
    return rows.slice(Math.max(0, start), Math.max(0, end));
  }
  if (!window?.range) return rows;
  const [field = ''] = Object.keys(sortBy);
  const own = rows[index]?.[field];
  const [from, to] = window.range.map((bound) =>
    bound === 'unbounded'
      ? undefined
      : bound === 'current'
        ? own
        : evaluateOne({}, shifted(own, bound, window.unit), options),
  );
  return rows.filter(
    (row) =>
      (from === undefined || compareBson(row[field], from) >= 0) &&
      (to === undefined || compareBson(row[field], to) <= 0),
  );
}

function shifted(value: unknown, by: unknown, unit: string | undefined): Document {
  return unit === undefined
    ? { $add: [{ $literal: value }, { $literal: by }] }
    : { $dateAdd: { startDate: { $literal: value }, unit, amount: by } };
}
