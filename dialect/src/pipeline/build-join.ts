import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import { storedBelow } from '../planner/index-order.ts';
import { givenBy } from '../planner/plan-walk.ts';
import type { JoinNode, PlanNode } from '../planner/plan-node.ts';
import { conjuncts } from '../planner/conditions.ts';
import type { Document } from './command.ts';
import { behind, staged } from './compiler.ts';
import type { Built, Compiler } from './compiler.ts';
import { joinAggregates } from './join-aggregates.ts';
import { joinByField } from './join-by-field.ts';
import type { JoinStages } from './join-by-field.ts';
import { joinByGroup } from './join-by-group.ts';
import { fitsInArray, joinFields } from './join-fields.ts';
import { at, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { foreign, projection, sourceStages } from './lookup.ts';
import { lookupFields } from './lookup-index.ts';
import { matchOf } from './match.ts';
import { plainSide } from './plain-side.ts';
import { sideBySide } from './side-by-side.ts';

/** A join as $lookup and $unwind: the left rows keep their place, the right ones stand under a fresh name. */
export function buildJoin(c: Compiler, given: JoinNode, outer: Layout): Built {
  const node = given.type === 'FULL' ? storedRight(given) : given;
  const left = c.build(node.left, outer);
  const name = c.name(c.nameOf(given, 'j'));
  const { type } = node;
  const beside = joinAggregates(c, node, left, name);
  if (beside) return beside;
  const slow = joinByGroup(c, node, left, { name, outer, why: 'slow' });
  const byField = slow || type === 'FULL' ? undefined : joinByField(c, { ...node, type }, left, name);
  const grouped = slow ?? (byField ? undefined : joinByGroup(c, node, left, { name, outer, why: 'once' }));
  if (grouped) {
    const stages = [...left.stages, ...staged(grouped.stages, node.origin)];
    return { source: left.source, stages, layout: grouped.layout };
  }
  const { stages, layout, reads } = byField ?? joinByPipeline(c, node, left, name);
  const own = staged(stages, node.origin);
  const all = reads ? sideBySide(left.stages, own, namesOf(reads, left.layout)) : [...left.stages, ...own];
  const joined: Built = { ...left, stages: all, layout };
  return type === 'FULL' ? withUnmatched(c, node, joined, name, outer) : joined;
}

/** A full join with the side that is computed on its left, where it is computed once. */
function storedRight(node: JoinNode): JoinNode {
  const { left, right } = node;
  return storedBelow(left) && !storedBelow(right) ? { ...node, left: right, right: left } : node;
}

/** The first names of the paths at which columns stand. */
const namesOf = (columns: ReadonlySet<ColumnId>, layout: Layout): ReadonlySet<string> =>
  new Set(
    [...columns].flatMap((id) => {
      const place = layout.get(id);
      return place?.kind === 'path' ? place.path.slice(0, 1) : [];
    }),
  );

/** Any right side and any condition: a pipeline that runs for each left row. */
function joinByPipeline(c: Compiler, node: JoinNode, left: Built, name: string): JoinStages {
  const found = lookup(c, node.right, node.on, left.layout, name);
  const unwind: Document =
    node.type === 'INNER'
      ? { $unwind: `$${name}` }
      : { $unwind: { path: `$${name}`, preserveNullAndEmptyArrays: true } };
  return { stages: [found.stage, unwind], layout: withPlaces(left.layout, found.places) };
}

interface Lookup {
  readonly stage: Document;
  readonly places: readonly (readonly [number, Place])[];
}

function lookup(
  c: Compiler,
  right: PlanNode,
  on: BoundExpression | undefined,
  local: Layout,
  name: string,
  limit?: number,
): Lookup {
  const given = givenBy(right);
  const conditions = on ? conjuncts(on) : [];
  const side = plainSide(right);
  const fields = side && joinFields(conditions, side, local);
  const rest = fields?.exact ? conditions.filter((each) => each !== fields.condition) : conditions;
  const inner = foreign(c, right, local, rest, (built, outer) => {
    const stages: Document[] = [];
    if (fields?.exact && fields.guard) stages.push({ $match: { [fields.foreignField]: { $ne: null } } });
    const layout = withPlaces(built.layout, outer);
    for (const condition of rest) {
      const match = matchOf(c, condition, layout);
      if (match) stages.push({ $match: match });
    }
    if (limit !== undefined) stages.push({ $limit: limit });
    const project = limit === undefined ? projection(c, built, given) : { $project: { _id: 1 } };
    if (project) stages.push(project);
    return behind(built, staged(stages, on?.span));
  });
  const { from, ...parts } = inner.parts;
  const by = side ? fields : lookupFields(right, local);
  const found = by && { localField: by.localField, foreignField: by.foreignField };
  return {
    stage: {
      $lookup: {
        ...(from === undefined ? {} : { from, ...found }),
        ...parts,
        as: name,
      },
    },
    places: inner.places.filter(([id]) => given.has(id)).map(([id, place]) => [id, at(name, ...place.path)]),
  };
}

/** FULL: behind the left rows, those of the right side that no left row matches. */
function withUnmatched(c: Compiler, node: JoinNode, joined: Built, name: string, outer: Layout): Built {
  const right = c.build(node.right, outer);
  const mark = c.name(c.lowering.fresh('j'));
  const project = projection(c, right, givenBy(node.right));
  // A left side that is computed is not computed again: a chain of such joins would double its stages with each.
  const isStored = storedBelow(node.left) !== undefined;
  const unmatched = isStored ? withoutPartner(c, node, right.layout, mark) : [];
  const row = { [name]: '$$ROOT', ...(isStored ? {} : { [mark]: true }) };
  const alone = behind(
    right,
    staged([...unmatched, ...(project ? [project] : []), { $replaceWith: row }], node.origin),
  );
  const { from, pipeline } = sourceStages(alone);
  const union = { $unionWith: { ...(from === undefined ? {} : { coll: from }), pipeline } };
  return behind(joined, staged([union, ...(isStored ? [] : neverJoined(c, name, mark))], node.origin));
}

/** Of the right side's rows, which have a mark and stand behind the joined ones, only those that are not among these. */
function neverJoined(c: Compiler, name: string, mark: string): readonly Document[] {
  const met = c.name(c.lowering.fresh('j'));
  const output = { [met]: { $max: { $not: [`$${mark}`] } } };
  return [
    { $setWindowFields: { partitionBy: `$${name}`, output } },
    { $match: { $or: [{ [mark]: { $ne: true } }, { [met]: false }] } },
  ];
}

/** What leaves of the right side's rows those that find nothing on the left. */
const withoutPartner = (c: Compiler, node: JoinNode, local: Layout, probe: string): readonly Document[] =>
  unmatchedByField(c, node, local, probe) ?? [
    lookup(c, node.left, node.on, local, probe, 1).stage,
    { $match: { [probe]: { $eq: [] } } },
  ];

/** The same by an equality of fields alone, where all that it may find fits: without a pipeline in it, a $lookup takes a tenth of the time. */
function unmatchedByField(
  c: Compiler,
  { left, on }: JoinNode,
  local: Layout,
  probe: string,
): readonly Document[] | undefined {
  const side = plainSide(left);
  const conditions = on ? conjuncts(on) : [];
  if (!side || side.conditions.length > 0 || conditions.length !== 1) return undefined;
  const fields = joinFields(conditions, side, local);
  if (!fields?.exact || !fitsInArray(c, side, fields.foreignField)) return undefined;
  const { localField, foreignField } = fields;
  const none = { [probe]: { $eq: [] } };
  return [
    { $lookup: { from: side.scan.relation.collection, localField, foreignField, as: probe } },
    // To a $lookup NULL equals NULL; here such a row has no partner.
    { $match: fields.guard ? { $or: [none, { [localField]: null }] } : none },
  ];
}
