import type { Document, Read } from '../../../dialect/src/index.ts';
import { problem, type ProblemCode } from '../../../dialect/src/problems/catalog.ts';
import type { Problem } from '../../../dialect/src/problems/problem.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import type { AccessNode } from './explain-access.ts';

/** Warns of steps that an index would spare; undefined where none would. `stages` are those that the step does. */
export interface IndexAdvice {
  readonly ofAccess: (node: AccessNode, stages: readonly number[]) => Problem | undefined;
  readonly ofStage: (name: string, stage: Document, stages: readonly number[]) => Problem | undefined;
}

interface Key {
  readonly path: string;
  readonly direction: 1 | -1;
}

/** What there is to say of the steps that a pipeline is carried out by. `spans` are those of its stages; `otherwise` stands for one that is not known. */
export function indexAdvice(
  { source, pipeline }: Read,
  spans: readonly (Span | undefined)[],
  otherwise: Span,
): IndexAdvice {
  const { keys, found, sorted } = servingKeys(pipeline);
  const place =
    source.kind === 'collection' ? { database: source.database, collection: source.collection } : undefined;
  const warn = (
    code: ProblemCode,
    stages: readonly number[],
    on: { readonly database?: string | undefined; readonly collection: string },
    wanted: readonly Key[],
    figures: readonly string[] = [],
  ): Problem => {
    const span = stages.map((at) => spans[at]).find((each) => each !== undefined) ?? otherwise;
    const statement = `CREATE INDEX ON ${placeText(on)} (${wanted.map(keyText).join(', ')})`;
    const names = wanted.map(({ path }) => path).join(', ');
    const changes = [{ span: { start: 0, end: 0 }, text: `${statement};\n\n` }];
    const fixes = [{ title: `Write ${statement}`, changes }];
    return problem(code, span, [on.collection, names, ...figures], fixes);
  };
  const ofJoin = (collection: unknown, field: unknown, stages: readonly number[]): Problem | undefined =>
    typeof collection === 'string' && typeof field === 'string' && field !== '_id'
      ? warn('QL5202', stages, { collection }, [{ path: field, direction: 1 }])
      : undefined;
  return {
    ofAccess: (node, stages) => {
      const { stage, told, figures: { rowsIn = 0, rowsOut = 0 } = {} } = node;
      switch (stage) {
        case 'EQ_LOOKUP':
        case 'EQ_LOOKUP_UNWIND':
          return told['strategy'] === 'NestedLoopJoin'
            ? ofJoin(collectionIn(told['foreignCollection']), told['foreignField'], stages)
            : undefined;
        case 'SORT':
          return place && sorted ? warn('QL5201', stages, place, keys) : undefined;
        case 'COLLSCAN': {
          // Where most of what is read is wanted, no index makes it quicker.
          const wantsMost = node.figures !== undefined && rowsOut > rowsIn / 2;
          return place && found && !wantsMost ? warn('QL5200', stages, place, keys) : undefined;
        }
        case 'FETCH': {
          const isWaste = rowsIn >= wasteFrom && rowsOut * 10 < rowsIn && !usesAll(node, keys);
          const figures = [number.format(rowsIn), number.format(rowsOut)];
          return place && found && isWaste ? warn('QL5203', stages, place, keys, figures) : undefined;
        }
        default:
          return undefined;
      }
    },
    ofStage: (name, stage, stages) => {
      if (name === '$sort')
        return place && sorted && stages.some((at) => isFirstSort(pipeline, at))
          ? warn('QL5201', stages, place, keys)
          : undefined;
      if (name !== '$lookup' || Number(stage['collectionScans'] ?? 0) === 0) return undefined;
      const { from, foreignField } = stage['$lookup'] as Document;
      return ofJoin(from, foreignField, stages);
    },
  };
}

/** Documents that are read for nothing do not matter where they are few. */
const wasteFrom = 1000;
const number = new Intl.NumberFormat('en');

/** Whether the index below a node has all these keys already. */
function usesAll({ inputs: [input] }: AccessNode, keys: readonly Key[]): boolean {
  const pattern = (input?.told['keyPattern'] as Document | undefined) ?? {};
  return keys.every(({ path }) => path in pattern);
}

/**
 * The keys of an index that serves the beginning of a pipeline, in the order that MongoDB advises: fields compared for equality, those of the order, those
 * compared with a range. `found`: some are of a filter; `sorted`: some are of an order.
 */
function servingKeys(pipeline: readonly Document[]): {
  readonly keys: readonly Key[];
  readonly found: boolean;
  readonly sorted: boolean;
} {
  const equal = new Set<string>();
  const ranges = new Set<string>();
  const order: Key[] = [];
  for (const stage of pipeline) {
    if (stage['$match']) compared(stage['$match'] as Document, equal, ranges);
    else {
      for (const [path, direction] of Object.entries((stage['$sort'] as Document | undefined) ?? {}))
        order.push({ path, direction: direction === -1 ? -1 : 1 });
      break;
    }
  }
  const keys = new Map<string, Key>();
  const ascending = (path: string): Key => ({ path, direction: 1 });
  for (const key of [...[...equal].map(ascending), ...order, ...[...ranges].map(ascending)])
    if (!keys.has(key.path)) keys.set(key.path, key);
  return { keys: [...keys.values()], found: equal.size + ranges.size > 0, sorted: order.length > 0 };
}

function compared(filter: Document, equal: Set<string>, ranges: Set<string>): void {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and') for (const part of condition as readonly Document[]) compared(part, equal, ranges);
    if (path.startsWith('$')) continue;
    const operators = operatorsOf(condition);
    if (operators.some((name) => name === '$eq' || name === '$in')) equal.add(path);
    else if (operators.some((name) => /^\$([gl]te?|regex)$/.test(name))) ranges.add(path);
  }
}

/** The operators by which a field is compared; a value that stands there by itself is compared for equality. */
function operatorsOf(condition: unknown): readonly string[] {
  const isPlain = typeof condition === 'object' && condition !== null && !('_bsontype' in condition);
  const names = isPlain ? Object.keys(condition) : [];
  return names.length > 0 && names.every((name) => name.startsWith('$')) ? names : ['$eq'];
}

const isFirstSort = (pipeline: readonly Document[], at: number): boolean =>
  '$sort' in (pipeline[at] ?? {}) && pipeline.slice(0, at).every((stage) => '$match' in stage);

const keyText = ({ path, direction }: Key): string =>
  `${path.split('.').map(writtenName).join('.')}${direction === -1 ? ' DESC' : ''}`;

const placeText = ({
  database,
  collection,
}: {
  readonly database?: string | undefined;
  readonly collection: string;
}): string => [...(database === undefined ? [] : [database]), collection].map(writtenName).join('.');

/** `shop.orders` as the server names it: the collection alone. */
const collectionIn = (namespace: unknown): unknown =>
  typeof namespace === 'string' ? namespace.replace(/^[^.]*\./, '') : undefined;
