import type { BoundExpression, ComparisonOperator } from '../analysis/bound.ts';
import { meetTypes } from '../functions/index.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import { alignNumbers, isNaNConstant, mayBeNaN } from '../functions/operators/comparison.ts';
import { bracketOf, isOpen } from '../functions/type-rules.ts';
import { unknownType } from '../functions/values.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import { dotted, isPlain } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, pathOf } from './lower.ts';
import { bareCondition } from './match-bare.ts';
import { containsMatch, elementMatch } from './match-contains.ts';
import { asked } from './match-expression.ts';
import { patternOf, prefixPattern, regexValue } from './pattern.ts';
import { holds, inOneDimension } from './three-valued.ts';

// A filter as query operators wherever they say what SQL means, since indexes and the query planner understand those; the rest as $expr.
// Query operators take arrays element by element: a field that may hold one is guarded, as SQL compares the whole value.

/** What $match needs to keep the rows for which the condition holds; undefined where it always does. */
export function matchOf(c: Compiler, predicate: BoundExpression, layout: Layout): Document | undefined {
  const found = query(c, predicate, layout, true);
  return isEverything(found) ? undefined : found;
}

export const nothing: Document = { $expr: false };
const everything: Document = {};
const isEverything = (document: Document): boolean => Object.keys(document).length === 0;
const isNothing = (document: Document): boolean => document['$expr'] === false;

/** The condition (`wanted`), or its being false, as a query; never fails, as `$expr` can say anything. */
function query(c: Compiler, value: BoundExpression, layout: Layout, wanted: boolean): Document {
  return operators(c, value, layout, wanted) ?? expression(c, value, layout, wanted);
}

function expression(c: Compiler, value: BoundExpression, layout: Layout, wanted: boolean): Document {
  const found = holds(c, value, layout, lower, wanted);
  if (found === true) return everything;
  return asked(found);
}

function operators(
  c: Compiler,
  value: BoundExpression,
  layout: Layout,
  wanted: boolean,
): Document | undefined {
  switch (value.kind) {
    case 'constant':
      return value.value === wanted ? everything : nothing;
    case 'not':
      return query(c, value.operand, layout, !wanted);
    case 'logical': {
      const parts = value.operands.map((each) => query(c, each, layout, wanted));
      return (value.operator === 'AND') === wanted ? all(parts) : any(parts);
    }
    case 'comparison':
      return comparison(c, value, layout, wanted) ?? bare(c, value, layout, wanted);
    case 'in':
      return inList(c, value, layout, wanted) ?? bare(c, value, layout, wanted);
    case 'test':
      return test(c, value, layout, wanted);
    case 'like':
      return like(c, value, layout, wanted);
    case 'distinctFrom':
      return distinctFrom(c, value, layout, wanted);
    case 'quantified':
      return quantified(c, value, layout, wanted);
    case 'operator': {
      const found = wanted ? containsMatch(c, value, layout) : undefined;
      if (!found || found.exact) return found?.query;
      return all([found.query, expression(c, value, layout, wanted)]);
    }
    case 'call':
      return wanted ? call(c, value, layout) : undefined;
    case 'column':
    case 'field': {
      const field = fieldOf(value, layout);
      return field && value.type.name === 'boolean' ? on(field, { $eq: wanted }) : undefined;
    }
    default:
      return undefined;
  }
}

function bare(
  c: Compiler,
  value: Parameters<typeof bareCondition>[1],
  layout: Layout,
  wanted: boolean,
): Document | undefined {
  const found = bareCondition(c, value, layout, wanted);
  return found && query(c, found, layout, wanted);
}

function all(parts: readonly Document[]): Document {
  const flat: Document[] = [];
  for (const part of parts) {
    if (isNothing(part)) return nothing;
    const inner = part['$and'] as Document[] | undefined;
    if (inner) flat.push(...inner);
    else if (!isEverything(part)) flat.push(part);
  }
  if (flat.length <= 1) return flat[0] ?? everything;
  return sideBySide(flat) ?? { $and: flat };
}

