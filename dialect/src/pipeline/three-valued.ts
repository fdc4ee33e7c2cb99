import { isComparison } from '../analysis/compare-rows.ts';
import type {
  BoundExpression,
  BoundIn,
  BoundLike,
  BoundQuantified,
  ComparisonOperator,
} from '../analysis/bound.ts';
import type { SqlType } from '../catalog/types.ts';
import { flattened } from '../functions/array-depth.ts';
import { cond, isNotNull, isNull, literal, unlessNull } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { foldComparison, lowerComparison, lowerDistinct, meetTypes } from '../functions/index.ts';
import { isJson } from '../functions/json-key.ts';
import { hasFieldOrder } from '../functions/json-same.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import { nullAbove } from '../functions/operators/comparison.ts';
import { bracketOf, isOpen } from '../functions/type-rules.ts';
import { booleanType } from '../functions/values.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';
import { patternOf } from './pattern.ts';

export type Lower = (c: Compiler, value: BoundExpression, layout: Layout) => LoweredArgument;

// SQL's conditions have three values. Where a condition is only asked whether it holds (a filter, CASE), NULL counts as false, and under
// NOT, false is what is asked for: `holds` lowers for either, without ever computing NULL. `threeValued` is for conditions that are shown.

/** The condition's value: true, false or NULL. */
export function threeValued(
  c: Compiler,
  value: BoundExpression,
  layout: Layout,
  lower: Lower,
): LoweredArgument {
  const truly = holds(c, value, layout, lower, true);
  if (typeof truly === 'boolean' && truly) return known(true);
  const untruly = holds(c, value, layout, lower, false);
  if (untruly === true) return known(false);
  if (truly === false && untruly === false)
    return { expression: literal(null), type: booleanType, nullable: true, constant: null };
  if (!value.nullable) return { expression: truly, type: booleanType, nullable: false };
  if (value.kind === 'comparison') {
    const [left, right] = sides(c, value.left, value.right, layout, lower);
    return {
      expression: lowerComparison(value.operator, left, right, c.lowering),
      type: booleanType,
      nullable: true,
    };
  }
  if (value.kind === 'not') {
    const inner = lower(c, value.operand, layout);
    const negated = unlessNull([inner], { $not: [inner.expression] });
    if (typeof inner.expression === 'string')
      return { expression: negated, type: booleanType, nullable: true };
  }
  return { expression: cond(truly, true, cond(untruly, false, null)), type: booleanType, nullable: true };
}

const known = (value: boolean): LoweredArgument => ({
  expression: literal(value),
  type: booleanType,
  nullable: false,
  constant: value,
});

const and = (parts: readonly MongoExpression[]): MongoExpression => join('$and', parts, true);
const or = (parts: readonly MongoExpression[]): MongoExpression => join('$or', parts, false);

/** A flat $and or $or; folded where a part decides it. */
function join(
  operator: '$and' | '$or',
  parts: readonly MongoExpression[],
  neutral: boolean,
): MongoExpression {
  if (parts.includes(!neutral)) return !neutral;
  const rest = parts.filter((part) => part !== neutral);
  if (rest.length === 0) return neutral;
  return rest.length === 1 ? rest[0] : { [operator]: rest.flatMap((part) => inside(operator, part)) };
}

function inside(operator: '$and' | '$or', part: MongoExpression): readonly MongoExpression[] {
  const inner = (part as Record<string, unknown> | null)?.[operator];
  return Array.isArray(inner) ? (inner as MongoExpression[]) : [part];
}

/** An expression that is true exactly where the condition is true (`wanted`), or exactly where it is false; a boolean where that is certain. */
export function holds(
  c: Compiler,
  value: BoundExpression,
  layout: Layout,
  lower: Lower,
  wanted: boolean,
): MongoExpression {
  const inner = (each: BoundExpression, asked = wanted) => holds(c, each, layout, lower, asked);
  switch (value.kind) {
    case 'constant':
      return value.value === wanted;
    case 'not':
      return inner(value.operand, !wanted);
    case 'logical': {
      const parts = value.operands.map((each) => inner(each));
      return (value.operator === 'AND') === wanted ? and(parts) : or(parts);
    }
    case 'comparison': {
      const [left, right] = sides(c, value.left, value.right, layout, lower);
      if (left.constant === null || right.constant === null) return false;
      if (left.constant !== undefined && right.constant !== undefined) {
        const result = foldComparison(value.operator, left, right, c.lowering);
        return result === wanted;
      }
      const sure = lowerComparison(value.operator, nonNull(left), nonNull(right), c.lowering);
      if (!wanted) return and([...guards([left, right]), negated(sure)]);
      const passing = mayPass(value.operator, left, right);
      return belowConstant(c, value.operator, left, right, passing) ?? and([...guards(passing), sure]);
    }
    case 'test':
      return test(c, value, layout, lower, wanted);
    case 'distinctFrom': {
      const [left, right] = sides(c, value.left, value.right, layout, lower);
      if (left.constant === null && right.constant === null) return !wanted;
      for (const [a, b] of [
        [left, right],
        [right, left],
      ] as const) {
        if (a.constant === null) return wanted ? isNotNull(b.expression) : isNull(b.expression);
      }
      return lowerDistinct(!wanted, left, right, c.lowering);
    }
    case 'in':
      return holdsIn(c, value, layout, lower, wanted);
    case 'like':
      return holdsLike(c, value, layout, lower, wanted);
    case 'quantified':
      return holdsQuantified(c, value, layout, lower, wanted);
    default: {
      const lowered = lower(c, value, layout);
      if (lowered.constant !== undefined) return lowered.constant === wanted;
      if (wanted && lowered.type.name === 'boolean')
        return lowered.nullable ? { $eq: [lowered.expression, true] } : lowered.expression;
      return { $eq: [lowered.expression, wanted] };
    }
  }
}

