import type { BoundExpression } from '../analysis/bound.ts';
import { columnsGiven } from '../planner/plan-walk.ts';
import { columnsOf } from '../analysis/walk.ts';
import type { JoinNode, PlanNode } from '../planner/plan-node.ts';
import type { Span } from '../text/span.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { at, isPlain, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { foreign, projection, sourceStages } from './lookup.ts';
import { pathOf } from './lower.ts';
import { matchOf } from './match.ts';

/** A join as $lookup and $unwind: the left rows keep their place, the right ones stand under a fresh name. */
export function buildJoin(c: Compiler, node: JoinNode, outer: Layout): Built {
  const left = c.build(node.left, outer);
  const name = c.name(c.nameOf(node, 'j'));
  const found = lookup(c, node.right, node.on, left.layout, name);
  const unwind: Document =
    node.type === 'INNER'
      ? { $unwind: `$${name}` }
      : { $unwind: { path: `$${name}`, preserveNullAndEmptyArrays: true } };
  const layout = withPlaces(left.layout, found.places);
  const stages = [...left.stages, ...staged([...found.before, found.stage, unwind], node.origin)];
  const joined: Built = { ...left, stages, layout };
  return node.type === 'FULL' ? withUnmatched(c, node, joined, name, outer) : joined;
}

const staged = (stages: readonly Document[], origin: Span | undefined): Stage[] =>
  stages.map((stage) => ({ stage, ...(origin ? { origin } : {}) }));

interface Lookup {
  readonly before: readonly Document[];
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
  const given = columnsGiven(right);
  const conditions = conjuncts(on);
  const equal = equality(conditions, right, given, local);
  const rest = equal?.exact ? conditions.filter((each) => each !== equal.condition) : conditions;
  const inner = foreign(c, right, local, rest, (built, outer) => {
    const stages: Document[] = [];
    if (equal?.exact && equal.guard) stages.push({ $match: { [equal.foreign]: { $ne: null } } });
    const layout = withPlaces(built.layout, outer);
    for (const condition of rest) {
      const match = matchOf(c, condition, layout);
      if (match) stages.push({ $match: match });
    }
    if (limit !== undefined) stages.push({ $limit: limit });
    const project = limit === undefined ? projection(c, built, given) : { $project: { _id: 1 } };
    if (project) stages.push(project);
    return { ...built, stages: [...built.stages, ...staged(stages, on?.span)] };
  });
  const local_ = equal ? { localField: equal.local, foreignField: equal.foreign } : {};
  const { from, ...parts } = inner.parts;
  return {
    before: [],
    stage: { $lookup: { ...(from === undefined ? {} : { from }), ...local_, ...parts, as: name } },
    places: inner.places.filter(([id]) => given.has(id)).map(([id, place]) => [id, at(name, ...place.path)]),
  };
}

export function conjuncts(on: BoundExpression | undefined): readonly BoundExpression[] {
  if (!on) return [];
  return on.kind === 'logical' && on.operator === 'AND' ? on.operands : [on];
}

interface Equality {
  readonly condition: BoundExpression;
  readonly local: string;
  readonly foreign: string;
  /** Whether NULL could meet NULL, which $lookup takes for equal. */
  readonly guard: boolean;
  /** Whether $lookup's own equality is SQL's. Where an array may stand in a field, it finds more: it serves the index, and the condition is asked again. */
  readonly exact: boolean;
}

/** A condition `left field = right field` that $lookup can do by itself: the right side is a collection. */
function equality(
  conditions: readonly BoundExpression[],
  right: PlanNode,
  given: ReadonlySet<number>,
  local: Layout,
): Equality | undefined {
  let scan = right;
  while (scan.kind === 'filter') scan = scan.input;
  if (scan.kind !== 'scan') return undefined;
  const fields = new Map<number, Place>(scan.relation.columns.map((column) => [column.id, at(column.field)]));
  let wider: Equality | undefined;
  for (const condition of conditions) {
    if (condition.kind !== 'comparison' || condition.operator !== '=') continue;
    for (const [a, b] of [
      [condition.left, condition.right],
      [condition.right, condition.left],
    ] as const) {
      if ([...columnsOf(a)].some((id) => given.has(id)) || !comparable(a, b)) continue;
      const [from, to] = [pathOf(a, local), pathOf(b, fields)];
      if (!from || !to || !isPlain(from) || !isPlain(to)) continue;
      const exact = ![a, b].some((side) => side.mayBeArray || side.type.name === 'unknown');
      const found = {
        condition,
        local: from.join('.'),
        foreign: to.join('.'),
        guard: a.nullable && b.nullable,
        exact,
      };
      if (exact) return found;
      wider ??= found;
    }
  }
  return wider;
}

/** Whether MongoDB's own equality is SQL's for two types: a double and a decimal are compared as doubles in SQL. */
function comparable(a: BoundExpression, b: BoundExpression): boolean {
  const names = [a.type.name, b.type.name];
  if (names.some((name) => name === 'interval' || name === 'array' || name === 'document')) return false;
  return !(names.includes('double') && names.includes('decimal'));
}

/** FULL: behind the left rows, those of the right side that no left row matches. */
function withUnmatched(c: Compiler, node: JoinNode, joined: Built, name: string, outer: Layout): Built {
  const right = c.build(node.right, outer);
  const probe = c.name(c.lowering.fresh('j'));
  const found = lookup(c, node.left, node.on, right.layout, probe, 1);
  const project = projection(c, right, columnsGiven(node.right));
  const alone: Built = {
    ...right,
    stages: [
      ...right.stages,
      ...staged(
        [
          found.stage,
          { $match: { [probe]: { $eq: [] } } },
          ...(project ? [project] : []),
          { $replaceWith: { [name]: '$$ROOT' } },
        ],
        node.origin,
      ),
    ],
  };
  const { from, pipeline } = sourceStages(alone);
  const union = { $unionWith: { ...(from === undefined ? {} : { coll: from }), pipeline } };
  return { ...joined, stages: [...joined.stages, ...staged([union], node.origin)] };
}