/** Conditions on different fields as one document; several on one field need $and. */
function sideBySide(parts: readonly Document[]): Document | undefined {
  const whole: Document = {};
  for (const part of parts) {
    for (const name of Object.keys(part)) {
      if (name === '$expr' || Object.hasOwn(whole, name)) return undefined;
      whole[name] = part[name];
    }
  }
  return whole;
}

function any(parts: readonly Document[]): Document {
  if (parts.some(isEverything)) return everything;
  const flat = parts
    .filter((part) => !isNothing(part))
    .flatMap((part) =>
      Object.keys(part).length === 1 ? ((part['$or'] as Document[] | undefined) ?? [part]) : [part],
    );
  if (flat.length <= 1) return flat[0] ?? nothing;
  return { $or: flat };
}

/** A plain column or field that query operators can speak of. */
interface Field {
  /** With dots. */
  readonly name: string;
  /** The field itself and those on its way, as far as they may hold arrays: a query operator would look into these. */
  readonly arrays: readonly string[];
}

function fieldOf(value: BoundExpression, layout: Layout): Field | undefined {
  const path = pathOf(value, layout);
  if (!path || !isPlain(path)) return undefined;
  const arrays: string[] = [];
  let at: BoundExpression | undefined = value;
  for (let length = path.length; at; length -= 1) {
    if (at.mayBeArray === true || at.type.name === 'array') arrays.push(dotted(path.slice(0, length)));
    at = at.kind === 'field' ? at.operand : undefined;
  }
  return { name: dotted(path), arrays };
}

/** A condition that no array satisfies: SQL compares a value as a whole. */
function on({ name, arrays }: Field, conditions: Document): Document {
  const whole: Document = { [name]: conditions };
  for (const each of arrays)
    whole[each] = { ...(whole[each] as Document | undefined), $not: { $type: 'array' } };
  return whole;
}

/** Where none of the conditions holds: for fields whose arrays are to stay. */
const none = (parts: readonly Document[]): Document =>
  parts.some(isEverything) ? nothing : { $nor: parts.filter((part) => !isNothing(part)) };

/** Where the field holds something, and none of these values. */
const otherThan = (field: Field, values: readonly unknown[]): Document =>
  field.arrays.length === 0
    ? { [field.name]: values.length === 0 ? { $ne: null } : { $nin: [...values, null] } }
    : none([on(field, values.length === 0 ? { $eq: null } : { $in: [...values, null] })]);