function sides(c: Compiler, a: BoundExpression, b: BoundExpression, layout: Layout, lower: Lower) {
  const [left, right] = [lower(c, a, layout), lower(c, b, layout)];
  c.place = a.span;
  return meetTypes(left, right, c.lowering);
}

const nonNull = (argument: LoweredArgument): LoweredArgument => ({ ...argument, nullable: false });

const guards = (operands: readonly LoweredArgument[]): MongoExpression[] =>
  operands
    .filter((each) => each.nullable && each.constant === undefined)
    .map((each) => isNotNull(each.expression));

/** The operands whose NULL MongoDB's own operator could let pass: to it NULL is a value, equal to itself and below all others. */
function mayPass(
  operator: ComparisonOperator,
  left: LoweredArgument,
  right: LoweredArgument,
): readonly LoweredArgument[] {
  if (operator === '<>') return [left, right];
  if (operator === '=') return left.nullable && right.nullable ? [left] : [];
  if (isJson(left) && isJson(right)) return [left, right];
  const [less, more] = operator === '<' || operator === '<=' ? [left, right] : [right, left];
  // What may be anything is asked whether it is of the other's kind, which NULL is not.
  const kind = isOpen(less.type) ? bracketOf(more.type) : undefined;
  return kind === undefined || kind === 'other' || kind === 'document' ? [less] : [];
}

/** A number below a constant, where NULL is put above both: one comparison less than asking for it. */
function belowConstant(
  c: Compiler,
  operator: ComparisonOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  passing: readonly LoweredArgument[],
): MongoExpression | undefined {
  const [less] = passing;
  if (passing.length !== 1 || !less || operator === '=' || bracketOf(less.type) !== 'number')
    return undefined;
  const above = nullAbove(less.expression, less === left ? right : left);
  if (above === undefined) return undefined;
  const value = { ...nonNull(less), expression: above };
  const [a, b] = less === left ? [value, nonNull(right)] : [nonNull(left), value];
  return lowerComparison(operator, a, b, c.lowering);
}

/** The opposite of an expression that is never NULL. */
function negated(expression: MongoExpression): MongoExpression {
  if (typeof expression === 'boolean') return !expression;
  return { $not: [expression] };
}

type BoundTest = Extract<BoundExpression, { kind: 'test' }>;

function test(c: Compiler, value: BoundTest, layout: Layout, lower: Lower, wanted: boolean): MongoExpression {
  const { operand } = value;
  switch (value.test) {
    case 'TRUE':
    case 'FALSE': {
      const is = holds(c, operand, layout, lower, value.test === 'TRUE');
      return wanted ? is : negated(is);
    }
    case 'NULL': {
      const lowered = lower(c, operand, layout);
      if (lowered.constant !== undefined) return (lowered.constant === null) === wanted;
      if (!lowered.nullable) return !wanted;
      return wanted ? isNull(lowered.expression) : isNotNull(lowered.expression);
    }
    case 'MISSING': {
      const missing = { $eq: [{ $type: lower(c, operand, layout).expression }, 'missing'] };
      return wanted ? missing : negated(missing);
    }
  }
}

