import type { BoundExpression, ColumnId } from '../../analysis/bound.ts';
import { column } from '../../analysis/shape.ts';
import { columnsOf, mapOperands } from '../../analysis/walk.ts';
import type { ExtendNode, GroupNode, SetOperationNode, WindowNode } from '../plan-node.ts';

// Which conditions on what a node gives say the same of its input, and in which words.

type Meaning = ReadonlyMap<ColumnId, BoundExpression>;

/** The condition on a node's input; undefined where it speaks of what only the node computes. */
export type Through = (condition: BoundExpression) => BoundExpression | undefined;

/** Of computed columns only those that name another: to compute the others twice would cost more than it spares. */
export function throughExtend({ items }: ExtendNode): Through {
  return (condition) => {
    let named: Map<ColumnId, BoundExpression> | undefined;
    for (const id of columnsOf(condition)) {
      const value = valueOf(id, items);
      if (value === undefined) continue;
      if (value.kind !== 'column') return undefined;
      named ??= new Map();
      named.set(id, value);
    }
    return named ? inWordsOf(condition, named) : condition;
  };
}

/** What is computed under a number; where that names what is computed here before, this. */
function valueOf(id: ColumnId, items: ExtendNode['items']): BoundExpression | undefined {
  const place = items.findIndex((each) => each.id === id);
  const value = items[place]?.value;
  return value?.kind === 'column' ? (valueOf(value.id, items.slice(0, place)) ?? value) : value;
}

/** A group has all rows of its keys, or none of them: what is asked of keys alone can be asked of the rows. */
export function throughGroup({ group: { keys, sets } }: GroupNode): Through | undefined {
  if (sets.length !== 1 || keys.length === 0) return undefined;
  const meaning = new Map(keys.map(({ id, value }) => [id, value]));
  return (condition) => (speaksOf(condition, meaning) ? inWordsOf(condition, meaning) : undefined);
}

/** A partition has all rows of its values, or none of them. */
export function throughWindow({ windows }: WindowNode): Through {
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
    return (condition) => (speaksOf(condition, meaning) ? inWordsOf(condition, meaning) : undefined);
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