const swapped = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
const opposite = { '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;
const names = { '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' } as const;

type BoundComparison = Extract<BoundExpression, { kind: 'comparison' }>;

interface Sided {
  readonly field: Field;
  readonly column: BoundExpression;
  readonly constant: LoweredArgument;
}

/** A plain field compared with a constant, brought to the field's type; undefined where the two are something else. */
function sided(c: Compiler, a: BoundExpression, b: BoundExpression, layout: Layout): Sided | undefined {
  const field = fieldOf(a, layout);
  if (
    field === undefined ||
    a.type.name === 'array' ||
    a.type.name === 'interval' ||
    a.type.name === 'document'
  )
    return undefined;
  const constant = beside(c, lower(c, a, layout), lower(c, b, layout));
  return constant && { field, column: a, constant };
}

/** A constant brought to the type of what it is compared with, where that stays as it is. */
function beside(c: Compiler, left: LoweredArgument, right: LoweredArgument): LoweredArgument | undefined {
  if (right.constant === undefined) return undefined;
  const met = meetTypes(left, right, c.lowering);
  const [aligned, constant] = alignNumbers(...met);
  if (aligned.expression !== left.expression || constant.constant === undefined || isComputed(constant))
    return undefined;
  if (
    Array.isArray(constant.constant) ||
    constant.type.name === 'interval' ||
    constant.type.name === 'document'
  )
    return undefined;
  const [l, r] = [bracketOf(aligned.type), bracketOf(constant.type)];
  return constant.constant !== null && l && r && l !== r ? undefined : constant;
}

/** Whether aligning made the constant hang on the row. */
const isComputed = (constant: LoweredArgument): boolean => {
  const { expression: made } = constant;
  return typeof made === 'object' && made !== null && !('$literal' in made);
};

function comparison(
  c: Compiler,
  value: BoundComparison,
  layout: Layout,
  wanted: boolean,
): Document | undefined {
  let operator: ComparisonOperator = value.operator;
  let found = sided(c, value.left, value.right, layout);
  if (!found) {
    found = sided(c, value.right, value.left, layout);
    operator = swapped[operator];
  }
  if (!found) return undefined;
  const { field, column, constant } = found;
  if (constant.constant === null) return nothing;
  if (operator === '=' || operator === '<>')
    return (operator === '=') === wanted
      ? on(field, { $eq: constant.constant })
      : otherThan(field, [constant.constant]);
  if (wanted) return ordered(operator, found);
  // What is of another type, or an array, is not less, nor is it greater or equal.
  if (field.arrays.length > 0 || isOpen(column.type))
    return none([ordered(operator, found), on(field, { $eq: null })]);
  return ordered(opposite[operator], found);
}

function ordered(
  operator: Exclude<ComparisonOperator, '=' | '<>'>,
  { field, column, constant }: Sided,
): Document {
  const plain = on(field, { [names[operator]]: constant.constant });
  // NaN is greater than every other number in SQL; to query operators it is equal to itself alone.
  if (isNaNConstant(constant)) {
    if (operator === '<') return on(field, { $type: 'number', $ne: Number.NaN });
    return operator === '<=' ? on(field, { $type: 'number' }) : plain;
  }
  const isAbove = operator === '>' || operator === '>=';
  return isAbove && bracketOf(constant.type) === 'number' && mayBeNaN(column)
    ? any([plain, on(field, { $eq: Number.NaN })])
    : plain;
}

function inList(
  c: Compiler,
  value: Extract<BoundExpression, { kind: 'in' }>,
  layout: Layout,
  wanted: boolean,
): Document | undefined {
  const found = value.items.map((item) => sided(c, value.operand, item, layout));
  const [first] = found;
  if (!first || found.includes(undefined)) return undefined;
  const constants = found.flatMap((each) => (each ? [each.constant.constant] : []));
  const present = constants.filter((each) => each !== null);
  if (!wanted) {
    if (present.length < constants.length) return nothing;
    return otherThan(first.field, present);
  }
  if (present.length === 0) return nothing;
  return on(first.field, { $in: present });
}

function test(
  c: Compiler,
  value: Extract<BoundExpression, { kind: 'test' }>,
  layout: Layout,
  wanted: boolean,
): Document | undefined {
  const { operand } = value;
  if (value.test === 'TRUE' || value.test === 'FALSE') {
    // Being true is what a filter asks anyway; not being true takes in NULL, which only an expression says.
    return wanted ? query(c, operand, layout, value.test === 'TRUE') : undefined;
  }
  const field = fieldOf(operand, layout);
  if (field === undefined) return undefined;
  if (value.test === 'MISSING') {
    // An array on the way leads to an array, which is there.
    const arrays = field.arrays.filter((each) => each !== field.name);
    const isMissing = on({ ...field, arrays }, { $exists: false });
    return wanted ? isMissing : arrays.length === 0 ? { [field.name]: { $exists: true } } : none([isMissing]);
  }
  if (!operand.nullable && field.arrays.length === 0) return wanted ? nothing : everything;
  return wanted ? on(field, { $eq: null }) : otherThan(field, []);
}

function like(
  c: Compiler,
  value: Extract<BoundExpression, { kind: 'like' }>,
  layout: Layout,
  wanted: boolean,
): Document | undefined {
  const field = fieldOf(value.operand, layout);
  if (field === undefined) return undefined;
  const pattern = lower(c, value.pattern, layout);
  const escape = value.escape && lower(c, value.escape, layout);
  if (pattern.constant === undefined || (escape && escape.constant === undefined)) return undefined;
  if (pattern.constant === null || escape?.constant === null) return nothing;
  const regex = patternOf(value.operator, pattern, escape, c.lowering);
  if (wanted) return on(field, { $regex: regexValue(regex) });
  const unlike = { $not: regexValue(regex) };
  const text = value.operand.type.name === 'text' ? { $ne: null } : { $type: 'string' };
  return field.arrays.length === 0
    ? { [field.name]: { ...unlike, ...text } }
    : all([{ [field.name]: unlike }, on(field, text)]);
}

/** Functions that ask what query operators do. */
function call(
  c: Compiler,
  value: Extract<BoundExpression, { kind: 'call' }>,
  layout: Layout,
): Document | undefined {
  const [first, second] = value.args;
  if (!first || !second) return undefined;
  if (value.row.name === 'ARRAY_CONTAINS') {
    const found = elementMatch(first, lower(c, second, layout).constant, layout);
    if (!found || found.exact) return found?.query;
    return all([found.query, expression(c, value, layout, true)]);
  }
  if (value.row.name !== 'STARTS_WITH') return undefined;
  const { constant } = lower(c, second, layout);
  if (typeof constant !== 'string') return undefined;
  const { type, span } = second;
  const pattern = { kind: 'constant', value: prefixPattern(constant), type, nullable: false, span } as const;
  return like(c, { ...value, kind: 'like', operator: 'LIKE', operand: first, pattern }, layout, true);
}

function distinctFrom(
  c: Compiler,
  value: Extract<BoundExpression, { kind: 'distinctFrom' }>,
  layout: Layout,
  wanted: boolean,
): Document | undefined {
  const found = sided(c, value.left, value.right, layout) ?? sided(c, value.right, value.left, layout);
  if (!found) return undefined;
  const { field, constant } = found;
  if (!wanted) return on(field, { $eq: constant.constant });
  return field.arrays.length === 0
    ? { [field.name]: { $ne: constant.constant } }
    : none([on(field, { $eq: constant.constant })]);
}

/** `constant = ANY (array field)` is what a query operator asks of an array, and what a multikey index answers. */
function quantified(
  c: Compiler,
  value: Extract<BoundExpression, { kind: 'quantified' }>,
  layout: Layout,
  wanted: boolean,
): Document | undefined {
  const isAny = value.quantifier === 'ANY';
  if (value.operator !== (isAny ? '=' : '<>')) return undefined;
  const operand = lower(c, value.operand, layout);
  const array = inOneDimension(c, operand, lower(c, value.array, layout));
  if (Array.isArray(array.constant) && array.type.element) {
    // `field = ANY ('{1,2}')` is IN, and `field <> ALL ('{1,2}')` its opposite.
    const items = (array.constant as unknown[]).map((item): BoundExpression => ({
      kind: 'constant',
      value: item,
      type: array.type.element ?? { name: 'unknown' },
      nullable: item === null,
      span: value.span,
    }));
    return inList(c, { ...value, kind: 'in', operand: value.operand, items }, layout, wanted === isAny);
  }
  const { type } = value.array;
  if (!wanted || !isAny || (type.name !== 'array' && type.name !== 'unknown')) return undefined;
  const element = { expression: '$$element', type: type.element ?? unknownType, nullable: true };
  const sought = beside(c, element, operand);
  const found = sought && elementMatch(value.array, sought.constant, layout);
  if (!found || found.exact) return found?.query;
  return all([found.query, expression(c, value, layout, wanted)]);
}
