import type { BoundCoalesce, BoundComparison, BoundExpression, BoundIn } from '../analysis/bound.ts';
import { booleanType, unknownType } from '../analysis/shape.ts';
import { bracketOf } from '../functions/type-rules.ts';
import { isPlainObject } from '../functions/json-values.ts';
import { pathOf as stepsOf } from '../functions/json-edit.ts';
import type { Compiler } from './compiler.ts';
import { isPlain } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, pathOf } from './lower.ts';
import { holds } from './three-valued.ts';

type Condition = BoundComparison | BoundIn;

/**
 * What a condition on COALESCE (field, constant), or on a member that a JSON operator takes of a document, asks of the field itself, which
 * query operators can speak of. It holds (`wanted`), or is false, for the same rows; undefined where nothing of the kind is there.
 */
export function bareCondition(
  c: Compiler,
  value: Condition,
  layout: Layout,
  wanted: boolean,
): BoundExpression | undefined {
  if (value.kind === 'comparison') {
    const { left, right } = value;
    return (
      asked(c, left, [right], (bare) => ({ ...value, left: bare }), value, layout, wanted) ??
      asked(c, right, [left], (bare) => ({ ...value, right: bare }), value, layout, wanted)
    );
  }
  const { operand, items } = value;
  return asked(c, operand, items, (bare) => ({ ...value, operand: bare }), value, layout, wanted);
}

function asked(
  c: Compiler,
  side: BoundExpression,
  others: readonly BoundExpression[],
  over: (bare: BoundExpression) => Condition,
  condition: Condition,
  layout: Layout,
  wanted: boolean,
): BoundExpression | undefined {
  if (side.kind === 'coalesce') return besideNull(c, side, others, over, layout, wanted);
  const operator = condition.kind === 'in' ? '=' : condition.operator;
  // Of an array's documents a path reads the fields, an operator none: to no plain constant is such an array equal, nor less or greater.
  if (!wanted || operator === '<>' || (side.kind !== 'operator' && side.kind !== 'subscript'))
    return undefined;
  const isText = side.kind === 'operator' && side.operator.endsWith('>>');
  if (isText && operator !== '=') return undefined;
  for (const other of others) {
    const { constant } = lower(c, other, layout);
    const isPlainConstant = constant !== undefined && !Array.isArray(constant) && !isPlainObject(constant);
    if (!isPlainConstant || (isText && !isTextAlone(constant))) return undefined;
  }
  const bare = memberField(c, side, layout);
  return bare && over(bare);
}

/** Where the field is NULL the constant decides, elsewhere the field. */
function besideNull(
  c: Compiler,
  { operands: [field, fallback, ...more], type }: BoundCoalesce,
  others: readonly BoundExpression[],
  over: (bare: BoundExpression) => Condition,
  layout: Layout,
  wanted: boolean,
): BoundExpression | undefined {
  if (!field || !fallback || more.length > 0 || field.type.name !== type.name) return undefined;
  const path = pathOf(field, layout);
  if (!path || !isPlain(path)) return undefined;
  const [first, ...rest] = [fallback, ...others].map((each) => lower(c, each, layout));
  const kind = first && bracketOf(first.type);
  // Others would have to be converted, which may fail.
  const isAlike = (each: typeof first) =>
    each?.constant !== undefined && each.constant !== null && bracketOf(each.type) === kind;
  if (kind === undefined || !isAlike(first) || !rest.every(isAlike)) return undefined;
  const decided = holds(c, over(fallback), layout, lower, true);
  if (typeof decided !== 'boolean') return undefined;
  const present = over(field);
  if (decided !== wanted) return present;
  const { span } = present;
  const isNull = {
    kind: 'test',
    test: 'NULL',
    operand: field,
    type: booleanType,
    nullable: false,
    span,
  } as const;
  const operands = decided
    ? [present, isNull]
    : [present, { ...isNull, kind: 'not', operand: isNull } as const];
  return { ...isNull, kind: 'logical', operator: decided ? 'OR' : 'AND', operands, nullable: true };
}

/** `document -> 'name'` and its like as the field of that name; undefined where it is something else. */
function memberField(c: Compiler, value: BoundExpression, layout: Layout): BoundExpression | undefined {
  const [container, key] =
    value.kind === 'subscript'
      ? [value.operand, value.index]
      : value.kind === 'operator' && /^(->|#>)>?$/.test(value.operator)
        ? value.operands
        : [];
  if (!container || !key) return undefined;
  const { constant } = lower(c, key, layout);
  const byPath = value.kind === 'operator' && value.operator.startsWith('#');
  const steps = byPath ? stepsOf(constant) : typeof constant === 'string' ? [constant] : undefined;
  const inner = pathOf(container, layout) ? container : memberField(c, container, layout);
  // A number may be a place in an array.
  if (!steps?.length || !inner || !isPlain(steps) || (byPath && steps.some((step) => /^-?\d+$/.test(step))))
    return undefined;
  const { span } = value;
  return steps.reduce<BoundExpression>(
    (operand, name) => ({
      ...{ kind: 'field', operand, name, span },
      ...{ type: unknownType, nullable: true, mayBeArray: true },
    }),
    inner,
  );
}

/** Whether `->>` gives a text for itself alone: numbers, instants, truth values, ids and documents have texts of their own. */
const isTextAlone = (value: unknown): boolean =>
  typeof value === 'string' &&
  !/^([[{].*|[-+.:\deET]+|true|false|null|-?Infinity|NaN|[\da-f]{24}|".*)$/is.test(value);
