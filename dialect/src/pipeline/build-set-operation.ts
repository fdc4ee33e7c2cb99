import type { ColumnId } from '../analysis/bound.ts';
import { column } from '../analysis/shape.ts';
import type { SetOperationNode } from '../planner/plan-node.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { groupKey } from './group-key.ts';
import { at, read, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { sourceStages } from './lookup.ts';
import { placeOf } from './lower.ts';

/** Both sides under common names, one behind the other; what is not UNION ALL then counts each row by side. */
export function buildSetOperation(c: Compiler, node: SetOperationNode, outer: Layout): Built {
  const { columns, operator, all } = node;
  const counted = operator !== 'UNION';
  const side = c.name('side');
  const shaped = (
    built: Built,
    pick: (column: SetOperationNode['columns'][number]) => ColumnId,
    mark: number,
  ): Built => {
    const fields: Document = { _id: 0 };
    for (const column of columns) {
      const place = built.layout.get(pick(column));
      fields[c.name(column.output.id)] = place ? { $ifNull: [read(place), null] } : { $literal: null };
    }
    if (counted) fields[side] = { $literal: mark };
    return { ...built, stages: [...built.stages, { stage: { $project: fields } }] };
  };
  const left = shaped(c.build(node.left, outer), (column) => column.left, 0);
  const right = shaped(c.build(node.right, outer), (column) => column.right, 1);
  const { from, pipeline } = sourceStages(right);
  const stages: Document[] = [{ $unionWith: { ...(from === undefined ? {} : { coll: from }), pipeline } }];
  const grouped = counted || !all;
  const own = withPlaces(
    outer,
    columns.map(({ output }) => [output.id, placeOf(c, output.id)]),
  );
  const key: Document = {};
  const firsts: Document = {};
  const places = columns.map(({ output }): readonly [ColumnId, Place] => {
    const name = c.name(output.id);
    const { by, first } = groupKey(c, column(output.id, output, output.span), own, true);
    key[name] = by;
    if (first !== undefined) firsts[name] = { $first: first };
    return [output.id, first === undefined ? at('_id', name) : at(name)];
  });
  if (grouped) {
    const count = (mark: number) => ({ $sum: { $cond: [{ $eq: [`$${side}`, mark] }, 1, 0] } });
    const [l, r] = [c.name('left'), c.name('right')];
    stages.push({ $group: { _id: key, ...firsts, ...(counted ? { [l]: count(0), [r]: count(1) } : {}) } });
    if (operator === 'INTERSECT') stages.push({ $match: { [l]: { $gt: 0 }, [r]: { $gt: 0 } } });
    if (operator === 'EXCEPT' && !all) stages.push({ $match: { [l]: { $gt: 0 }, [r]: 0 } });
    if (counted && all) {
      const times =
        operator === 'INTERSECT' ? { $min: [`$${l}`, `$${r}`] } : { $subtract: [`$${l}`, `$${r}`] };
      stages.push({ $set: { [side]: { $range: [0, { $max: [0, times] }] } } }, { $unwind: `$${side}` });
    }
  }
  const layout = grouped ? withPlaces(outer, places) : own;
  const made = stages.map((stage): Stage => ({ stage, ...(node.origin ? { origin: node.origin } : {}) }));
  return { ...left, stages: [...left.stages, ...made], layout };
}
