import type { BoundExpression, ColumnId } from '../../analysis/bound.ts';
import { column } from '../../analysis/shape.ts';
import { columnsOf, mapOperands, reads, some } from '../../analysis/walk.ts';
import { isVolatile } from '../conditions.ts';
import type {
  ExtendNode,
  GroupNode,
  PlanNode,
  SeriesNode,
  SetOperationNode,
  WindowNode,
} from '../plan-node.ts';

// Which conditions on what a node gives say the same of its input, and in which words.

type Meaning = ReadonlyMap<ColumnId, BoundExpression>;

/** The condition on a node's input; undefined where it speaks of what only the node computes. */
export type Through = (condition: BoundExpression) => BoundExpression | undefined;

/** Of a node with one input. */
export function throughOf(node: PlanNode): Through {
  switch (node.kind) {
    case 'apply':
      return unread(new Set([node.id]));
    case 'series': {
      const through = unread(madeBy(node));
      // What is random is asked of each row that comes of one.
      return (condition) => (isVolatile(condition) ? undefined : through(condition));
    }
    case 'extend':
      return throughExtend(node);
    case 'sort':
    case 'distinct':
      return steadily((condition) => condition);
    case 'window':
      return steadily(throughWindow(node));
    case 'group':
      return steadily(throughGroup(node));
    default:
      return () => undefined;
  }
}

/** What does not read the computed columns need not wait for them. */
const unread =
  (made: ReadonlySet<ColumnId>): Through =>
  (condition) =>
    reads(condition, made) ? undefined : condition;

const steadily =
  (through: Through): Through =>
  (condition) =>
    isSteady(condition) ? through(condition) : undefined;

/** Whether it is the same each time it is asked, and for a field that is missing as for NULL: behind groups and unions both are one. */
const isSteady = (value: BoundExpression): boolean =>
  !isVolatile(value) && !some(value, (each) => each.kind === 'test' && each.test === 'MISSING');

const madeBy = ({ series }: SeriesNode): ReadonlySet<ColumnId> =>
  new Set(series.flatMap((each) => [...each.columns.map(({ id }) => id), each.ordinality ?? -1]));

/** Of computed columns only those that name another, or a name of another: to compute the others twice would cost more than it spares. */
function throughExtend({ items }: ExtendNode): Through {
  const named = new Map<ColumnId, BoundExpression>();
  const computed = new Set<ColumnId>();
  for (const { id, value } of items) {
    if (value.kind === 'column' && !computed.has(value.id)) named.set(id, named.get(value.id) ?? value);
    else computed.add(id);
  }
  return (condition) =>
    computed.size > 0 && reads(condition, computed) ? undefined : inWordsOf(condition, named);
}

/** A group has all rows of its keys, or none of them: what is asked of keys alone can be asked of the rows. */
function throughGroup({ group: { keys, sets } }: GroupNode): Through {
  if (sets.length !== 1 || keys.length === 0) return () => undefined;
  const meaning = new Map(keys.map(({ id, value }) => [id, value]));
  return (condition) => (speaksOf(condition, meaning) ? inWordsOf(condition, meaning) : undefined);
}

/** A partition has all rows of its values, or none of them. */
function throughWindow({ windows }: WindowNode): Through {
  const partitions = windows.map(
    ({ partitionBy }) => new Set(partitionBy.flatMap((key) => (key.kind === 'column' ? [key.id] : []))),
  );
  return (condition) => (partitions.every((keys) => speaksOf(condition, keys)) ? condition : undefined);
}

/** The same is asked of both sides. */
export function throughSides({ columns }: SetOperationNode): {
  readonly left: Through;
  readonly right: Through;
} {
  const side = (of: 'left' | 'right'): Through => {
    const meaning = new Map(
      columns.map((each) => [each.output.id, column(each[of], each.output, each.output.span)]),
    );
    return steadily((condition) =>
      speaksOf(condition, meaning) ? inWordsOf(condition, meaning) : undefined,
    );
  };
  return { left: side('left'), right: side('right') };
}

/** Whether it reads some of these columns, and no others. */
function speaksOf(condition: BoundExpression, columns: Pick<Meaning, 'has'>): boolean {
  const read = columnsOf(condition);
  return read.size > 0 && [...read].every((id) => columns.has(id));
}

function inWordsOf(value: BoundExpression, meaning: Meaning): BoundExpression {
  if (value.kind === 'column') return meaning.get(value.id) ?? value;
  return mapOperands(value, (each) => inWordsOf(each, meaning));
}