function holdsIn(
  c: Compiler,
  value: BoundIn,
  layout: Layout,
  lower: Lower,
  wanted: boolean,
): MongoExpression {
  const operand = lower(c, value.operand, layout);
  if (operand.constant === null) return false;
  const items = value.items.map((item) => meetTypes(operand, lower(c, item, layout), c.lowering)[1]);
  if (!wanted && items.some((item) => item.constant === null)) return false;
  const present = items.filter((item) => item.constant !== null);
  if (operand.constant !== undefined && present.every((item) => item.constant !== undefined)) {
    const found = present.some((item) => foldComparison('=', operand, item, c.lowering) === true);
    return found === wanted;
  }
  const isPlain = (item: LoweredArgument) =>
    item.constant !== undefined && item.type.name === operand.type.name && !hasFieldOrder(item.constant);
  if (present.every(isPlain)) {
    const found = { $in: [operand.expression, literal(present.map((item) => item.constant))] };
    return and([...guards([operand]), wanted ? found : negated(found)]);
  }
  const tests = present.map((item) => {
    const sure = lowerComparison(wanted ? '=' : '<>', nonNull(operand), nonNull(item), c.lowering);
    return and([...guards([item]), sure]);
  });
  return and([...guards([operand]), wanted ? or(tests) : and(tests)]);
}

function holdsLike(
  c: Compiler,
  value: BoundLike,
  layout: Layout,
  lower: Lower,
  wanted: boolean,
): MongoExpression {
  const operand = lower(c, value.operand, layout);
  const pattern = lower(c, value.pattern, layout);
  const escape = value.escape && lower(c, value.escape, layout);
  if ([operand, pattern, escape].some((each) => each?.constant === null)) return false;
  const matches = matched(c, value.operator, operand, pattern, escape);
  const patterns = guards(escape ? [pattern, escape] : [pattern]);
  return and([...textGuards(operand), ...patterns, wanted ? matches : negated(matches)]);
}

/** What a pattern is compared with: texts only. */
const textGuards = (operand: LoweredArgument): MongoExpression[] =>
  operand.type.name === 'text' ? guards([operand]) : [{ $eq: [{ $type: operand.expression }, 'string'] }];

function matched(
  c: Compiler,
  operator: BoundLike['operator'],
  operand: LoweredArgument,
  pattern: LoweredArgument,
  escape?: LoweredArgument,
): MongoExpression {
  const { expression: regex, options } = patternOf(operator, pattern, escape, c.lowering);
  return { $regexMatch: { input: operand.expression, regex, options } };
}

/** The elements of all dimensions, where a constant or its type tells that there are several. An array is itself looked for among arrays. */
export function inOneDimension(
  c: Compiler,
  { type: sought }: LoweredArgument,
  array: LoweredArgument,
): LoweredArgument {
  if (sought.name === 'array') return array;
  const type = { name: 'array', element: leafOf(array.type) } as const;
  if (Array.isArray(array.constant) && array.constant.some(Array.isArray)) {
    const constant: readonly unknown[] = array.constant.flat(Infinity);
    return { ...array, constant, expression: literal(constant), type };
  }
  if (array.type.element?.name !== 'array' || isOpen(sought)) return array;
  return { ...array, expression: flattened(c.lowering, array.expression), type };
}

const leafOf = (type: SqlType): SqlType =>
  type.name === 'array' ? leafOf(type.element ?? { name: 'unknown' }) : type;

/** `x op ANY (array)`: the comparisons with all elements, then what three-valued OR makes of them; ALL likewise with AND. */
function holdsQuantified(
  c: Compiler,
  value: BoundQuantified,
  layout: Layout,
  lower: Lower,
  wanted: boolean,
): MongoExpression {
  const operand = lower(c, value.operand, layout);
  const array = inOneDimension(c, operand, lower(c, value.array, layout));
  if (array.constant === null) return false;
  const known = array.type.name === 'array';
  const input = known ? array.expression : cond({ $isArray: [array.expression] }, array.expression, null);
  const type = (known ? array.type.element : undefined) ?? { name: 'unknown' as const };
  const name = c.lowering.fresh('element');
  const element: LoweredArgument = { expression: `$$${name}`, type, nullable: true };
  const { operator } = value;
  const [left, right] = isComparison(operator) ? meetTypes(operand, element, c.lowering) : [operand, element];
  const any = value.quantifier === 'ANY';
  // ANY is true where some comparison is; ALL is false where some is.
  const decides = any === wanted;
  if (decides && left.constant === null) return false;
  const exists = guards([array]);
  if (decides && operator === '=' && any && known && left.type.name === type.name) {
    return and([...guards([left]), ...exists, { $in: [left.expression, input] }]);
  }
  const sure = isComparison(operator)
    ? lowerComparison(operator, nonNull(left), nonNull(right), c.lowering)
    : matched(c, operator, left, right);
  // A comparison with NULL holds for no element, nor does its opposite.
  const each =
    left.constant === null
      ? false
      : and([
          ...(isComparison(operator) ? guards([left]) : textGuards(left)),
          ...guards([right]),
          wanted ? sure : negated(sure),
        ]);
  const mapped = { $map: { input, as: name, in: each } };
  return and([
    ...(known ? exists : [isNotNull(input)]),
    decides ? { $anyElementTrue: [mapped] } : { $allElementsTrue: [mapped] },
  ]);
}
