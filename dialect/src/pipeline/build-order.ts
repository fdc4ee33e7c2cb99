import type { BoundExpression } from '../analysis/bound.ts';
import { column } from '../analysis/shape.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { isTurned } from '../planner/index-order.ts';
import type { DistinctNode, DistinctOnNode, LimitNode, SortNode } from '../planner/plan-node.ts';
import type { Document } from './command.ts';
import { behind, staged } from './compiler.ts';
import type { Built, Compiler } from './compiler.ts';
import { groupKey } from './group-key.ts';
import { at, dotted, isPlain, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { lower, pathOf } from './lower.ts';
import { sourceStages } from './lookup.ts';
import { nothing } from './match.ts';
import { sortPlan } from './sort.ts';

function sortStages(plan: ReturnType<typeof sortPlan>): Document[] {
  if (Object.keys(plan.sort).length === 0) return [];
  return plan.names.length > 0 ? [{ $set: plan.set }, { $sort: plan.sort }] : [{ $sort: plan.sort }];
}

export function buildSort(c: Compiler, node: SortNode, outer: Layout): Built {
  const input = c.build(node.input, outer);
  const plan = sortPlan(c, node.keys, input.layout, 's');
  return behind(input, staged(sortStages(plan), node.origin));
}

export function buildLimit(c: Compiler, node: LimitNode, outer: Layout): Built {
  const count = (value: BoundExpression | undefined, what: string): number | undefined => {
    if (!value) return undefined;
    const { constant } = lower(c, value, outer);
    if (constant === undefined && c.environment) c.report('QL4005', value.span, [what]);
    if (constant === undefined || constant === null) return undefined;
    const number = Math.round(Number(String(constant)));
    if (!(number >= 0)) c.report('QL4004', value.span, [`${what} must not be negative`]);
    return number;
  };
  const [limit, offset] = [count(node.limit, 'LIMIT'), count(node.offset, 'OFFSET')];
  const { input: below } = node;
  const wanted = limit === undefined ? 0 : limit + (offset ?? 0);
  const apart =
    below.kind === 'sort' && below.nullsApart !== undefined && wanted > 0
      ? buildApart(c, below, wanted, outer)
      : undefined;
  const input = apart ?? c.build(below, outer);
  const stages: Document[] = [];
  if (offset) stages.push({ $skip: offset });
  if (limit === 0) stages.push({ $match: nothing });
  else if (limit !== undefined) stages.push({ $limit: limit });
  return behind(input, staged(stages, node.origin));
}

/**
 * The first rows by a field that may be NULL, those with a value apart from those without, of each only as many as wanted. A $unionWith
 * promises no order, so that these few are sorted again, as SQL does.
 */
function buildApart(c: Compiler, node: SortNode, wanted: number, outer: Layout): Built | undefined {
  const input = c.build(node.input, outer);
  const fields = node.keys.flatMap(({ value }) => plainName(value, input.layout) ?? []);
  const [field, ...others] = fields;
  const { from: coll, pipeline } = sourceStages(input);
  if (field === undefined || fields.length < node.keys.length || coll === undefined) return undefined;
  const order: Document = Object.fromEntries(
    node.keys.map(({ descending }, index) => [fields[index], descending ? -1 : 1]),
  );
  const sorted = sortStages(sortPlan(c, node.keys, input.layout, 's'));
  // Behind the first key only one that is unique may have its NULL at the wrong end: of one row at most.
  const turned = node.keys.slice(1).filter(isTurned).length;
  const valued = { $match: { [field]: { $ne: null } } };
  // Without other keys those without a value are in order as they are.
  const sort = others.length === 0 ? [] : turned > 0 ? sorted : [{ $sort: order }];
  const missing = [...pipeline, { $match: { [field]: { $eq: null } } }, ...sort, { $limit: wanted }];
  const rest =
    node.nullsApart === 'byScan' ? unlessEnough(c, coll, [...pipeline, valued], wanted, missing) : missing;
  const stages: Document[] = [
    valued,
    { $sort: order },
    { $limit: wanted + turned },
    { $unionWith: { coll, pipeline: rest } },
    ...sorted,
  ];
  return behind(input, staged(stages, node.origin));
}

/** What a pipeline finds in a collection, where another finds fewer rows than wanted: that one reads no more than these. */
function unlessEnough(
  c: Compiler,
  from: string,
  first: readonly Document[],
  wanted: number,
  then: readonly Document[],
): readonly Document[] {
  const [found, row] = [c.name('found'), c.name('row')];
  const counted = [...first, { $limit: wanted }, { $count: 'n' }];
  return [
    { $limit: 1 },
    { $project: { _id: 1 } },
    { $lookup: { from, pipeline: counted, as: found } },
    { $match: { [`${found}.n`]: { $ne: wanted } } },
    { $lookup: { from, pipeline: then, as: row } },
    { $unwind: `$${row}` },
    { $replaceWith: `$${row}` },
  ];
}

/** Each combination of the columns once: they are the key of a $group. */
export function buildDistinct(c: Compiler, node: DistinctNode, outer: Layout): Built {
  const input = c.build(node.input, outer);
  const sole = node.columns.length === 1;
  const key: Document = {};
  const firsts: Document = {};
  const places = node.columns.map((output): readonly [number, Place] => {
    const name = c.name(output.id);
    const { by, first } = groupKey(c, column(output.id, output, output.span), input.layout, sole);
    key[name] = by;
    if (first !== undefined) firsts[name] = { $first: first };
    return [output.id, first !== undefined ? at(name) : sole ? at('_id') : at('_id', name)];
  });
  const [by = key] = sole ? Object.values(key) : [];
  const stages = staged([{ $group: { _id: by, ...firsts } }], node.origin);
  return behind(input, stages, withPlaces(outer, places));
}

/** The first row of each combination: the rows are sorted, grouped with their first documents, and sorted again. */
export function buildDistinctOn(c: Compiler, node: DistinctOnNode, outer: Layout): Built {
  const input = c.build(node.input, outer);
  const plan = sortPlan(c, node.keys, input.layout, 's');
  const key: Document = {};
  node.on.forEach((value, index) => {
    key[`k${index}`] = { $ifNull: [groupKey(c, value, input.layout, true).by, null] };
  });
  const row = c.name('row');
  // One key alone is the _id itself, where MongoDB holds missing and null for the same.
  const [sole] = node.on.length === 1 ? node.on : [];
  const by = sole ? groupKey(c, sole, input.layout, true).by : key;
  const [major = 0, minor = 0] = c.serverVersion;
  if (node.unordered && Object.keys(plan.sort).length > 0 && (major > 5 || (major === 5 && minor >= 2))) {
    const first = { $top: { sortBy: plan.sort, output: rowOf(c, input.layout, []) } };
    const kept = [
      ...(plan.names.length > 0 ? [{ $set: plan.set }] : []),
      { $group: { _id: by, [row]: first } },
      { $replaceWith: `$${row}` },
    ];
    return behind(input, staged(kept, node.origin));
  }
  const stages = [
    ...sortStages(plan),
    { $group: { _id: by, [row]: { $first: rowOf(c, input.layout, Object.keys(plan.sort)) } } },
    { $replaceWith: `$${row}` },
    ...(Object.keys(plan.sort).length > 0 ? [{ $sort: plan.sort }] : []),
  ];
  return behind(input, staged(stages, node.origin));
}

/** The fields of a row that something reads, and some more by their paths: a group need not hold the rest. */
function rowOf(c: Compiler, layout: Layout, more: readonly string[]): MongoExpression {
  const fields = new Set(more.map((path) => path.split('.')[0] ?? path));
  for (const [id, place] of layout) {
    if (place.kind !== 'path' || !c.used.has(id)) continue;
    const [top] = place.path;
    if (top === undefined || !isPlain([top])) return '$$ROOT';
    fields.add(top);
  }
  return Object.fromEntries([...fields].map((field) => [field, `$${field}`]));
}

/** The dotted name of a column that stands at a plain path. */
export function plainName(value: BoundExpression, layout: Layout): string | undefined {
  const path = pathOf(value, layout);
  return path && isPlain(path) ? dotted(path) : undefined;
}
