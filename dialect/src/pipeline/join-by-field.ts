import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import { logical, negate } from '../analysis/compare-rows.ts';
import { isNull } from '../analysis/shape.ts';
import { columnsOf } from '../analysis/walk.ts';
import type { JoinNode } from '../planner/plan-node.ts';
import { conjuncts } from '../planner/conditions.ts';
import type { Document } from './command.ts';
import type { Built, Compiler } from './compiler.ts';
import { fitsInArray, joinFields } from './join-fields.ts';
import type { JoinFields } from './join-fields.ts';
import { at } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower } from './lower.ts';
import { matchOf } from './match.ts';
import { plainSide, withSide } from './plain-side.ts';
import type { PlainSide } from './plain-side.ts';
import { holds } from './three-valued.ts';

/** A join as stages behind the left rows', and where the columns stand then. */
export interface JoinStages {
  readonly stages: readonly Document[];
  readonly layout: Layout;
  /** The left row's columns that the stages read before they unwind, where they keep to the documents beside it. */
  readonly reads?: ReadonlySet<ColumnId>;
}

interface FieldJoin {
  readonly c: Compiler;
  readonly name: string;
  readonly side: PlainSide;
  readonly fields: JoinFields;
  /** All but the equality by which documents are found. */
  readonly rest: readonly BoundExpression[];
  readonly local: Layout;
  /** Where the columns stand once the found documents are unwound. */
  readonly joined: Layout;
}

/**
 * A join with a collection by an equality of fields, with as little as possible inside the $lookup: a pipeline there, even one projection,
 * makes it half as expensive again. What else is asked of the found documents is asked behind it.
 */
export function joinByField(
  c: Compiler,
  node: JoinNode & { readonly type: 'INNER' | 'LEFT' },
  left: Built,
  name: string,
): JoinStages | undefined {
  const side = plainSide(node.right);
  if (!side) return undefined;
  const conditions = [...(node.on ? conjuncts(node.on) : []), ...side.conditions];
  const fields = joinFields(conditions, side, left.layout);
  if (!fields) return undefined;
  const rest = conditions.filter((each) => each !== fields.condition);
  const joined = withSide(c, left.layout, side, at(name));
  const join: FieldJoin = { c, name, side, fields, rest, local: left.layout, joined };
  const stages = node.type === 'INNER' ? inner(join) : outer(join);
  if (!stages) return undefined;
  const reads = fitsInArray(c, side, fields.foreignField) ? columnsOf(every(conditions, fields)) : undefined;
  return { stages, layout: joined, ...(reads ? { reads } : {}) };
}

const lookup = ({ name, side, fields }: FieldJoin, pipeline?: readonly Document[]): Document => ({
  $lookup: {
    from: side.scan.relation.collection,
    localField: fields.localField,
    foreignField: fields.foreignField,
    ...(pipeline && pipeline.length > 0 ? { pipeline } : {}),
    as: name,
  },
});

const every = (conditions: readonly BoundExpression[], { condition }: JoinFields): BoundExpression =>
  logical('AND', conditions, condition.span);

function inner(join: FieldJoin): readonly Document[] {
  const { c, name, side, fields, rest, local, joined } = join;
  const stages: Document[] = [];
  const present = fields.guard
    ? matchOf(c, negate(isNull(fields.local), fields.local.span), local)
    : undefined;
  if (present) stages.push({ $match: present });
  stages.push(lookup(join));
  const asked = [...rest];
  if (!fitsInArray(c, side, fields.foreignField)) {
    // The server takes the $unwind into the $lookup, so that no array is made.
    if (!fields.exact) asked.unshift(withoutNull(fields));
  } else if (fields.exact) stages.push({ $match: { [name]: { $ne: [] } } });
  else stages.push(filtered(join, [withoutNull(fields)]));
  stages.push({ $unwind: `$${name}` });
  const match = asked.length > 0 ? matchOf(c, every(asked, fields), joined) : undefined;
  if (match) stages.push({ $match: match });
  return stages;
}

/** A row of the left side stays where no document passes all conditions, so that these are asked before the unwinding. */
function outer(join: FieldJoin): readonly Document[] | undefined {
  const { c, name, side, fields, rest, local } = join;
  const unwind = { $unwind: { path: `$${name}`, preserveNullAndEmptyArrays: true } };
  const sure = fields.exact && !fields.guard;
  if (fitsInArray(c, side, fields.foreignField)) {
    const asked = sure ? rest : [fields.condition, ...rest];
    // The stage between keeps the server from unwinding within the $lookup, which takes it the longer way.
    const kept = asked.length > 0 ? filtered(join, asked) : { $set: { [name]: `$${name}` } };
    return [lookup(join), kept, unwind];
  }
  const guards: Document[] = [];
  if (!fields.exact) {
    if (fields.local.mayBeArray === true || fields.local.type.name === 'array') return undefined;
    guards.push({ [fields.foreignField]: { $not: { $type: 'array' } } });
  }
  if (fields.guard) guards.push({ [fields.foreignField]: { $ne: null } });
  if (rest.some((each) => readsRow(each, local, side))) return undefined;
  const match = rest.length > 0 ? matchOf(c, every(rest, fields), withSide(c, local, side, at())) : undefined;
  const asked = [...guards, ...(match ? [match] : [])];
  return [
    lookup(
      join,
      asked.map((each) => ({ $match: each })),
    ),
    unwind,
  ];
}

/** Only those of the found documents that pass; NULL passes nothing. */
function filtered(
  { c, name, side, fields, local }: FieldJoin,
  conditions: readonly BoundExpression[],
): Document {
  const as = c.lowering.fresh('found');
  const layout = withSide(c, local, side, { kind: 'variable', name: as });
  const cond = holds(c, every(conditions, fields), layout, lower, true);
  return { $set: { [name]: { $filter: { input: `$${name}`, as, cond } } } };
}

/** The equality where NULL can meet no NULL any more: one of its sides is there. */
function withoutNull({ condition }: JoinFields): BoundExpression {
  if (condition.kind !== 'comparison') return condition;
  const [left, right] = [condition.left, condition.right].map((side) => ({ ...side, nullable: false }));
  return left && right ? { ...condition, left, right, nullable: false } : condition;
}

/** Whether a condition speaks of the left row, which a $lookup without variables does not hand over. */
const readsRow = (value: BoundExpression, local: Layout, side: PlainSide): boolean =>
  [...columnsOf(value)].some((id) => local.get(id)?.kind === 'path' || id === side.scan.relation.document);
